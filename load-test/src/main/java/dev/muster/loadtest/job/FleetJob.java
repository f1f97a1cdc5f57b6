package dev.muster.loadtest.job;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.LoadReport;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Loads the simulated fleet into a Muster that runs, sends as its devices would, obeys what they are told, and says once a minute
 * whether Muster's total is that of what was sent. Exit code 1 when it is not at the end, or something failed; 2 for the environment.
 */
public final class FleetJob {
    private static final long SEED = 20_300_620L;
    private static final String TELEMETRY_TOPIC = "telemetry";
    private static final Duration READY_WITHIN = Duration.ofMinutes(15);
    private static final Duration AGREED_WITHIN = Duration.ofSeconds(60);
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);
    private static final Duration SIMULATED_STEP = Duration.ofSeconds(5);

    private final JobSettings settings;
    private final MusterClient client;
    private final Clock clock;
    private final Consumer<String> print;

    FleetJob(JobSettings settings, Clock clock, Consumer<String> print) {
        this.settings = settings;
        this.client = new MusterClient(settings.muster(), new Principal("fleet"));
        this.clock = clock;
        this.print = print;
    }

    public static void main(String[] arguments) {
        // The clients and the pulse have threads of their own: none of them may keep a failed job alive.
        System.exit(run());
    }

    private static int run() {
        JobSettings settings;
        try {
            settings = JobSettings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("fleet: " + e.getMessage());
            return 2;
        }
        try {
            return new FleetJob(settings, Clock.systemUTC(), System.out::println).send() ? 0 : 1;
        } catch (RequestFailed | CompletionException | IllegalStateException e) {
            System.err.println("fleet: " + e.getMessage());
            return 1;
        }
    }

    /** Blocks. Returns whether Muster's total was that of what was sent, in the end. */
    boolean send() {
        if (!Poll.untilTrue(READY_WITHIN, client::ready)) {
            throw new IllegalStateException("Expected Muster at %s to be ready within %d min but it is not"
                    .formatted(settings.muster(), READY_WITHIN.toMinutes()));
        }
        SimulatedFleet fleet = SimulatedFleet.create(SEED, settings.units());
        ModelPlan plan = FleetModel.plan(fleet);
        LoadReport loaded = new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
        print.accept("%d units, %d writes, %d of them changed something"
                .formatted(settings.units(), loaded.writes(), loaded.changed()));
        Ledger ledger = new Ledger(plan, clock, false);
        try (KafkaUplink uplink = new KafkaUplink(settings.kafka(), TELEMETRY_TOPIC)) {
            DeviceFleet devices = new DeviceFleet(fleet, uplink, ledger, clock, DeviceOptions.LIFELIKE, SIMULATED_STEP);
            try (KafkaDownlink downlink =
                    KafkaDownlink.start(settings.kafka(), KafkaDownlink.COMMANDS_TOPIC, devices::command)) {
                devices.connectAll().join();
                downlink.listening().join();
                return report(devices, ledger);
            }
        }
    }

    private boolean report(DeviceFleet devices, Ledger ledger) {
        try (Pulse pulse = Pulse.start(devices, FleetTypes.INTERVAL)) {
            Duration sent = Duration.ZERO;
            boolean agreed = agrees(ledger);
            while (settings.duration().isZero() || sent.compareTo(settings.duration()) < 0) {
                Poll.untilTrue(SAID_EVERY, () -> false);
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                sent = sent.plus(SAID_EVERY);
                agreed = agrees(ledger);
                print.accept("%d min, %d reports of the fleet%s: %s"
                        .formatted(
                                sent.toMinutes(),
                                pulse.done(),
                                pulse.lastFailure()
                                        .map(failure -> ", the last one failed")
                                        .orElse(""),
                                agreed ? "Muster's total is that of what was sent" : difference(ledger)));
            }
            return agreed;
        }
    }

    private boolean agrees(Ledger ledger) {
        return Poll.untilTrue(AGREED_WITHIN, () -> {
            try {
                AggregateReply muster = muster();
                LedgerTotal sent = ledger.total(FleetModel.COUNTRY, FleetTypes.POWER);
                return muster.valueMicros() == sent.micros()
                        && muster.expected() == sent.expected()
                        && muster.reporting() == sent.reporting();
            } catch (RequestFailed e) {
                if (e.mayPass()) {
                    return false;
                }
                throw e;
            }
        });
    }

    private String difference(Ledger ledger) {
        LedgerTotal sent = ledger.total(FleetModel.COUNTRY, FleetTypes.POWER);
        try {
            AggregateReply muster = muster();
            return "Expected %d micros of %d/%d but Muster says %d of %d/%d"
                    .formatted(
                            sent.micros(),
                            sent.reporting(),
                            sent.expected(),
                            muster.valueMicros(),
                            muster.reporting(),
                            muster.expected());
        } catch (RequestFailed e) {
            return "Expected Muster to answer but " + e.getMessage();
        }
    }

    private AggregateReply muster() {
        return client.aggregate(FleetModel.COUNTRY, FleetTypes.POWER, 1);
    }
}
