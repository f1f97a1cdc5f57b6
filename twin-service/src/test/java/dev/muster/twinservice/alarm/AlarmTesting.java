package dev.muster.twinservice.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What tests of running sweeps share. */
final class AlarmTesting {
    /** Quick, so that nobody waits. */
    static final AlarmSettings SETTINGS = new AlarmSettings(
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofDays(14),
            new AlarmSettings.Reading(7, 1_000),
            new AlarmSettings.Waking(
                    8, Duration.ofSeconds(15), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofDays(1)));

    private AlarmTesting() {}

    /** A cluster of one node. */
    static ActorTestKit node(String name) {
        ActorTestKit node = ActorTestKit.create(
                name,
                ConfigFactory.parseString("""
                        akka.actor.provider = cluster
                        akka.actor.allow-java-serialization = off
                        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                        akka.cluster.jmx.multi-mbeans-in-same-jvm = on
                        akka.coordinated-shutdown.exit-jvm = off
                        akka.loglevel = WARNING
                        """)
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        Cluster cluster = Cluster.get(node.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        return node;
    }

    /** Stands where it was put. */
    static final class SteppedClock extends Clock {
        private volatile Instant now;

        SteppedClock(Instant now) {
            this.now = now;
        }

        void set(Instant next) {
            now = next;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** Remembers whom it woke; a twin that it is not to wake makes it throw, anybody else fail. */
    static final class Bell implements Waker {
        private final ConcurrentLinkedQueue<Alarm> rung = new ConcurrentLinkedQueue<>();
        private volatile @Nullable String refused;

        /** Alarms of this id fail until further notice. */
        void refuse(@Nullable String id) {
            refused = id;
        }

        @Override
        public CompletionStage<?> wake(Alarm alarm) {
            if (alarm.id().equals(refused)) {
                if (alarm.kind() == Alarm.Kind.TWIN) {
                    throw new IllegalStateException("thrown");
                }
                return CompletableFuture.failedFuture(new IllegalStateException("failed"));
            }
            rung.add(alarm);
            return CompletableFuture.completedFuture("woken");
        }

        List<String> ids() {
            return rung.stream().map(Alarm::id).toList();
        }

        void mustHaveRung(ActorTestKit node, List<String> ids) {
            node.createTestProbe().awaitAssert(Duration.ofMinutes(1), Duration.ofMillis(20), () -> {
                assertThat(ids()).containsAll(ids);
                return ids;
            });
        }
    }
}
