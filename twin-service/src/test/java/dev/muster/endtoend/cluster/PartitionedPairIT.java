package dev.muster.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.SharedStack;
import dev.muster.endtoend.cluster.JournalAndLeases.Held;
import dev.muster.endtoend.cluster.JournalAndLeases.Written;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fault.TcpProxy;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two nodes that cannot see each other, or of which one stands still: the twins of the one that must give way are written to by the
 * other only when its own session has ended, and never again by itself. Its nodes leave a core to others, so one may run beside it; in the
 * thread of those that measure seconds, so that it is none of these.
 */
@Execution(ExecutionMode.SAME_THREAD)
class PartitionedPairIT {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionedPairIT.class);
    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final int UNITS = 60;
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The one that stays decides soon ... */
    private static final Map<String, String> QUICK =
            Map.of("muster.cluster.detect-after", "2s", "muster.cluster.stable-after", "2s");
    /** ... and the one that must give way long after it: nothing but its leases holds the other up meanwhile. */
    private static final Duration GIVES_WAY_AFTER = Duration.ofSeconds(15);

    private final SharedStack stack = SharedStack.get();

    /** Two nodes, each behind a proxy. */
    private final class Pair implements AutoCloseable {
        private final List<AutoCloseable> open = new ArrayList<>();
        private final List<TcpProxy> proxies = new ArrayList<>();
        private final ClusterUnderTest cluster;
        private final JournalAndLeases cassandra;
        private final List<AssetId> assets;
        private final MaintenanceTraffic traffic;
        /** Of two halves, the one with the lowest address stays. */
        private final int stays;

        private final int leaves;

        Pair(String name) {
            cluster =
                    opened(new ClusterUnderTest(name, 2, stack.kafkaBootstrap(), stack.cassandraContactPoint(), QUICK));
            for (int node = 0; node < 2; node++) {
                int own = cluster.node(node).ports().cluster();
                TcpProxy proxy =
                        opened(TcpProxy.start(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), own)));
                proxies.add(proxy);
                cluster.node(node).set("muster.cluster.bind-port", Integer.toString(own));
                cluster.node(node).set("muster.cluster.port", Integer.toString(proxy.port()));
            }
            stays = address(0).compareTo(address(1)) < 0 ? 0 : 1;
            leaves = 1 - stays;
            cluster.node(leaves).set("muster.cluster.stable-after", GIVES_WAY_AFTER.toSeconds() + "s");
            cluster.nodes().start();
            cluster.nodes().awaitReady(READY_WITHIN);
            SimulatedFleet fleet = SimulatedFleet.create(17, UNITS);
            ModelPlan plan = FleetModel.plan(fleet);
            assets = plan.assets().stream().map(AssetPlan::id).toList();
            new ModelLoader(cluster.client(0), ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            KafkaUplink uplink = opened(new KafkaUplink(stack.kafkaBootstrap(), cluster.telemetryTopic()));
            Ledger ledger = new Ledger(plan, Clock.systemUTC(), false);
            DeviceFleet devices =
                    new DeviceFleet(fleet, uplink, ledger, Clock.systemUTC(), DeviceOptions.PERFECT, SIMULATED_STEP);
            devices.connectAll().join();
            opened(Pulse.start(devices, FleetTypes.INTERVAL));
            traffic = opened(MaintenanceTraffic.start(cluster, assets));
            cassandra = opened(new JournalAndLeases(stack.cassandraContactPoint(), cluster.keyspace()));
            Eventually.holds(SOON, () -> {
                Set<String> written = cassandra.journal().keySet();
                assertThat(assets).allMatch(asset -> written.contains("Twin|" + asset.value()));
                assertThat(owned(stays)).isNotEmpty();
                assertThat(owned(leaves)).hasSizeGreaterThan(10);
            });
        }

        private <T extends AutoCloseable> T opened(T one) {
            open.add(0, one);
            return one;
        }

        String address(int node) {
            return "127.0.0.1:" + proxies.get(node).port();
        }

        /** Leases that the node has now. */
        Map<String, Held> owned(int node) {
            Map<String, Held> owned = cassandra.leases();
            owned.values().removeIf(lease -> !lease.owner().equals(address(node)));
            return owned;
        }

        void awaitTheOtherServesAll() {
            Eventually.holds(SOON, () -> {
                for (AssetId asset : assets) {
                    MaintenanceTraffic.begin(cluster.client(stays), asset);
                    MaintenanceTraffic.end(cluster.client(stays), asset);
                }
                assertThat(cluster.client(stays).aggregate(ROOT, POWER, 0).expected())
                        .isEqualTo(UNITS);
            });
        }

        void awaitTheEnd() {
            Eventually.holds(
                    SOON, () -> assertThat(cluster.node(leaves).isAlive()).isFalse());
            assertThat(cluster.node(leaves).process().exitCode()).hasValue(3);
        }

        /** Of the twins that were on the node that left. */
        List<List<Written>> theirs(Map<String, Held> leases) {
            return cassandra.journal().entrySet().stream()
                    .filter(entity -> leases.containsKey(JournalAndLeases.leaseOf(entity.getKey())))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        @Override
        public void close() {
            for (AutoCloseable one : open) {
                try {
                    one.close();
                } catch (Exception e) {
                    LOG.warn("Expected {} to close but got", one, e);
                }
            }
        }
    }

    @Test
    void shouldStopOneSideBeforeTheOtherStarts() {
        try (Pair pair = new Pair("pair")) {
            // given who has what
            Map<String, Held> before = pair.owned(pair.leaves);
            Instant cutAt = Clock.systemUTC().instant();

            // when
            pair.proxies.forEach(TcpProxy::cut);
            pair.awaitTheEnd();
            Instant endedAt = pair.cassandra.endedAt(pair.address(pair.leaves));
            pair.awaitTheOtherServesAll();

            // then the other wanted its leases long before, and has them only since
            assertThat(pair.cluster.logged(pair.stays, "has leases that this node needs"))
                    .isNotEmpty();
            Map<String, Held> takenOver = pair.owned(pair.stays);
            takenOver.keySet().retainAll(before.keySet());
            assertThat(takenOver).hasSizeGreaterThan(before.size() / 2);
            assertThat(takenOver.values())
                    .as("given back one by one, or with the session")
                    .allMatch(lease -> lease.since().isAfter(cutAt.plus(GIVES_WAY_AFTER)));

            List<List<Written>> theirs = pair.theirs(before);
            long changed = JournalAndLeases.shouldHaveChangedWritersAt(
                    entity -> {
                        Held lease = takenOver.get(JournalAndLeases.leaseOf(entity));
                        return lease == null ? endedAt : lease.since();
                    },
                    theirs);
            assertThat(changed).as("twins that went on elsewhere").isGreaterThan(UNITS / 6L);
            assertThat(theirs.stream()
                            .flatMap(List::stream)
                            .filter(row -> row.at().isAfter(cutAt) && row.at().isBefore(endedAt)))
                    .as("what it wrote while it was cut off")
                    .isNotEmpty();
            LOG.info("Cut off, it ended its session after {}", Duration.between(cutAt, endedAt));

            // and they become one again
            pair.proxies.forEach(TcpProxy::heal);
            pair.cluster.node(pair.leaves).start();
            pair.cluster.node(pair.leaves).awaitReady(READY_WITHIN);
            Eventually.holds(SOON, () -> pair.cluster.shouldBeOneCluster(0, 1));
            pair.traffic.close();
            JournalAndLeases.shouldHaveOneWriterAtATime(pair.cassandra.journal());
        }
    }

    @Test
    void shouldLetANodeThatStoodStillWriteNothingAnyMore() {
        try (Pair pair = new Pair("still")) {
            // given a node that stands still, with requests at its door, until the other serves everything
            Map<String, Held> before = pair.owned(pair.leaves);
            pair.cluster.node(pair.leaves).pause();
            Instant pausedAt = Clock.systemUTC().instant();
            pair.awaitTheOtherServesAll();
            Instant endedAt = pair.cassandra.endedAt(pair.address(pair.leaves));
            Set<String> writers = pair.theirs(before).stream()
                    .flatMap(List::stream)
                    .filter(row -> row.at().isBefore(pausedAt))
                    .map(Written::writer)
                    .collect(Collectors.toSet());

            // when
            pair.cluster.node(pair.leaves).resume();
            pair.awaitTheEnd();

            // then
            pair.traffic.close();
            List<List<Written>> theirs = pair.theirs(before);
            assertThat(JournalAndLeases.shouldHaveChangedWritersAt(entity -> endedAt, theirs))
                    .as("twins that went on elsewhere")
                    .isGreaterThan(UNITS / 6L);
            assertThat(theirs.stream().flatMap(List::stream).filter(row -> row.at()
                            .isAfter(endedAt)))
                    .noneMatch(row -> writers.contains(row.writer()));
            JournalAndLeases.shouldHaveOneWriterAtATime(
                    JournalAndLeases.withoutWhatWasUnderWay(pair.cassandra.journal(), pausedAt));
            LOG.info("Standing still, its session was ended after {}", Duration.between(pausedAt, endedAt));
        }
    }
}
