package dev.muster.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fault.TcpProxy;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Nodes that start in odd order, before what they need, become one cluster that is right on each of them. What happens when
 * they leave is in {@link FaultsIT}.
 */
@Isolated("its nodes take all cores")
class FormationIT {
    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final int UNITS = 60;
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(90);
    /** From a report to the root: shorter than a value stays fresh. */
    private static final Duration ROLLED_UP_WITHIN = Duration.ofSeconds(3);

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(1);

    private final SharedStack stack = SharedStack.get();

    @Test
    void shouldBecomeOneClusterWhateverStartsFirst() {
        SimulatedFleet fleet = SimulatedFleet.create(11, UNITS);
        ModelPlan plan = FleetModel.plan(fleet);
        Ledger ledger = new Ledger(plan, Clock.systemUTC(), false);
        try (TcpProxy kafka = TcpProxy.start(0, address(stack.kafkaBootstrap()));
                TcpProxy cassandra = TcpProxy.start(0, address(stack.cassandraContactPoint()));
                ClusterUnderTest cluster = new ClusterUnderTest(
                        "formation", 3, "127.0.0.1:" + kafka.port(), "127.0.0.1:" + cassandra.port(), Map.of());
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), cluster.telemetryTopic())) {
            form(cluster, kafka, cassandra);
            DeviceFleet devices =
                    new DeviceFleet(fleet, uplink, ledger, Clock.systemUTC(), DeviceOptions.PERFECT, SIMULATED_STEP);
            load(cluster, plan);
            devices.connectAll().join();
            settles(cluster, List.of(0, 1, 2), plan, ledger, devices);
        }
    }

    /** The last one first, then the first one, while nothing that they need is there; the one between when they are ready. */
    private static void form(ClusterUnderTest cluster, TcpProxy kafka, TcpProxy cassandra) {
        kafka.cut();
        cassandra.cut();
        cluster.node(2).start();
        Eventually.holds(SOON, () -> assertThat(cluster.waitingFor(2)).startsWith("Cassandra at "));
        cassandra.heal();
        Eventually.holds(SOON, () -> assertThat(cluster.waitingFor(2)).startsWith("Kafka at "));
        kafka.heal();
        Eventually.holds(SOON, () -> assertThat(cluster.waitingFor(2))
                .isEqualTo("peers: 1 answer, 2 are needed for a new cluster"));
        cluster.node(0).start();
        cluster.node(0).awaitReady(SOON);
        cluster.node(2).awaitReady(SOON);
        cluster.shouldBeOneCluster(0, 2);
        cluster.node(1).start();
        cluster.node(1).awaitReady(SOON);
        cluster.shouldBeOneCluster(0, 1, 2);
        // Nobody can have a node leave from outside.
        assertThat(cluster.statusOf(
                        0, "DELETE", "/cluster/members/" + cluster.up(0).first()))
                .isIn(404, 405);
        assertThat(cluster.statusOf(0, "GET", "/ready")).isEqualTo(404);
    }

    /** What is written on one node can be read on another. */
    private static void load(ClusterUnderTest cluster, ModelPlan plan) {
        new ModelLoader(cluster.client(1), ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
        Eventually.holds(VISIBLE_WITHIN, () -> {
            for (int node = 0; node < cluster.nodes().size(); node++) {
                assertThat(cluster.client(node)
                                .twin(plan.assets().get(UNITS - 1).id()))
                        .isNotEmpty();
            }
        });
    }

    /** Ticks until all nodes say what the ledger says of every group. */
    private static void settles(
            ClusterUnderTest cluster, List<Integer> nodes, ModelPlan plan, Ledger ledger, DeviceFleet devices) {
        Eventually.holds(SOON, () -> {
            devices.tick().join();
            Eventually.holds(ROLLED_UP_WITHIN, () -> {
                for (int node : nodes) {
                    shouldEqualLedger(cluster.client(node), plan, ledger);
                }
            });
        });
    }

    private static void shouldEqualLedger(MusterClient client, ModelPlan plan, Ledger ledger) {
        List<GroupKey> groups =
                new ArrayList<>(plan.groups().stream().map(GroupPlan::key).toList());
        groups.add(ROOT);
        for (GroupKey group : groups) {
            LedgerTotal sent = ledger.total(group, POWER);
            AggregateReply shown = client.aggregate(group, POWER, 0);
            assertThat(shown.expected()).as("%s expected", group).isEqualTo(sent.expected());
            assertThat(shown.reporting()).as("%s reporting", group).isEqualTo(sent.reporting());
            assertThat(shown.valueMicros()).as("%s value", group).isEqualTo(sent.micros());
        }
    }

    private static InetSocketAddress address(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        return new InetSocketAddress(hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)));
    }
}
