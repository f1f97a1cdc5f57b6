package dev.muster.twinservice.groupcommand;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.groupcommand.progress.GroupCommandSettings;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.pace.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entity of a fresh group command, with all that it talks to in the hands of the test. */
final class GroupUnderTest {
    final GroupRequest request = GroupFixtures.request("key-" + UUID.randomUUID(), null);
    final ScriptedCommanding commanding = new ScriptedCommanding();
    final Queue<Alarm> alarms = new ConcurrentLinkedQueue<>();
    volatile CompletionStage<?> alarmSet = CompletableFuture.completedFuture(true);

    final SteppingClock clock = new SteppingClock();

    private final ActorTestKit actors;
    private final GroupCommandPorts ports;
    private @Nullable ActorRef<GroupCommand.Command> entity;

    GroupUnderTest(ActorTestKit actors, int atOnce) {
        this.actors = actors;
        this.ports = new GroupCommandPorts(
                commanding,
                alarm -> {
                    alarms.add(alarm);
                    return alarmSet;
                },
                clock,
                settings(atOnce));
    }

    /** As the service has it, on a journal in memory. */
    static Config config() {
        return ConfigFactory.parseString("""
            akka.actor.serialization-bindings {
              "dev.muster.twinservice.serialization.JournalEvent" = jackson-json
              "dev.muster.twinservice.serialization.NodeMessage" = jackson-cbor
            }
            akka.loglevel = WARNING
            """)
                .withFallback(EventSourcedBehaviorTestKit.config())
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    /** Snapshots often, and quick after failures. */
    static GroupCommandSettings settings(int atOnce) {
        GroupCommandSettings shipped = GroupFixtures.settings(atOnce);
        return new GroupCommandSettings(
                shipped.membersMax(),
                atOnce,
                shipped.giveWithin(),
                shipped.askTimeout(),
                new GroupCommandSettings.Keeping(
                        Duration.ofMillis(5),
                        7,
                        shipped.keeping().wakeAfter(),
                        shipped.keeping().wakeWaitingAfter(),
                        shipped.keeping().passivateAfter()),
                new GroupCommandSettings.Retry(
                        new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1)));
    }

    String persistenceId() {
        return "GroupCommand|" + request.id();
    }

    /** It dies, on the spot, and lives again. */
    void restart() {
        ActorRef<GroupCommand.Command> old = entity;
        if (old != null) {
            actors.stop(old);
        }
        entity = null;
    }

    GroupMessage.OfferReply start(List<AssetId> members) {
        return offer(members, 0, members);
    }

    GroupMessage.OfferReply offer(List<AssetId> all, int from, List<AssetId> some) {
        return offer(request, all, from, some);
    }

    GroupMessage.OfferReply offer(GroupRequest other, List<AssetId> all, int from, List<AssetId> some) {
        return ask(replyTo -> new GroupMessage.Offer(other, Draft.digest(all), all.size(), from, some, replyTo));
    }

    GroupView read() {
        return ask(GroupMessage.Read::new).view();
    }

    Map<MemberStatus, Integer> counts() {
        return read().counts();
    }

    MembersPage members() {
        return this.<GroupMessage.MembersReply>ask(replyTo -> new GroupMessage.ReadMembers(null, 1_000, null, replyTo))
                .page();
    }

    GroupView cancel() {
        return this.<GroupMessage.ReadReply>ask(replyTo -> new GroupMessage.Cancel(GroupFixtures.ANNA, replyTo))
                .view();
    }

    GroupMessage.Noted wake() {
        return ask(GroupMessage.Wake::new);
    }

    /** Whoever gets the answer. */
    TestProbe<GroupMessage.Noted> tell(CommandRecord record) {
        TestProbe<GroupMessage.Noted> probe = actors.createTestProbe();
        entity().tell(new GroupMessage.Tell(record, probe.ref()));
        return probe;
    }

    <R> R ask(Function<ActorRef<R>, GroupMessage> question) {
        TestProbe<R> probe = actors.createTestProbe();
        entity().tell(question.apply(probe.ref()));
        return probe.receiveMessage();
    }

    <R> TestProbe<R> asking(Function<ActorRef<R>, GroupMessage> question) {
        TestProbe<R> probe = actors.createTestProbe();
        entity().tell(question.apply(probe.ref()));
        return probe;
    }

    private ActorRef<GroupCommand.Command> entity() {
        ActorRef<GroupCommand.Command> living = entity;
        if (living == null) {
            living = actors.spawn(GroupCommand.create(request.id(), ports));
            entity = living;
        }
        return living;
    }

    /** Stands still, or goes on by a millisecond each time that somebody looks at it. */
    static final class SteppingClock extends Clock {
        volatile boolean goesOn;
        private final AtomicLong millis = new AtomicLong();

        @Override
        public Instant instant() {
            return GroupFixtures.START.plusMillis(goesOn ? millis.incrementAndGet() : millis.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Expected UTC but got " + zone);
        }
    }
}
