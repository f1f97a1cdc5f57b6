package dev.muster.twinservice.live;

import static dev.muster.twinservice.live.ScriptedSource.rows;
import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.live.LiveAnswer.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveViewsTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LINGER = Duration.ofSeconds(10);
    private static final LiveSettings SETTINGS = new LiveSettings(INTERVAL, INTERVAL, LINGER, 3, 500, 10);

    private final ActorTestKit actors = ActorTestKit.create(
            "LiveViewsTest",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF }"))
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());
    private final ManualTime time = ManualTime.get(actors.system());
    private final ManualClock clock = new ManualClock();
    private final AtomicLong incarnations = new AtomicLong(100);
    private final LiveViews views = LiveViews.start(actors.system(), SETTINGS, clock, incarnations::incrementAndGet);
    private final ScriptedSource source = new ScriptedSource();
    private final AtomicInteger sources = new AtomicInteger();

    @AfterEach
    void stop() {
        actors.shutdownTestKit();
    }

    private void pass(Duration duration) {
        clock.advance(duration);
        time.timePasses(duration);
    }

    private TestSubscriber.Probe<LiveAnswer> reads(String view, Optional<LivePosition> from) {
        Source<LiveAnswer, NotUsed> answers = views.read(
                view,
                () -> {
                    sources.incrementAndGet();
                    return source;
                },
                from);
        return answers.runWith(TestSink.create(actors.system()), actors.system());
    }

    private static Rows next(TestSubscriber.Probe<LiveAnswer> reader) {
        return (Rows) reader.request(1).expectNext();
    }

    private void eventually(Runnable assertion) {
        TestProbe<Object> probe = actors.createTestProbe();
        probe.awaitAssert(() -> {
            assertion.run();
            return null;
        });
    }

    /** Reads the first rows and leaves. */
    private LivePosition visits(String view, Object... keysAndValues) {
        TestSubscriber.Probe<LiveAnswer> reader = reads(view, Optional.empty());
        reader.request(1);
        source.ends(keysAndValues);
        LivePosition position = ((Rows) reader.expectNext()).next();
        reader.cancel();
        eventually(() -> assertThat(views.readers()).isZero());
        return position;
    }

    @Test
    void shouldShareViewAndForgetWhoLeft() {
        TestSubscriber.Probe<LiveAnswer> one = reads("v", Optional.empty());
        one.request(1);
        source.ends("a", 1);
        one.expectNext();
        TestSubscriber.Probe<LiveAnswer> two = reads("v", Optional.empty());

        assertThat(next(two).rows()).isEqualTo(rows("a", 1));
        assertThat(sources).hasValue(1);
        assertThat(views.readers()).isEqualTo(2);

        one.cancel();
        eventually(() -> assertThat(views.readers()).isEqualTo(1));
        two.cancel();
        eventually(() -> assertThat(views.readers()).isZero());
    }

    @Test
    void shouldAskOnlyWhenReaderCanTakeMore() {
        TestSubscriber.Probe<LiveAnswer> slow = reads("v", Optional.empty());
        slow.request(1);
        source.ends("a", 0);
        slow.expectNext();
        TestSubscriber.Probe<LiveAnswer> quick = reads("v", Optional.empty());
        next(quick);
        for (int i = 1; i <= 20; i++) {
            quick.request(1);
            // Either somebody asked by now, or the view is idle and polls as soon as somebody does.
            pass(INTERVAL);
            source.ends("a", i);
            quick.expectNext();
        }

        assertThat(next(slow).rows()).isEqualTo(rows("a", 20));
    }

    @Test
    void shouldTellWhoComesBackOnlyWhatChangedSince() {
        LivePosition before = visits("v", "a", 1, "b", 2);
        pass(INTERVAL);
        pass(LINGER.minusSeconds(1));
        TestSubscriber.Probe<LiveAnswer> back = reads("v", Optional.of(before));
        back.request(1);
        source.ends("a", 1, "c", 3);

        Rows answer = (Rows) back.expectNext();

        assertThat(answer.reset()).isFalse();
        assertThat(answer.rows()).isEqualTo(rows("c", 3));
        assertThat(answer.gone()).containsExactly("b");
        assertThat(sources).hasValue(1);
    }

    @Test
    void shouldBeginAnewWithWhoComesBackTooLate() {
        LivePosition before = visits("v", "a", 1);
        eventually(() -> {
            pass(INTERVAL);
            // The view is idle only when it has seen that nobody asks, and from then on it lingers.
            pass(Duration.ZERO);
            pass(LINGER);
            TestSubscriber.Probe<LiveAnswer> back = reads("v", Optional.of(before));
            back.request(1);
            source.ends("a", 1);
            Rows answer = (Rows) back.expectNext();
            back.cancel();
            assertThat(answer.reset()).isTrue();
            assertThat(answer.rows()).isEqualTo(rows("a", 1));
        });
        assertThat(sources).hasValueGreaterThan(1);
    }

    @Test
    void shouldKeepViewThatIsReadAgain() {
        LivePosition before = visits("v", "a", 1);
        pass(INTERVAL);
        pass(LINGER.minusSeconds(1));
        TestSubscriber.Probe<LiveAnswer> back = reads("v", Optional.of(before));
        for (int i = 0; i <= LINGER.toSeconds(); i++) {
            back.request(1);
            source.ends("a", i);
            assertThat(((Rows) back.expectNext()).reset()).isFalse();
            pass(INTERVAL);
        }

        assertThat(sources).hasValue(1);
    }

    @Test
    void shouldNotStopViewThatWasAskedSomethingAfterItSaidThatItIsIdle() {
        ActorRef<LiveDirectory.Command> directory =
                actors.spawn(LiveDirectory.create(SETTINGS, clock, incarnations::incrementAndGet));
        TestProbe<LiveAnswer> reader = actors.createTestProbe();
        LiveDirectory.Read read =
                new LiveDirectory.Read("v", () -> source, new LiveView.Next(Optional.empty(), 500, reader.getRef()));
        directory.tell(read);
        // As of before that question.
        directory.tell(new LiveDirectory.Idle("v", 0));
        source.hangs();
        pass(LINGER);
        // Whoever was stopped by now would be started again for this.
        directory.tell(read);
        pass(INTERVAL);

        assertThat(source.open()).isZero();
    }

    @Test
    void shouldRefuseOneReaderTooMany() {
        List<TestSubscriber.Probe<LiveAnswer>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(views.refusal()).isEmpty();
            readers.add(reads("v", Optional.empty()));
            readers.get(i).request(1);
            int now = i + 1;
            eventually(() -> assertThat(views.readers()).isEqualTo(now));
        }

        assertThat(views.refusal().orElseThrow().status()).isEqualTo(503);
        assertThat(views.refusal().orElseThrow().detail()).contains("fewer than 3 readers");
        reads("v", Optional.empty()).request(1).expectComplete();
        assertThat(views.readers()).isEqualTo(3);
        readers.get(0).cancel();
        eventually(() -> assertThat(views.refusal()).isEmpty());
    }

    @Test
    void shouldKeepNoMoreIdleViewsThanThereCanBeReaders() {
        LivePosition first = visits("v1", "a", 1);
        pass(INTERVAL);
        LivePosition second = visits("v2", "a", 1);
        pass(INTERVAL);
        visits("v3", "a", 1);
        pass(INTERVAL);
        visits("v4", "a", 1);

        TestSubscriber.Probe<LiveAnswer> again = reads("v2", Optional.of(second));
        again.request(1);
        source.ends("a", 2);
        assertThat(((Rows) again.expectNext()).reset()).isFalse();
        again.cancel();
        TestSubscriber.Probe<LiveAnswer> gone = reads("v1", Optional.of(first));
        gone.request(1);
        source.ends("a", 2);
        assertThat(((Rows) gone.expectNext()).reset()).isTrue();
    }

    @Test
    void shouldBeginAnewAfterViewThatFailed() {
        AtomicInteger made = new AtomicInteger();
        TestSubscriber.Probe<LiveAnswer> reader = views.read(
                        "v",
                        () -> {
                            if (made.incrementAndGet() == 1) {
                                throw new IllegalStateException("planted");
                            }
                            return source;
                        },
                        Optional.empty())
                .runWith(TestSink.create(actors.system()), actors.system());
        reader.request(100);
        eventually(() -> {
            // The question has failed, not the view: nobody is left who would answer it.
            pass(Duration.ofSeconds(10));
            assertThat(made).hasValue(2);
        });
        source.ends("a", 1);
        assertThat(reader.expectNext()).isInstanceOf(LiveAnswer.Unavailable.class);
        LiveAnswer answer = reader.expectNext();
        while (answer instanceof LiveAnswer.Unavailable) {
            answer = reader.expectNext();
        }

        assertThat(((Rows) answer).rows()).isEqualTo(rows("a", 1));
    }
}
