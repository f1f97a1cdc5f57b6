package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.batch.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StuckWatchTest {
    private final StuckWatch watch = new StuckWatch();
    private final Progress progress = new Progress();

    @BeforeEach
    void watchOnePartition() {
        watch.watch("telemetry-3", progress);
    }

    @Test
    void shouldNotTakeSilenceForBeingStuck() {
        for (int look = 0; look < 10; look++) {
            assertThat(watch.look()).isEmpty();
        }
    }

    @Test
    void shouldSeeABatchThatDoesNotMoveAtTheSecondLook() {
        progress.begun();

        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).containsExactly("telemetry-3");
    }

    @Test
    void shouldNotTakeAnOutageForBeingStuck() {
        progress.begun();
        for (int look = 0; look < 10; look++) {
            progress.moved(); // another attempt
            assertThat(watch.look()).isEmpty();
        }
    }

    @Test
    void shouldNotTakeALoadedStreamForBeingStuck() {
        for (int look = 0; look < 10; look++) {
            progress.begun();
            assertThat(watch.look()).isEmpty();
            progress.ended();
        }
    }

    @Test
    void shouldForgetWhatHasEnded() {
        progress.begun();
        watch.look();

        watch.forget(progress);

        assertThat(watch.look()).isEmpty();
    }
}
