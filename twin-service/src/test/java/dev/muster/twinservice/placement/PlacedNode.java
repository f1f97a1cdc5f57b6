package dev.muster.twinservice.placement;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import akka.cluster.typed.Leave;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A node of a cluster in this JVM, on a free port of loopback; its entities say where they live. */
final class PlacedNode implements AutoCloseable {
    private static final Config CONFIG = ConfigFactory.parseString("""
        akka.actor.provider = cluster
        akka.actor.serialization-bindings {
          "dev.muster.twinservice.placement.PlacedNode$Where" = jackson-cbor
        }
        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        akka.coordinated-shutdown { exit-jvm = off, phases.cluster-sharding-shutdown-region.timeout = 2s }
        akka.loglevel = WARNING
        akka.cluster {
          jmx.multi-mbeans-in-same-jvm = on
          gossip-interval = 100ms
          leader-actions-interval = 100ms
          sharding {
            rebalance-interval = 200ms
            retry-interval = 200ms
            least-shard-allocation-strategy { rebalance-absolute-limit = 2, rebalance-relative-limit = 1.0 }
          }
        }
        """);
    /** Who takes part in sharding, as in the service. */
    private static final Config SERVICE = ConfigFactory.parseResources("application.conf");

    private static final EntityTypeKey<Where> TYPE_KEY = EntityTypeKey.create(Where.class, "Placed");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where do you live? */
    record Where(ActorRef<String> replyTo) {}

    private final ActorTestKit testKit;
    private final Cluster cluster;

    /** @param seed a node of the cluster; {@code null}: it begins one */
    PlacedNode(TwinPlacement placement, @Nullable PlacedNode seed) {
        this(placement, seed, 1);
    }

    /** @param nodesMin how many must join before any is up */
    PlacedNode(TwinPlacement placement, @Nullable PlacedNode seed, int nodesMin) {
        testKit = ActorTestKit.create("muster", config(nodesMin));
        cluster = Cluster.get(testKit.system());
        cluster.manager()
                .tell(Join.create(
                        (seed == null ? this : seed).cluster.selfMember().address()));
        ClusterSharding.get(testKit.system())
                .init(placement.place(testKit.system(), Entity.of(TYPE_KEY, entity -> Behaviors.receive(Where.class)
                        .onMessage(Where.class, where -> {
                            where.replyTo().tell(address());
                            return Behaviors.same();
                        })
                        .build())));
    }

    private static Config config(int nodesMin) {
        return CONFIG.withValue("akka.cluster.min-nr-of-members", ConfigValueFactory.fromAnyRef(nodesMin))
                .withValue("akka.cluster.roles", SERVICE.getValue("akka.cluster.roles"))
                .withValue("akka.cluster.sharding.role", SERVICE.getValue("akka.cluster.sharding.role"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    String address() {
        return testKit.system().address().toString();
    }

    /** The node where the entity lives, as seen from this one. */
    String homeOf(String entity) {
        return ClusterSharding.get(testKit.system())
                .entityRefFor(TYPE_KEY, entity)
                .<String>ask(Where::new, Duration.ofSeconds(3))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Leaves the cluster in order. */
    void leave() {
        cluster.manager().tell(Leave.create(cluster.selfMember().address()));
    }

    /** Who is up for longer places the shards; of those that came up together it is not who came first. */
    boolean isOlderThan(PlacedNode other) {
        return cluster.selfMember().isOlderThan(other.cluster.selfMember());
    }

    /** Has this node's cluster go on without the other, which is not asked. */
    void giveUp(PlacedNode other) {
        cluster.manager().tell(new Down(other.cluster.selfMember().address()));
    }

    /** Polls until {@code check} passes. */
    void eventually(ThrowingCallable check) {
        testKit.createTestProbe().awaitAssert(PATIENCE, Duration.ofMillis(50), () -> {
            try {
                check.call();
            } catch (Error | RuntimeException notYet) {
                throw notYet;
            } catch (Throwable checked) {
                throw new IllegalStateException(checked);
            }
            return check;
        });
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
    }
}
