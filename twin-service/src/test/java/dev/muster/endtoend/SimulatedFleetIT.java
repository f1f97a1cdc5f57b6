package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MissingMember;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped fleet against its own ledger: every group of both hierarchies, with everybody there and with some gone. */
@MeasuresSeconds
class SimulatedFleetIT {
    private static final SignalName POWER = new SignalName("power");
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    /** From a report to the root: shorter than a value stays fresh. */
    private static final Duration ROLLED_UP_WITHIN = Duration.ofSeconds(3);

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
    /** From the moment at which a silence counts, or a word arrives, to everybody who asks. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);

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

            // One came with other firmware than was ordered; all others are as they should be.
            Eventually.holds(SETTLED_WITHIN, () -> assertThat(
                            client.mismatches(10).path("mismatches"))
                    .singleElement()
                    .satisfies(found -> {
                        FleetUnit planted = fleet.otherFirmware();
                        assertThat(found.path("asset").textValue())
                                .isEqualTo(planted.id().value());
                        assertThat(found.path("property").textValue()).isEqualTo(FleetUnit.FIRMWARE);
                        assertThat(found.path("reported").textValue())
                                .isEqualTo(fleet.reported(planted).values().get(FleetUnit.FIRMWARE));
                    }));

            // Seven fall silent, at three stations; and one hangs up.
            List<FleetUnit> silenced = sevenAtThreeStations(fleet);
            silenced.forEach(unit -> devices.silence(unit.id()));
            Instant lastHeard = silenced.stream()
                    .map(unit -> ledger.lastSeen(unit.id()).orElseThrow())
                    .max(Instant::compareTo)
                    .orElseThrow();
            Instant named = missedExactly(silenced, client, plan, ledger, devices);
            assertThat(named).isBefore(lastHeard.plus(FleetTypes.STALE_AFTER).plus(NOTICED_WITHIN));

            // Likewise who hangs up is named at once, and why.
            AssetId hungUp = fleet.units().stream()
                    .filter(unit -> !silenced.contains(unit))
                    .findFirst()
                    .orElseThrow()
                    .id();
            devices.disconnect(hungUp).join();
            Instant said = ledger.lastSeen(hungUp).orElseThrow();
            Eventually.holds(
                    NOTICED_WITHIN, () -> assertThat(client.allMissing(GroupKey.root(ModelPlan.TECHNOLOGY), POWER, 3))
                            .filteredOn(member -> member.asset().equals(hungUp))
                            .extracting(MissingMember::reason, MissingMember::since)
                            .containsExactly(tuple("offline", said)));

            silenced.forEach(unit -> devices.resume(unit.id()).join());
            devices.resume(hungUp).join();
            settles(client, plan, ledger, devices);
            assertThat(ledger.total(GroupKey.root(ModelPlan.GEOGRAPHY), POWER).missing())
                    .isEmpty();
            service.accounting().shouldClose();
        }
    }

    /** Three, two and two, so that a station can lose one and keep another. */
    private static List<FleetUnit> sevenAtThreeStations(SimulatedFleet fleet) {
        Map<GroupId, List<FleetUnit>> sites = new TreeMap<>();
        fleet.units().forEach(unit -> sites.computeIfAbsent(unit.site(), site -> new ArrayList<>())
                .add(unit));
        List<List<FleetUnit>> large = sites.values().stream()
                .filter(units -> units.size() > 3)
                .limit(3)
                .toList();
        List<FleetUnit> seven = new ArrayList<>(large.get(0).subList(0, 3));
        seven.addAll(large.get(1).subList(1, 3));
        seven.addAll(large.get(2).subList(2, 4));
        return seven;
    }

    /** Returns when every level named exactly those, and every total lacked exactly their share. */
    private static Instant missedExactly(
            List<FleetUnit> silenced, MusterClient client, ModelPlan plan, Ledger ledger, DeviceFleet devices) {
        Set<AssetId> gone = silenced.stream().map(FleetUnit::id).collect(Collectors.toCollection(TreeSet::new));
        Instant[] seen = new Instant[1];
        Eventually.holds(SETTLED_WITHIN, () -> {
            devices.tick().join();
            Eventually.holds(ROLLED_UP_WITHIN, () -> {
                Set<AssetId> named = new TreeSet<>();
                client.allMissing(GroupKey.root(ModelPlan.GEOGRAPHY), POWER, 2).forEach(member -> {
                    named.add(member.asset());
                    assertThat(member.reason()).isEqualTo("staleSignal");
                    assertThat(member.since())
                            .isEqualTo(ledger.lastSeen(member.asset()).orElseThrow());
                });
                assertThat(named).isEqualTo(gone);
                seen[0] = Clock.systemUTC().instant();
                shouldEqualLedger(client, plan, ledger);
            });
        });
        // To ask for all of them takes a while: the others go on sending meanwhile.
        try (Pulse pulse = Pulse.start(devices, FleetTypes.INTERVAL)) {
            for (GroupKey group : groups(plan)) {
                Set<AssetId> below = ledger.total(group, POWER).missing().keySet();
                assertThat(gone).as("%s", group).containsAll(below);
                assertThat(client.allMissing(group, POWER, 100))
                        .as("%s", group)
                        .extracting(MissingMember::asset)
                        .containsExactlyInAnyOrderElementsOf(below);
            }
            assertThat(pulse.lastFailure()).isEmpty();
        }
        return seen[0];
    }

    /** Ticks until all is as the ledger says, as a fleet that never stops sending would. */
    private static void settles(MusterClient client, ModelPlan plan, Ledger ledger, DeviceFleet devices) {
        Eventually.holds(SETTLED_WITHIN, () -> {
            devices.tick().join();
            Eventually.holds(ROLLED_UP_WITHIN, () -> shouldEqualLedger(client, plan, ledger));
        });
    }

    private static void shouldEqualLedger(MusterClient client, ModelPlan plan, Ledger ledger) {
        for (GroupKey group : groups(plan)) {
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

    /** Every group of both hierarchies. */
    private static List<GroupKey> groups(ModelPlan plan) {
        List<GroupKey> groups =
                new ArrayList<>(plan.groups().stream().map(GroupPlan::key).toList());
        plan.hierarchies().keySet().forEach(hierarchy -> groups.add(GroupKey.root(hierarchy)));
        return groups;
    }
}
