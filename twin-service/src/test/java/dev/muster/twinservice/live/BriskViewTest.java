package dev.muster.twinservice.live;

import static dev.muster.twinservice.live.ScriptedSource.rows;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import dev.muster.twinservice.live.ViewUnderTest.Reader;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A view that is polled four times for each event that a reader gets when nothing changes. */
class BriskViewTest {
    private static final ActorTestKit ACTORS = ViewUnderTest.actors("BriskViewTest");
    private static final Duration POLL = Duration.ofMillis(250);

    private final ViewUnderTest subject = new ViewUnderTest(ACTORS, new LiveView.Rhythm(POLL, ViewUnderTest.INTERVAL));
    private final Reader reader = subject.reader();

    @BeforeEach
    void shouldBeUpToDate() {
        reader.asks();
        subject.source.ends("a", 1);
        reader.gets();
        reader.asks();
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private void polls(Object... keysAndValues) {
        subject.pass(POLL);
        subject.source.ends(keysAndValues);
    }

    @Test
    void shouldTellNewsAtEachPoll() {
        for (int i = 2; i < 10; i++) {
            polls("a", i);

            assertThat(reader.gets().rows()).isEqualTo(rows("a", i));
            reader.asks();
        }
    }

    @Test
    void shouldSayOnceAnIntervalThatNothingChanged() {
        for (int i = 0; i < 3; i++) {
            for (int poll = 1; poll < 3; poll++) {
                polls("a", 1);
                reader.waits();
            }
            polls("a", 1);

            assertThat(reader.gets().isNews()).isFalse();
            reader.asks();
        }
    }

    @Test
    void shouldTellNewsToWhoHasNotSeenItAndLetOthersWait() {
        Reader other = subject.reader();
        other.asks().gets();
        other.asks();
        polls("a", 2);
        reader.gets();
        other.gets();
        other.asks();
        polls("a", 3);

        assertThat(other.gets().rows()).isEqualTo(rows("a", 3));
        assertThat(reader.asks().gets().rows()).isEqualTo(rows("a", 3));
        reader.asks().waits();
    }

    @Test
    void shouldGoOnPollingForWhoOnlyWaits() {
        polls("a", 1);
        polls("a", 1);
        polls("a", 2);

        assertThat(reader.gets().rows()).isEqualTo(rows("a", 2));
    }

    @Test
    void shouldSayThatNothingChangedWhenTheClockWasSetBack() {
        subject.clock.advance(Duration.ofHours(-1));
        polls("a", 1);

        assertThat(reader.gets().isNews()).isFalse();
    }

    @Test
    void shouldSayOnceAnIntervalThatPollsFail() {
        subject.pass(POLL);
        subject.source.refuses();
        reader.isRefused("Expected figures but got none");
        reader.asks();
        subject.pass(Duration.ofMillis(999));
        reader.probe.expectNoMessage(Duration.ZERO);
        subject.pass(Duration.ofMillis(1));
        subject.source.refuses();

        reader.isRefused("Expected figures but got none");
    }

    @Test
    void shouldBeIdleWhenNobodyWaits() {
        polls("a", 2);
        reader.gets();
        subject.pass(POLL);

        subject.idle.expectMessage(2L);
    }
}
