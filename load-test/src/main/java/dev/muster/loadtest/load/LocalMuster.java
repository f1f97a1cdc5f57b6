package dev.muster.loadtest.load;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.scale.PacedFleet;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One Muster with a fleet that sends at a set rate, obeys, and of which some are away. */
final class LocalMuster implements AutoCloseable {
    private static final String TELEMETRY_TOPIC = "telemetry";
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final int SEED = 1;

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);

    private final ServiceSettings settings;
    private final ServiceProcess service;
    private final MusterClient client;
    private final PacedFleet fleet;
    private final KafkaDownlink downlink;

    private LocalMuster(ServiceSettings settings, ServiceProcess service, PacedFleet fleet, KafkaDownlink downlink) {
        this.settings = settings;
        this.service = service;
        this.fleet = fleet;
        this.downlink = downlink;
        this.client = new MusterClient(settings.uri(), new Principal("load-test-model"));
    }

    /** Returns when all who are there report; {@link ServiceFailure}: they do not. */
    static LocalMuster start(
            LoadOptions options, Path project, Path directory, LocalStack stack, Clock clock, Consumer<String> print) {
        ServiceSettings settings = new ServiceSettings(
                project,
                directory.resolve("logs").resolve("service.log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                Map.of());
        ServiceProcess service = ServiceProcess.start(settings);
        PacedFleet fleet = new PacedFleet(
                SimulatedFleet.create(SEED, options.units()),
                options.interval(),
                stack.kafkaBootstrap(),
                TELEMETRY_TOPIC,
                clock);
        KafkaDownlink downlink =
                KafkaDownlink.start(stack.kafkaBootstrap(), KafkaDownlink.COMMANDS_TOPIC, fleet::command);
        LocalMuster muster = new LocalMuster(settings, service, fleet, downlink);
        try {
            muster.fill(print);
        } catch (ServiceFailure | RequestFailed e) {
            muster.close();
            throw e;
        }
        return muster;
    }

    URI uri() {
        return settings.uri();
    }

    /** Samples that Kafka has of the fleet. */
    long samples() {
        return fleet.samples();
    }

    private void fill(Consumer<String> print) {
        service.awaitReady(READY_WITHIN, client::ready);
        new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(fleet.plan());
        downlink.listening().join();
        fleet.start();
        awaitReporting(fleet.size());
        int away = fleet.hangUpEvery(LoadOptions.AWAY_EVERY);
        awaitReporting(fleet.size() - away);
        print.accept("%s: %,d units, %,d of them are away".formatted(uri(), fleet.size(), away));
    }

    /** Returns how many answers it gave meanwhile. */
    int warmUp(Clock clock) {
        List<GroupKey> groups = new ArrayList<>(List.of(ROOT));
        fleet.plan().groups().forEach(group -> groups.add(group.key()));
        List<AssetId> assets = fleet.plan().assets().stream().map(AssetPlan::id).toList();
        return new WarmUp(client, clock).run(groups, assets);
    }

    private void awaitReporting(int wanted) {
        boolean reached = Poll.untilTrue(COMPLETE_WITHIN, () -> {
            service.requireAlive();
            AggregateReply reply = client.aggregate(ROOT, FleetTypes.POWER, 0);
            return reply.expected() == fleet.size() && reply.reporting() == wanted;
        });
        if (!reached) {
            throw new ServiceFailure("Expected %d of %d units to report within %d s but they do not"
                    .formatted(wanted, fleet.size(), COMPLETE_WITHIN.toSeconds()));
        }
    }

    @Override
    public void close() {
        downlink.close();
        fleet.close();
        service.close();
    }
}
