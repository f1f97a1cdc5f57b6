package dev.muster.twinservice.lease.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.coordination.lease.scaladsl.Lease;
import akka.coordination.lease.scaladsl.LeaseProvider;
import akka.persistence.cassandra.journal.CassandraJournal;
import akka.persistence.cassandra.snapshot.CassandraSnapshotStore;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.lease.LeaseRow;
import dev.muster.twinservice.lease.LeaseSettings;
import dev.muster.twinservice.lease.LeaseTables;
import dev.muster.twinservice.lease.NodeLeases;
import dev.muster.twinservice.lease.SessionId;
import dev.muster.twinservice.lease.WriteFence;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.FutureConverters;

/** What Akka makes of what application.conf names. */
class ShardLeaseTest {
    private static final Config CONFIG = ConfigFactory.parseString(
                    "akka { actor.provider = local, coordinated-shutdown.exit-jvm = off, jvm-exit-on-fatal-error = off"
                            + " }")
            .withFallback(ConfigFactory.load());

    /** As sharding names it. */
    private static final String LEASE = "ShardLeaseTest-shard-Twin-7";

    private final ActorTestKit node = ActorTestKit.create("ShardLeaseTest", CONFIG);
    private final Map<String, LeaseRow> rows = new ConcurrentHashMap<>();

    @AfterEach
    void end() {
        node.shutdownTestKit();
    }

    /** All goes well in it. */
    private final class SoundTables implements LeaseTables {
        @Override
        public CompletionStage<Collection<SessionId>> liveAt(String address) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Changed<SessionRow>> begin(SessionId session) {
            return CompletableFuture.completedFuture(new Changed<>(true, SessionRow.LIVE));
        }

        @Override
        public CompletionStage<Changed<SessionRow>> renew(SessionId session) {
            return begin(session);
        }

        @Override
        public CompletionStage<Changed<SessionRow>> endExpired(SessionId session) {
            return CompletableFuture.completedFuture(new Changed<>(false, SessionRow.LIVE));
        }

        @Override
        public CompletionStage<Changed<SessionRow>> endLive(SessionId session) {
            return CompletableFuture.completedFuture(new Changed<>(true, SessionRow.ENDED));
        }

        @Override
        public CompletionStage<LeaseRow> read(String lease) {
            return CompletableFuture.completedFuture(rows.getOrDefault(lease, LeaseRow.ABSENT));
        }

        @Override
        public CompletionStage<Changed<LeaseRow>> swap(String lease, LeaseRow next) {
            rows.put(lease, next);
            return CompletableFuture.completedFuture(new Changed<>(true, next));
        }
    }

    @Test
    void shouldWaitForTheSessionAndThenHoldTheLease() throws Exception {
        // given a shard that starts before the session does
        Lease lease = LeaseProvider.get(node.system().classicSystem())
                .getLease(LEASE, CONFIG.getString("akka.cluster.sharding.use-lease"), "here");
        CompletableFuture<?> acquired = FutureConverters.asJava(lease.acquire()).toCompletableFuture();
        assertThat(acquired).isNotDone();
        assertThat(lease.checkLease()).isFalse();
        LeaseRegistry registry =
                LeaseRegistry.of((ExtendedActorSystem) node.system().classicSystem());
        assertThat(registry.enter()).as("a write before there is a session").isNull();

        // when
        NodeLeases leases = new NodeLeases(
                new SessionId("here", UUID.randomUUID()),
                new SoundTables(),
                new LeaseThread(Clock.systemUTC()),
                LeaseSettings.from(CONFIG));
        leases.begin().toCompletableFuture().get(10, TimeUnit.SECONDS);
        registry.complete(leases);

        // then
        assertThat(acquired.get(10, TimeUnit.SECONDS)).isEqualTo(true);
        assertThat(lease.checkLease()).isTrue();
        assertThat(NodeLeasing.runs(node.system(), "Twin", 7)).isTrue();
        assertThat(NodeLeasing.runs(node.system(), "Twin", 8)).isFalse();
        assertThat(rows.get(LEASE).version()).isEqualTo(1);
        WriteFence.Pass pass = registry.enter();
        assertThat(pass.admitted()).isTrue();
        pass.leave();

        // and back
        assertThat(FutureConverters.asJava(lease.release())
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(true);
        assertThat(lease.checkLease()).isFalse();
        assertThat(NodeLeasing.runs(node.system(), "Twin", 7)).isFalse();
        assertThat(rows.get(LEASE).owner()).isNull();
        leases.end().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(registry.enter().admitted()).isFalse();
    }

    @Test
    void shouldBeWhatTheConfigurationNames() throws ClassNotFoundException {
        assertThat(Class.forName(CONFIG.getString("akka.persistence.cassandra.journal.class")))
                .isEqualTo(FencedJournal.class)
                .isAssignableTo(CassandraJournal.class);
        assertThat(Class.forName(CONFIG.getString("akka.persistence.cassandra.snapshot.class")))
                .isEqualTo(FencedSnapshots.class)
                .isAssignableTo(CassandraSnapshotStore.class);
        assertThat(CONFIG.getString("akka.persistence.cassandra.journal.replay-filter.mode"))
                .isEqualTo("repair-by-discard-old");
        assertThat(CONFIG.getString("akka.cluster.sharded-daemon-process.sharding.use-lease"))
                .isEqualTo(CONFIG.getString("akka.cluster.sharding.use-lease"));
        assertThat(CONFIG.getConfig("akka.coordinated-shutdown.reason-overrides")
                        .root()
                        .keySet())
                .contains(SessionLost.class.getName());
    }
}
