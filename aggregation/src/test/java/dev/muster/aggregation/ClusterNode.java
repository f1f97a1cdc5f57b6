package dev.muster.aggregation;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import akka.cluster.typed.Leave;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.group.GroupAggregator;
import dev.muster.aggregation.node.Aggregation;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A node of a cluster in this JVM, on a free port of loopback, with its part of the aggregation. */
final class ClusterNode implements AutoCloseable {
    private static final Config CONFIG = ConfigFactory.parseString("""
                    akka.actor.provider = cluster
                    akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    # Aggregators talk until they stop: without a peer their shards would wait for one, to the full of it.
                    akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 2s
                    akka.cluster {
                      jmx.multi-mbeans-in-same-jvm = on
                      downing-provider-class = "akka.cluster.sbr.SplitBrainResolverProvider"
                      # A test says who is given up, and then groups move at once.
                      split-brain-resolver.stable-after = 90s
                      down-removal-margin = 1s
                      min-nr-of-members = 1
                      # Who is lost is missed soon, and not waited for.
                      failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 2s }
                      sharding {
                        number-of-shards = 20
                        retry-interval = 500ms
                        waiting-for-state-timeout = 1s
                        updating-state-timeout = 1s
                      }
                      gossip-interval = 100ms
                      leader-actions-interval = 100ms
                    }
                    akka.coordinated-shutdown {
                      exit-jvm = off
                      # Who does not leave is killed.
                      run-by-actor-system-terminate = off
                      run-by-jvm-shutdown-hook = off
                    }
                    muster.aggregation {
                      roll-up { tick = 20ms, report-after = 5ms, root-wake-interval = 200ms }
                      updates.flush-interval = 20ms
                      latest { retry-min = 10ms, retry-max = 20ms }
                    }
                    """).withFallback(ConfigFactory.load());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ActorTestKit testKit;
    final Aggregation aggregation;

    private ClusterNode(ActorTestKit testKit, Aggregation aggregation) {
        this.testKit = testKit;
        this.aggregation = aggregation;
    }

    /** Starts a cluster of its own. */
    static ClusterNode first(ModelView model, LatestReader latest, Watermarks watermarks, Clock clock) {
        return start(model, latest, watermarks, clock, null);
    }

    /** Starts a further node of the same cluster. */
    ClusterNode another(ModelView model, LatestReader latest, Watermarks watermarks, Clock clock) {
        return start(model, latest, watermarks, clock, this);
    }

    private static ClusterNode start(
            ModelView model, LatestReader latest, Watermarks watermarks, Clock clock, @Nullable ClusterNode seed) {
        ActorTestKit testKit = ActorTestKit.create("muster", CONFIG);
        Cluster cluster = Cluster.get(testKit.system());
        ActorTestKit joined = seed == null ? testKit : seed.testKit;
        cluster.manager()
                .tell(Join.create(Cluster.get(joined.system()).selfMember().address()));
        AggregationSettings settings =
                AggregationSettings.from(testKit.system().settings().config());
        return new ClusterNode(
                testKit, Aggregation.start(testKit.system(), model, latest, watermarks, clock, settings));
    }

    /** Polls until {@code check} passes. */
    void eventually(ThrowingCallable check) {
        testKit.createTestProbe().awaitAssert(PATIENCE, Duration.ofMillis(20), () -> {
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

    /** Nodes that are up, as this one sees it. */
    int members() {
        int up = 0;
        for (Member member : Cluster.get(testKit.system()).state().getMembers()) {
            up += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up;
    }

    /** Groups whose aggregators run here. */
    Set<GroupKey> hosted() {
        TestProbe<ShardRegion.CurrentShardRegionState> probe = testKit.createTestProbe();
        ClusterSharding.get(testKit.system())
                .shardState()
                .tell(new GetShardRegionState(GroupAggregator.TYPE_KEY, probe.ref()));
        Set<GroupKey> groups = new TreeSet<>();
        for (ShardRegion.ShardState shard : probe.receiveMessage(PATIENCE).getShards()) {
            shard.getEntityIds().forEach(id -> groups.add(GroupKey.parse(id)));
        }
        return groups;
    }

    /** From one moment to the next: nobody is told. */
    void kill() {
        testKit.shutdownTestKit();
    }

    /** Tells the cluster that {@code lost} will not come back. */
    void giveUp(ClusterNode lost) {
        Cluster.get(testKit.system())
                .manager()
                .tell(new Down(Cluster.get(lost.testKit.system()).selfMember().address()));
    }

    /** Leaves the cluster in order. */
    void leave() {
        Cluster cluster = Cluster.get(testKit.system());
        cluster.manager().tell(Leave.create(cluster.selfMember().address()));
        eventually(() -> {
            if (!cluster.isTerminated()) {
                throw new AssertionError("Expected the node to have left but it is " + cluster.selfMember());
            }
        });
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
    }
}
