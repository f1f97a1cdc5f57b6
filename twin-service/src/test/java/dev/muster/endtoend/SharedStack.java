package dev.muster.endtoend;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ClassData;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.ServerProcess;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real Kafka and one real Cassandra for all integration tests of a run; started by the first that asks. Tests run at the same
 * time: who takes a server away does so on a stack beside it.
 */
public final class SharedStack {
    /** The {@code @ResourceLock} of tests on the stack {@link #forOutages}: one of them at a time. */
    public static final String OUTAGES = "dev.muster.outages";

    /**
     * How long tests take a server away: longer than any timeout and any first patience of a client. {@code
     * -Dmuster.outage.seconds=60} for a minute.
     */
    static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("muster.outage.seconds", 20));

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(SharedStack.class);
    private static final Path PROJECT = Path.of(System.getProperty("muster.project.dir"));

    private final LocalStack stack;
    private final boolean forOutages;

    private SharedStack(LocalStack stack, boolean forOutages) {
        this.stack = stack;
        this.forOutages = forOutages;
    }

    /** Fails loudly when the stack cannot start: a test that needs it must not be skipped. */
    public static SharedStack get() {
        return ForAll.STARTED;
    }

    /** Likewise; the servers of this one may be taken away, by who holds {@link #OUTAGES}. */
    public static SharedStack forOutages() {
        return ForOutages.STARTED;
    }

    public static Path project() {
        return PROJECT;
    }

    public static Path directory() {
        return PROJECT.resolve("twin-service/target/endtoend");
    }

    public String kafkaBootstrap() {
        return stack.kafkaBootstrap();
    }

    public String cassandraContactPoint() {
        return stack.cassandraContactPoint();
    }

    /** The broker, for tests that take it away for a while. They must give it back. */
    public ServerProcess kafka() {
        requireForOutages();
        return stack.kafka();
    }

    /** The node, for tests that take it away for a while. They must give it back. */
    public ServerProcess cassandra() {
        requireForOutages();
        return stack.cassandra();
    }

    private void requireForOutages() {
        if (!forOutages) {
            throw new IllegalStateException(
                    "Expected the stack for outages but this is the one of all tests, who would miss its servers");
        }
    }

    /** The servers end with this JVM, by their leash at the latest. */
    private static LocalStack start(String name, StackSettings.CommitLog commitLog) {
        Path data = directory().resolve(name + "-" + ProcessHandle.current().pid());
        StackSettings settings = StackSettings.of(PROJECT, data)
                .withPorts(StackSettings.Ports.FREE)
                .withCommitLog(commitLog);
        LocalStack stack = LocalStack.start(settings, LOG::info);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, name + "-shutdown"));
        return stack;
    }

    /** So that all services of the run start sooner: one is started, and used a little, for what it loads (pom.xml asks for it). */
    private static LocalStack withClassDataOfServices(LocalStack stack) {
        String name = "classes-" + ProcessHandle.current().pid();
        ServiceSettings settings = new ServiceSettings(
                        PROJECT,
                        directory().resolve(name + ".log"),
                        stack.kafkaBootstrap(),
                        stack.cassandraContactPoint(),
                        NodePorts.freePort(),
                        Map.of())
                .apart(name);
        ClassData.make(settings, service -> use(service, settings, stack.kafkaBootstrap()));
        return stack;
    }

    private static void use(ServiceProcess service, ServiceSettings settings, String kafkaBootstrap) {
        MusterClient client = new MusterClient(settings.uri(), new Principal("class-data"));
        service.awaitReady(READY_WITHIN, client::ready);
        SimulatedFleet fleet = SimulatedFleet.create(1, SimulatedFleet.UNITS_MIN);
        ModelPlan plan = FleetModel.plan(fleet);
        Clock clock = Clock.systemUTC();
        new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
        try (KafkaUplink uplink =
                new KafkaUplink(kafkaBootstrap, settings.more().get("muster.topics.telemetry"))) {
            DeviceFleet devices = new DeviceFleet(
                    fleet, uplink, new Ledger(plan, clock, false), clock, DeviceOptions.PERFECT, Duration.ofMinutes(5));
            devices.connectAll().join();
            devices.tick().join();
            Poll.untilTrue(
                    READY_WITHIN,
                    () -> client.aggregate(GroupKey.root(ModelPlan.GEOGRAPHY), new SignalName("power"), 0)
                                    .reporting()
                            > 0);
        }
    }

    /** Loaded on first use. */
    private static final class ForAll {
        private static final SharedStack STARTED =
                new SharedStack(withClassDataOfServices(start("stack", StackSettings.CommitLog.THROWN_AWAY)), false);
    }

    /** Loaded on first use. */
    private static final class ForOutages {
        private static final SharedStack STARTED =
                new SharedStack(start("outages", StackSettings.CommitLog.PERIODIC), true);
    }
}
