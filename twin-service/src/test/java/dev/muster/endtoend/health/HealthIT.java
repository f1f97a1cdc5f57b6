package dev.muster.endtoend.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.endtoend.Accounting;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.SampleKeys;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.HealthWatch;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fault.TcpProxy;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Cassandra that does not answer, or answers after seconds, makes no node unready and none dead: totals go on, history says that it is
 * not there, and all heals by itself. What a lost Kafka does is in {@code SilenceIT}.
 */
class HealthIT {
    private static final Logger LOG = LoggerFactory.getLogger(HealthIT.class);
    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final int UNITS = 20;

    /** From a report to the root. */
    private static final Duration ROLLED_UP_WITHIN = Duration.ofSeconds(3);

    /** muster.http.reply-timeout and a little. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(7);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int REPORTS_MEANWHILE = 8;

    private final Clock clock = Clock.systemUTC();
    private final Instant before = clock.instant().minusSeconds(60);
    private final SimulatedFleet fleet = SimulatedFleet.create(29, UNITS);
    private final Ledger ledger = new Ledger(FleetModel.plan(fleet), clock, true);
    private final SharedStack stack = SharedStack.get();
    private TcpProxy cassandra;
    private ServiceUnderTest service;
    private MusterClient client;
    private KafkaUplink uplink;
    private DeviceFleet devices;

    @BeforeEach
    void start() {
        String node = stack.cassandraContactPoint();
        int colon = node.lastIndexOf(':');
        cassandra = TcpProxy.start(
                0, new InetSocketAddress(node.substring(0, colon), Integer.parseInt(node.substring(colon + 1))));
        service = ServiceUnderTest.startBehind(stack, "health", "127.0.0.1:" + cassandra.port());
        client = service.client(new Principal("health-test"));
        new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(FleetModel.plan(fleet));
        uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic());
        devices = new DeviceFleet(fleet, uplink, ledger, clock, DeviceOptions.PERFECT, Duration.ofMinutes(5));
        devices.connectAll().join();
        Eventually.holds(SOON, this::tickAndCompare);
    }

    @AfterEach
    void stop() {
        uplink.close();
        service.close();
        cassandra.close();
    }

    @Test
    void shouldStayReadyAndAliveWhateverCassandraDoes() {
        try (HealthWatch health = HealthWatch.of(service.base())) {
            cassandra.cut();
            goesOnWithoutHistory("Cassandra absent");
            cassandra.heal();
            heals("absent");

            cassandra.delay(Duration.ofSeconds(4));
            goesOnWithoutHistory("Cassandra slow");
            cassandra.delay(Duration.ZERO);
            heals("slow");

            assertThat(health.bad()).as("answers that would have cost the node").isEmpty();
            assertThat(health.asked()).isGreaterThan(REPORTS_MEANWHILE);
        }
        for (FleetUnit unit : fleet.units()) {
            SampleKeys.shouldBeStored(client, unit.id(), ledger.samples(unit.id()), before);
        }
    }

    private void goesOnWithoutHistory(String how) {
        for (int i = 0; i < REPORTS_MEANWHILE; i++) {
            tickAndCompare();
        }
        Duration refused = Eventually.holds(
                ANSWERED_WITHIN,
                () -> assertThat(history()).as("status of history").isEqualTo(503));
        LOG.info("{}: history is refused after {} ms", how, refused.toMillis());
        tickAndCompare();
    }

    private void heals(String after) {
        Duration healed = Eventually.holds(SOON, () -> {
            tickAndCompare();
            assertThat(history()).as("status of history").isEqualTo(200);
            Accounting accounting = service.accounting();
            accounting.shouldClose();
            assertThat(accounting.lags().values()).containsOnly(0L);
        });
        LOG.info("{}: all is written {} ms later", after, healed.toMillis());
    }

    private int history() {
        AssetId asset = fleet.units().get(0).id();
        try {
            return client.history(asset, before, clock.instant(), 1, null).isEmpty() ? 0 : 200;
        } catch (RequestFailed e) {
            return e.status();
        }
    }

    private void tickAndCompare() {
        devices.tick().join();
        Eventually.holds(ROLLED_UP_WITHIN, () -> {
            LedgerTotal sent = ledger.total(ROOT, POWER);
            AggregateReply shown = client.aggregate(ROOT, POWER, 0);
            assertThat(shown.reporting()).isEqualTo(UNITS);
            assertThat(shown.valueMicros()).isEqualTo(sent.micros());
        });
    }
}
