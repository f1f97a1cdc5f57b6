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
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Kafka and Cassandra come late, or go for a while: Muster waits, says so once, goes on with what it has, and heals. */
@Order(5)
@ResourceLock(SharedStack.OUTAGES)
class AnyOrderIT {
    /** What each part that uses it says, as far as it gets to: the last two as well, while one session has found it again and another not. */
    private static final List<String> USERS_OF_CASSANDRA = List.of(
            "Alarms: the store does not answer",
            "the history store does not answer",
            "nothing is written to the journal",
            "Stored values cannot be read",
            "a twin does not answer",
            "Reading the journal of ",
            "Loading the latest values of ");

    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    /** From a report to the root. */
    private static final Duration ROLLED_UP_WITHIN = Duration.ofSeconds(3);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int UNITS = 60;

    private final SharedStack stack = SharedStack.forOutages();
    private final Clock clock = Clock.systemUTC();

    @Test
    void shouldStartBeforeKafkaAndCassandra() {
        stack.cassandra().stop();
        stack.kafka().stop();
        try (ServiceUnderTest service = ServiceUnderTest.launch(stack, "first", Map.of())) {
            Eventually.holds(SOON, () -> assertThat(service.waitingFor())
                    .isEqualTo("Cassandra at [" + stack.cassandraContactPoint() + "]"));

            stack.cassandra().start();
            Eventually.holds(
                    SOON, () -> assertThat(service.waitingFor()).isEqualTo("Kafka at " + stack.kafkaBootstrap()));

            stack.kafka().start();
            service.awaitReady();

            assertThat(service.logged("Waiting for "))
                    .extracting(line -> line.replaceFirst(".* Waiting for ", "").replaceFirst(" at .*", ""))
                    .containsExactly("Cassandra", "Kafka", "its session in Cassandra", "the model's changelog");
            assertThat(service.logged(" WARN ").stream().filter(line -> line.contains("Cassandra")))
                    .hasSize(1);
            assertThat(service.logged(" WARN ").stream().filter(line -> line.contains("Kafka")))
                    .hasSizeLessThan(2);
        }
    }

    @Test
    void shouldGoOnTotallingWithoutCassandra() {
        SimulatedFleet fleet = SimulatedFleet.create(23, UNITS);
        ModelPlan plan = FleetModel.plan(fleet);
        Ledger ledger = new Ledger(plan, clock, true);
        Instant before = clock.instant().minusSeconds(60);
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "without");
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("without-cassandra"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            DeviceFleet devices = new DeviceFleet(fleet, uplink, ledger, clock, DeviceOptions.PERFECT, SIMULATED_STEP);
            devices.connectAll().join();
            Eventually.holds(SOON, () -> tickAndCompare(devices, client, ledger, Set.of()));

            // Live totals go on, exact, though nothing can be written.
            stack.cassandra().stop();
            Instant half = clock.instant().plus(SharedStack.OUTAGE.dividedBy(2));
            while (clock.instant().isBefore(half)) {
                tickAndCompare(devices, client, ledger, Set.of());
            }

            // A device that comes back needs the journal: it alone waits, and is named.
            AssetId returning = generator(fleet);
            devices.disconnect(returning).join();
            devices.resume(returning).join();
            Instant end = clock.instant().plus(SharedStack.OUTAGE.dividedBy(2));
            Eventually.holds(SOON, () -> tickAndCompare(devices, client, ledger, Set.of(returning)));
            while (clock.instant().isBefore(end)) {
                tickAndCompare(devices, client, ledger, Set.of(returning));
            }
            assertThat(service.client(new Principal("probe")).ready())
                    .as("still ready")
                    .isTrue();

            // And it heals.
            stack.cassandra().start();
            Eventually.holds(SOON, () -> tickAndCompare(devices, client, ledger, Set.of()));
            Eventually.holds(SOON, () -> {
                Accounting accounting = service.accounting();
                accounting.shouldClose();
                assertThat(accounting.lags().values()).containsOnly(0L);
            });
            for (FleetUnit unit : fleet.units()) {
                SampleKeys.shouldBeStored(client, unit.id(), ledger.samples(unit.id()), before);
            }
            assertThat(service.logged("the history store does not answer")).hasSize(1);
            assertThat(service.logged("the history store answers again")).hasSize(1);
            assertThat(service.logged(" WARN "))
                    .as("each part says it once")
                    .allMatch(line -> USERS_OF_CASSANDRA.stream().anyMatch(line::contains))
                    .extracting(AnyOrderIT::beginning)
                    .doesNotHaveDuplicates();
            assertThat(service.logged(" ERROR ")).isEmpty();
        }
    }

    /** One report of everybody, and the total of all but {@code stuck} as the ledger has it. */
    private static void tickAndCompare(DeviceFleet devices, MusterClient client, Ledger ledger, Set<AssetId> stuck) {
        devices.tick().join();
        Eventually.holds(ROLLED_UP_WITHIN, () -> {
            LedgerTotal sent = ledger.total(ROOT, POWER);
            AggregateReply shown = client.aggregate(ROOT, POWER, 100);
            Set<AssetId> missing =
                    shown.missing().members().stream().map(MissingMember::asset).collect(Collectors.toSet());
            assertThat(missing).isEqualTo(stuck);
            assertThat(shown.expected()).isEqualTo(UNITS);
            long theirs = stuck.stream()
                    .mapToLong(asset -> ledger.lastMicros(asset, POWER))
                    .sum();
            assertThat(shown.valueMicros()).isEqualTo(sent.micros() - theirs);
        });
    }

    /** Without what is different each time: when it was said, and why. */
    private static String beginning(String logged) {
        return logged.substring(logged.indexOf(" WARN ")).replaceFirst(": .*", "");
    }

    /** Its readings enter totals as they are. */
    private static AssetId generator(SimulatedFleet fleet) {
        return fleet.units().stream()
                .filter(unit -> unit.technology() == Technology.WIND)
                .findFirst()
                .orElseThrow()
                .id();
    }
}
