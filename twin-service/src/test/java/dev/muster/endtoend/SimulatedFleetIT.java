package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MissingMember;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped fleet against its own ledger: every group of both hierarchies, with everybody there and with some gone. */
class SimulatedFleetIT {
    private static final SignalName POWER = new SignalName("power");
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    /** From a report to the root: shorter than a value stays fresh. */
    private static final Duration ROLLED_UP_WITHIN = Duration.ofSeconds(3);

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

    @Test
    void shouldEqualTheLedgerAndNameWhoIsMissing() {
        SharedStack stack = SharedStack.get();
        SimulatedFleet fleet = SimulatedFleet.create(7, SimulatedFleet.UNITS_DEFAULT);
        ModelPlan plan = FleetModel.plan(fleet);
        Ledger ledger = new Ledger(plan, Clock.systemUTC(), false);
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "fleet");
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("fleet-test"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            DeviceFleet devices =
                    new DeviceFleet(fleet, uplink, ledger, Clock.systemUTC(), DeviceOptions.LIFELIKE, SIMULATED_STEP);
            devices.connectAll().join();
            devices.tick().join();
            settles(client, plan, ledger, devices);

            List<AssetId> silenced =
                    fleet.units().stream().map(FleetUnit::id).limit(2).toList();
            AssetId hungUp = fleet.units().get(fleet.units().size() - 1).id();
            silenced.forEach(devices::silence);
            devices.disconnect(hungUp).join();
            Eventually.holds(SETTLED_WITHIN, () -> {
                devices.tick().join();
                Eventually.holds(ROLLED_UP_WITHIN, () -> {
                    shouldEqualLedger(client, plan, ledger);
                    shouldName(client, silenced, hungUp);
                });
            });

            silenced.forEach(asset -> devices.resume(asset).join());
            devices.resume(hungUp).join();
            settles(client, plan, ledger, devices);
            assertThat(ledger.total(GroupKey.root(ModelPlan.GEOGRAPHY), POWER).missing())
                    .isEmpty();
            service.accounting().shouldClose();
        }
    }

    /** Ticks until all is as the ledger says, as a fleet that never stops sending would. */
    private static void settles(MusterClient client, ModelPlan plan, Ledger ledger, DeviceFleet devices) {
        Eventually.holds(SETTLED_WITHIN, () -> {
            devices.tick().join();
            Eventually.holds(ROLLED_UP_WITHIN, () -> shouldEqualLedger(client, plan, ledger));
        });
    }

    private static void shouldName(MusterClient client, List<AssetId> silenced, AssetId hungUp) {
        List<MissingMember> missing = client.allMissing(GroupKey.root(ModelPlan.TECHNOLOGY), POWER, 2);
        Map<AssetId, String> reasons =
                missing.stream().collect(Collectors.toMap(MissingMember::asset, MissingMember::reason));
        assertThat(reasons).hasSize(3).containsEntry(hungUp, "offline");
        silenced.forEach(asset -> assertThat(reasons).containsEntry(asset, "staleSignal"));
        assertThat(missing).allSatisfy(member -> assertThat(member.since()).isNotNull());
    }

    private static void shouldEqualLedger(MusterClient client, ModelPlan plan, Ledger ledger) {
        List<GroupKey> groups =
                new ArrayList<>(plan.groups().stream().map(GroupPlan::key).toList());
        plan.hierarchies().keySet().forEach(hierarchy -> groups.add(GroupKey.root(hierarchy)));
        for (GroupKey group : groups) {
            LedgerTotal sent = ledger.total(group, POWER);
            AggregateReply shown = client.aggregate(group, POWER, 0);
            assertThat(shown.expected()).as("%s expected", group).isEqualTo(sent.expected());
            assertThat(shown.reporting()).as("%s reporting", group).isEqualTo(sent.reporting());
            assertThat(shown.valueMicros()).as("%s value", group).isEqualTo(sent.micros());
            assertThat(shown.missing().count())
                    .as("%s missing", group)
                    .isEqualTo(sent.missing().size());
        }
    }
}
