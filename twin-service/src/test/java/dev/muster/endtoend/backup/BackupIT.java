package dev.muster.endtoend.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.SampleKeys;
import dev.muster.endtoend.SharedStack;
import dev.muster.endtoend.command.RecklessDevices;
import dev.muster.endtoend.command.TypeOfTests;
import dev.muster.loadtest.backup.StackBackup;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup is made while the fleet sends and commands are given; then everything goes on. Cassandra is lost, and Kafka survives: nothing
 * is lost. Both are lost: what came after the backup is lost, and nothing else.
 */
class BackupIT {
    private static final Logger LOG = LoggerFactory.getLogger(BackupIT.class);
    private static final AssetId TOLD = new AssetId("WT-1");
    private static final AssetId LATE = new AssetId("WT-2");
    private static final int UNITS = 20;
    private static final int TICKS = 10;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> UNITE = Map.of("muster.model.changelog.differs", "unite");

    private final Clock clock = Clock.systemUTC();
    private final Instant before = clock.instant().minusSeconds(60);
    private final Path directory = SharedStack.directory()
            .resolve("backup-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime()));
    private final Path backup = directory.resolve("backup");
    private final StackBackup backups = new StackBackup(clock, line -> LOG.info("{}", line));
    private final SimulatedFleet fleet = SimulatedFleet.create(31, UNITS);
    private final Ledger ledger = new Ledger(FleetModel.plan(fleet), clock, true);
    private final int clusterPort = NodePorts.freePort();

    /** What was there at a moment. */
    private record Known(Map<AssetId, List<Sample>> samples, String model, String facts, JsonNode audit) {}

    @Test
    void shouldLoseNothingWithKafkaAndOnlyWhatCameLaterWithoutIt() throws IOException {
        Path first = directory.resolve("first");
        StackSettings.Ports ports;
        Known backedUp;
        Known last;
        try (RestoredService muster = new RestoredService(first, StackSettings.Ports.FREE, clusterPort)) {
            ports = muster.stack().ports();
            say("Ready", muster.startService(Map.of()));
            try (KafkaUplink uplink = new KafkaUplink(muster.stack().kafkaBootstrap(), "telemetry");
                    RecklessDevices told = obey(muster)) {
                DeviceFleet devices = live(muster, uplink);
                backedUp = known(muster);
                backUpWhileItSends(muster, devices);
                last = goOn(muster, uplink, devices);
                assertThat(told.effects().values()).containsOnly(1).hasSize(4);
            }
        }
        shouldLoseNothingWhereKafkaSurvived(first, ports, last);
        shouldLoseOnlyWhatCameAfterTheBackup(backedUp);
    }

    private DeviceFleet live(RestoredService muster, KafkaUplink uplink) {
        MusterClient client = muster.client();
        new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(FleetModel.plan(fleet));
        client.put("/v1/types/turbine", TypeOfTests.TURBINE).join();
        connect(client, uplink, TOLD);
        // Corrected: the model has two times to tell of.
        client.put(ApiPath.asset(TOLD), Map.of("name", "Turbine one", "type", "turbine"))
                .join();
        for (int i = 0; i < 3; i++) {
            succeeds(client, TOLD, "before-" + i);
        }
        DeviceFleet devices =
                new DeviceFleet(fleet, uplink, ledger, clock, DeviceOptions.PERFECT, Duration.ofMinutes(5));
        devices.connectAll().join();
        tick(devices);
        return devices;
    }

    private void backUpWhileItSends(RestoredService muster, DeviceFleet devices) {
        CompletableFuture<Void> made = CompletableFuture.runAsync(() -> backups.take(muster.target(), backup));
        do {
            devices.tick().join();
        } while (!made.isDone());
        made.join();
    }

    /** All of it comes after the backup. */
    private Known goOn(RestoredService muster, KafkaUplink uplink, DeviceFleet devices) {
        MusterClient client = muster.client();
        connect(client, uplink, LATE);
        succeeds(client, TOLD, "after");
        tick(devices);
        Known known = known(muster);
        say("Stopped", muster.stopService());
        // Nobody has read it when Cassandra is lost.
        devices.tick().join();
        return new Known(samples(), known.model(), known.facts(), known.audit());
    }

    private void shouldLoseNothingWhereKafkaSurvived(Path stack, StackSettings.Ports ports, Known last)
            throws IOException {
        Files.move(stack.resolve("cassandra"), stack.resolve("lost"));
        backups.restoreTables(backup, stack);
        try (RestoredService muster = new RestoredService(stack, ports, clusterPort);
                RecklessDevices told = obey(muster)) {
            backups.rewindGroups(backup, muster.stack().kafkaBootstrap());
            shouldRefuse(muster);
            Map<String, String> settings = new HashMap<>(UNITE);
            settings.put("muster.command.line.restored-to", before.toString());
            say("Ready with Kafka as it was", muster.startService(settings));
            Duration caughtUp = shouldHave(muster, last);
            say("All that came after the backup was there again", caughtUp);
            succeeds(muster.client(), TOLD, "before-0");
            // The journal knows nothing of it, and the topic does: what its device said was read before anybody asked
            // again.
            Eventually.holds(
                    SOON, () -> assertThat(give(muster.client(), TOLD, "after")).isEqualTo("sent"));
            assertThat(told.effects()).as("sent again").isEmpty();
        }
    }

    private void shouldLoseOnlyWhatCameAfterTheBackup(Known backedUp) {
        Path stack = directory.resolve("second");
        backups.restoreTables(backup, stack);
        try (RestoredService muster = new RestoredService(stack, StackSettings.Ports.FREE, clusterPort)) {
            backups.restoreTopics(backup, muster.stack().kafkaBootstrap());
            try (RecklessDevices told = obey(muster)) {
                say("Ready with a new Kafka", muster.startService(UNITE));
                MusterClient client = muster.client();
                shouldHaveModelAndAudit(muster, backedUp);
                backedUp.samples()
                        .forEach((asset, samples) -> Eventually.holds(
                                SOON,
                                () -> SampleKeys.shouldContain(client, asset, samples, ledger.samples(asset), before)));
                succeeds(client, TOLD, "before-0");
                assertThat(told.effects()).as("sent again").isEmpty();
            }
        }
    }

    /** Who would write now would write over what only the changelog knows. */
    private static void shouldRefuse(RestoredService muster) {
        muster.launchService();
        Eventually.holds(SOON, () -> assertThat(muster.serviceLives()).isFalse());
        assertThat(muster.logged("Expected the model's changelog and its writers' journal to agree but"))
                .hasSize(1)
                .allMatch(line -> line.contains("muster.model.changelog.differs=unite"));
    }

    private Duration shouldHave(RestoredService muster, Known known) {
        Duration took = Eventually.holds(SOON, () -> known.samples()
                .forEach((asset, samples) -> SampleKeys.shouldBeStored(muster.client(), asset, samples, before)));
        shouldHaveModelAndAudit(muster, known);
        return took;
    }

    private static void shouldHaveModelAndAudit(RestoredService muster, Known known) {
        assertThat(muster.text("/v1/exports")).isEqualTo(known.model());
        assertThat(muster.text(ApiPath.asset(TOLD) + "/facts")).isEqualTo(known.facts());
        // The one that was given after the backup is on the topic, and answered there, and in no audit.
        known.audit().forEach(command -> {
            if (command.path("key").asText().startsWith("before")) {
                assertThat(audit(muster)).contains(command);
            }
        });
    }

    private Known known(RestoredService muster) {
        // What devices say of themselves comes with their notices, and is written behind them.
        Eventually.holds(SOON, () -> assertThat(
                        muster.text("/v1/exports").lines().filter(line -> line.contains("\"reported\":{")))
                .hasSize(UNITS));
        return new Known(
                samples(), muster.text("/v1/exports"), muster.text(ApiPath.asset(TOLD) + "/facts"), audit(muster));
    }

    private Map<AssetId, List<Sample>> samples() {
        Map<AssetId, List<Sample>> samples = new HashMap<>();
        for (FleetUnit unit : fleet.units()) {
            samples.put(unit.id(), List.copyOf(ledger.samples(unit.id())));
        }
        return samples;
    }

    private static JsonNode audit(RestoredService muster) {
        return muster.client()
                .send("GET", "/v1/principals/operator/commands", null)
                .path("commands");
    }

    private static RecklessDevices obey(RestoredService muster) {
        return new RecklessDevices(muster.stack().kafkaBootstrap(), "commands", "command-acks");
    }

    private void connect(MusterClient client, KafkaUplink uplink, AssetId asset) {
        client.put(ApiPath.asset(asset), Map.of("name", "Turbine", "type", "turbine"))
                .join();
        uplink.send(new Notice(new SourceId(asset.value()), Notice.Kind.CONNECTED, 7, clock.instant()))
                .join();
        Eventually.holds(
                SOON, () -> assertThat(client.twin(asset).path("connectivity").asText())
                        .isEqualTo("online"));
    }

    private static void succeeds(MusterClient client, AssetId asset, String key) {
        Eventually.holds(SOON, () -> assertThat(give(client, asset, key)).isEqualTo("succeeded"));
    }

    private static String give(MusterClient client, AssetId asset, String key) {
        return client.command(
                        ApiPath.commands(asset),
                        key,
                        Map.of("command", "setPower", "arguments", Map.of("megawatts", 1)))
                .path("status")
                .asText();
    }

    private static void tick(DeviceFleet devices) {
        for (int i = 0; i < TICKS; i++) {
            devices.tick().join();
        }
    }

    private static void say(String what, Duration took) {
        LOG.info("{} after {} ms", what, took.toMillis());
    }
}
