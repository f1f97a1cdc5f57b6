package dev.muster.twinservice.live;

import static dev.muster.twinservice.live.ScriptedSource.rows;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import dev.muster.twinservice.live.LiveAnswer.Rows;
import dev.muster.twinservice.live.LiveAnswer.Unavailable;
import dev.muster.twinservice.live.ViewUnderTest.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveViewTest {
    private static final ActorTestKit ACTORS = ViewUnderTest.actors("LiveViewTest");
    private static final Duration INTERVAL = ViewUnderTest.INTERVAL;
    private static final int ALL = ViewUnderTest.ALL;

    private final ViewUnderTest subject = new ViewUnderTest(ACTORS, ViewUnderTest.STEADY);
    private final ManualClock clock = subject.clock;
    private final ScriptedSource source = subject.source;
    private final Reader reader = subject.reader();

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private void pass(Duration duration) {
        subject.pass(duration);
    }

    private void pass() {
        pass(INTERVAL);
    }

    private void isUpToDate(Object... keysAndValues) {
        reader.asks();
        source.ends(keysAndValues);
        reader.gets();
    }

    @Test
    void shouldAnswerFirstReaderWhenFirstPollEnds() {
        reader.asks();
        source.ends("a", 1);

        Rows answer = reader.gets();

        assertThat(answer.reset()).isTrue();
        assertThat(answer.rows()).isEqualTo(rows("a", 1));
        assertThat(answer.asOf()).isEqualTo(ManualClock.START);
    }

    @Test
    void shouldAnswerOncePerIntervalThoughNothingChanged() {
        isUpToDate("a", 1);
        for (int i = 0; i < 3; i++) {
            reader.asks().waits();
            pass();
            source.ends("a", 1);

            assertThat(reader.gets().isNews()).isFalse();
        }
    }

    @Test
    void shouldAnswerAtEachPollThoughTheClockStandsStill() {
        isUpToDate("a", 1);
        reader.asks();
        clock.advance(INTERVAL.negated());
        pass();
        source.ends("a", 1);

        assertThat(reader.gets().isNews()).isFalse();
    }

    @Test
    void shouldAnswerAtOnceWhereSomethingWaits() {
        isUpToDate("a", 1, "b", 2, "c", 3);
        Reader other = subject.reader();

        assertThat(other.asks(2).gets().more()).isTrue();
        assertThat(other.asks(2).gets().rows()).isEqualTo(rows("c", 3));
        other.asks().waits();
    }

    @Test
    void shouldPollOnceHoweverManyRead() {
        isUpToDate("a", 1);
        List<Reader> readers = List.of(subject.reader(), subject.reader(), subject.reader());
        readers.forEach(each -> each.asks().gets());
        readers.forEach(Reader::asks);
        reader.asks();
        pass();
        source.ends("a", 2);

        readers.forEach(each -> assertThat(each.gets().rows()).isEqualTo(rows("a", 2)));
        assertThat(reader.gets().rows()).isEqualTo(rows("a", 2));
        assertThat(source.open()).isZero();
    }

    @Test
    void shouldTellWhoComesLateEachRowOnceAndAsItIs() {
        isUpToDate("a", 0, "b", 0);
        Reader steady = subject.reader();
        steady.asks().gets();
        for (int i = 1; i <= 20; i++) {
            steady.asks();
            pass();
            source.ends("a", i, "b", 0, "c", 1);
            steady.gets();
        }

        Rows answer = reader.asks().gets();

        assertThat(answer.reset()).isFalse();
        assertThat(answer.rows()).isEqualTo(rows("c", 1, "a", 20));
    }

    @ParameterizedTest
    @CsvSource({"100, 900", "500, 500", "501, 501", "2000, 2000", "60000, 10000"})
    void shouldPauseAtLeastForAsLongAsThePollTook(long tookMillis, long pauseMillis) {
        List<Instant> begins = new CopyOnWriteArrayList<>();
        ActorRef<LiveView.Command> timed = subject.view(() -> {
            begins.add(clock.instant());
            return source.poll();
        });
        LiveView.Next next = new LiveView.Next(Optional.empty(), ALL, reader.probe.getRef());
        timed.tell(next);
        CompletableFuture<LiveSource.Poll> poll = source.taken();
        pass(Duration.ofMillis(tookMillis));
        poll.complete(new LiveSource.Polled(ManualClock.START, rows("a", 1)));
        reader.probe.receiveMessage();
        Instant end = clock.instant();
        timed.tell(next);
        pass(Duration.ofMillis(pauseMillis - 1));
        // What began too early is to see the time of then.
        pass(Duration.ZERO);
        pass(Duration.ofMillis(1));
        source.hangs();

        assertThat(begins).containsExactly(ManualClock.START, end.plusMillis(pauseMillis));
    }

    @Test
    void shouldSayOncePerIntervalThatPollsFail() {
        isUpToDate("a", 1, "b", 2);
        for (int i = 0; i < 3; i++) {
            reader.asks();
            pass();
            source.refuses();

            reader.isRefused("Expected figures but got none");
        }
        reader.asks();
        pass();
        source.ends("a", 1, "b", 3);

        Rows back = reader.gets();

        assertThat(back.reset()).isFalse();
        assertThat(back.rows()).isEqualTo(rows("b", 3));
    }

    @Test
    void shouldNotShowRowsThatAreNotCurrentToWhoComesNew() {
        isUpToDate("a", 1);
        reader.asks();
        pass();
        source.refuses();
        reader.isRefused("Expected figures");
        Reader other = subject.reader();
        other.asks();
        reader.asks();
        pass();
        source.refuses();

        other.isRefused("Expected figures");
    }

    @Test
    void shouldSaySoWhenPollDoesNotEnd() {
        isUpToDate("a", 1);
        reader.asks();
        pass();
        CompletableFuture<LiveSource.Poll> hangs = source.taken();

        pass(LiveView.LATE_AFTER.minus(INTERVAL).minusMillis(1));
        reader.probe.expectNoMessage(Duration.ZERO);
        pass(Duration.ofMillis(1));
        reader.isRefused("within 3 s");
        for (int i = 0; i < 3; i++) {
            reader.asks();
            pass();
            reader.isRefused("within 3 s");
        }
        assertThat(source.open()).isZero();
        reader.asks();
        hangs.complete(new LiveSource.Polled(ManualClock.START.plusSeconds(9), rows("a", 1)));

        assertThat(reader.gets().asOf()).isEqualTo(ManualClock.START.plusSeconds(9));
    }

    @Test
    void shouldNotPollWhatNobodyReadsAndSayThatItIsIdle() {
        isUpToDate("a", 1);

        pass();

        subject.idle.expectMessage(1L);
        pass(Duration.ofMinutes(1));
        assertThat(source.open()).isZero();
    }

    @Test
    void shouldPollAtOnceForWhoComesBackAndKeepHisPlace() {
        isUpToDate("a", 1, "b", 2);
        pass();
        subject.idle.expectMessage(1L);
        pass(Duration.ofSeconds(20));
        reader.asks();
        source.ends("a", 1, "b", 3);

        Rows answer = reader.gets();

        assertThat(answer.reset()).isFalse();
        assertThat(answer.rows()).isEqualTo(rows("b", 3));
    }

    @Test
    void shouldNotShowWhatAnIdleViewStillHasToWhoComesNew() {
        isUpToDate("a", 1);
        pass();
        subject.idle.expectMessage(1L);
        Reader other = subject.reader();
        other.asks();
        source.ends("a", 2);

        assertThat(other.gets().rows()).isEqualTo(rows("a", 2));
    }

    @Test
    void shouldSayNoMoreThanThatAskingFailed() {
        for (LiveSource broken : List.<LiveSource>of(
                () -> CompletableFuture.failedFuture(new IllegalStateException("secret")), LiveViewTest::breaks)) {
            TestProbe<LiveAnswer> probe = ACTORS.createTestProbe();
            subject.view(broken).tell(new LiveView.Next(Optional.empty(), ALL, probe.getRef()));

            Unavailable answer = probe.expectMessageClass(Unavailable.class);

            assertThat(answer.problem().detail()).startsWith("Expected").doesNotContain("secret", "Exception");
        }
    }

    private static CompletionStage<LiveSource.Poll> breaks() {
        throw new IllegalStateException("secret");
    }
}
