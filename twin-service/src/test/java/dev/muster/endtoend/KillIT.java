package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service dies in the middle of things, twice, and nothing is lost, nothing counted twice, the model still there. */
@Order(4)
class KillIT {
    private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
    private static final SignalName POWER = new SignalName("power");
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    private static final DeviceOptions RETRYING = new DeviceOptions(Duration.ofMillis(500), 0.05, 0.02, 0);
    private static final int UNITS = 60;
    private static final int TICKS = 20;

    @Test
    void shouldLoseNothingAndCountNothingTwice() {
        SharedStack stack = SharedStack.get();
        SimulatedFleet fleet = SimulatedFleet.create(11, UNITS);
        ModelPlan plan = FleetModel.plan(fleet);
        Ledger ledger = new Ledger(plan, Clock.systemUTC(), true);
        Instant before = Clock.systemUTC().instant().minusSeconds(60);
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "kill");
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("kill-test"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            DeviceFleet devices = new DeviceFleet(fleet, uplink, ledger, Clock.systemUTC(), RETRYING, SIMULATED_STEP);
            devices.connectAll().join();

            // First: an honest kill -9 while records flow.
            tick(devices, TICKS);
            service.kill9();
            tick(devices, TICKS);
            heals("kill -9 while records flow", service, devices, ledger);

            // Second: the twins have answered, and history does not have it yet.
            service.restartToHaltBeforeHistory();
            tick(devices, TICKS);
            service.awaitDeath(Duration.ofSeconds(30));
            tick(devices, TICKS);
            heals("killed between twin and history", service, devices, ledger);

            for (FleetUnit unit : fleet.units()) {
                SampleKeys.shouldBeStored(client, unit.id(), ledger.samples(unit.id()), before);
            }
        }
    }

    private static void tick(DeviceFleet devices, int times) {
        for (int i = 0; i < times; i++) {
            devices.tick().join();
        }
    }

    private static void heals(String after, ServiceUnderTest service, DeviceFleet devices, Ledger ledger) {
        Duration ready = service.restart();
        MusterClient client = service.client(new Principal("kill-test"));
        GroupKey root = GroupKey.root(ModelPlan.GEOGRAPHY);
        Duration complete = Eventually.holds(Duration.ofSeconds(40), () -> {
            devices.tick().join();
            Eventually.holds(Duration.ofSeconds(2), () -> {
                LedgerTotal sent = ledger.total(root, POWER);
                var shown = client.aggregate(root, POWER, 0);
                assertThat(shown.expected()).isEqualTo(UNITS);
                assertThat(shown.reporting()).isEqualTo(sent.reporting());
                assertThat(shown.valueMicros()).isEqualTo(sent.micros());
            });
        });
        Eventually.holds(Duration.ofSeconds(20), () -> service.accounting().shouldClose());
        LOG.info("{}: ready after {} ms, total right after {} ms", after, ready.toMillis(), complete.toMillis());
    }
}
