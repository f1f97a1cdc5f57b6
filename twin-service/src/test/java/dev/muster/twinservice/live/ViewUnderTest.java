package dev.muster.twinservice.live;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.live.LiveAnswer.Rows;
import dev.muster.twinservice.live.LiveAnswer.Unavailable;
import java.time.Duration;
import java.util.Optional;

/** A view whose polls end, and whose time passes, when the test says so. */
final class ViewUnderTest {
    static final Duration INTERVAL = Duration.ofSeconds(1);
    static final LiveView.Rhythm STEADY = new LiveView.Rhythm(INTERVAL, INTERVAL);
    static final int ALL = 1_000;

    private final ActorTestKit actors;
    private final ManualTime time;
    final ManualClock clock = new ManualClock();
    final ScriptedSource source = new ScriptedSource();
    final TestProbe<Long> idle;
    private final ActorRef<LiveView.Command> view;

    /** @param actors as {@link #actors} makes them */
    ViewUnderTest(ActorTestKit actors, LiveView.Rhythm rhythm) {
        this.actors = actors;
        this.time = ManualTime.get(actors.system());
        this.idle = actors.createTestProbe();
        this.view = view(source, rhythm);
    }

    /** For all views of a test. */
    static ActorTestKit actors(String name) {
        return ActorTestKit.create(
                name,
                ManualTime.config()
                        .withFallback(ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF }"))
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
    }

    ActorRef<LiveView.Command> view(LiveSource of) {
        return view(of, STEADY);
    }

    private ActorRef<LiveView.Command> view(LiveSource of, LiveView.Rhythm rhythm) {
        return actors.spawn(
                LiveView.create(of, 7, rhythm, clock, asked -> idle.getRef().tell(asked)));
    }

    void pass(Duration duration) {
        clock.advance(duration);
        time.timePasses(duration);
    }

    Reader reader() {
        return new Reader();
    }

    /** A position, and what came of asking with it. */
    final class Reader {
        final TestProbe<LiveAnswer> probe = actors.createTestProbe();
        private Optional<LivePosition> position = Optional.empty();

        Reader asks() {
            return asks(ALL);
        }

        Reader asks(int max) {
            view.tell(new LiveView.Next(position, max, probe.getRef()));
            return this;
        }

        Rows gets() {
            Rows rows = probe.expectMessageClass(Rows.class);
            position = Optional.of(rows.next());
            return rows;
        }

        void isRefused(String why) {
            Unavailable unavailable = probe.expectMessageClass(Unavailable.class);
            assertThat(unavailable.asOf()).isEqualTo(clock.instant());
            assertThat(unavailable.problem().status()).isEqualTo(503);
            assertThat(unavailable.problem().detail()).contains(why);
        }

        void waits() {
            // Whatever was told before this has been worked on when this is answered, and would be here.
            TestProbe<LiveAnswer> behind = actors.createTestProbe();
            LivePosition stranger = new LivePosition(0, 0, 0);
            view.tell(new LiveView.Next(Optional.of(stranger), ALL, behind.getRef()));
            behind.expectMessageClass(Rows.class);
            probe.expectNoMessage(Duration.ZERO);
        }
    }
}
