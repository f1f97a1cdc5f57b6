package dev.muster.ingest.deadline;

import static dev.muster.ingest.deadline.SourceReport.REFUSALS_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.deadline.SourceReport.Refusal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final SourceId WT_07 = new SourceId("WT-07");

    private final RefusalLog log = new RefusalLog();

    @Test
    void shouldKnowNothingOfASourceWithoutRefusals() {
        log.add(new SourceId("WT-08"), refusal(1));

        assertThat(log.of(WT_07)).isEmpty();
    }

    @Test
    void shouldShowTheNewestFirst() {
        for (int offset = 1; offset <= REFUSALS_MAX; offset++) {
            log.add(WT_07, refusal(offset));
        }

        assertThat(log.of(WT_07))
                .hasSize(REFUSALS_MAX)
                .startsWith(refusal(REFUSALS_MAX))
                .endsWith(refusal(1));
    }

    @Test
    void shouldForgetTheOldestOfTooMany() {
        for (int offset = 1; offset <= REFUSALS_MAX + 1; offset++) {
            log.add(WT_07, refusal(offset));
        }

        assertThat(log.of(WT_07))
                .hasSize(REFUSALS_MAX)
                .startsWith(refusal(REFUSALS_MAX + 1))
                .endsWith(refusal(2));
    }

    @Test
    void shouldRememberAsManySourcesAsAllowed() {
        log.add(WT_07, refusal(1));
        addStrangers(RefusalLog.SOURCES_MAX - 1);

        assertThat(log.of(WT_07)).hasSize(1);
    }

    @Test
    void shouldForgetTheSourceWhoseLastRefusalIsOldest() {
        // given
        SourceId reformed = new SourceId("WT-08");
        log.add(WT_07, refusal(1));
        log.add(reformed, refusal(2));
        log.add(WT_07, refusal(3));

        // when
        addStrangers(RefusalLog.SOURCES_MAX - 1);

        // then
        assertThat(log.of(reformed)).isEmpty();
        assertThat(log.of(WT_07)).containsExactly(refusal(3), refusal(1));
    }

    @Test
    void shouldHandOutWhatDoesNotChange() {
        log.add(WT_07, refusal(1));
        List<Refusal> before = log.of(WT_07);

        log.add(WT_07, refusal(2));

        assertThat(before).containsExactly(refusal(1));
    }

    private void addStrangers(int count) {
        for (int i = 0; i < count; i++) {
            log.add(new SourceId("stranger-" + i), refusal(i));
        }
    }

    private static Refusal refusal(long offset) {
        return new Refusal(offset, Instant.ofEpochSecond(offset), RefusalReason.OUT_OF_RANGE, "Expected 1 but got 2");
    }
}
