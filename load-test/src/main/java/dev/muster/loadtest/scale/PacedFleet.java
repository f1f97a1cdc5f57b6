package dev.muster.loadtest.scale;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Receipt;
import dev.muster.loadtest.device.Uplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated fleet at a rate of its own. Its units are perfect and take turns, so that samples come evenly and not all at once: a burst
 * would share messages that no real fleet shares. Thread-safe.
 */
public final class PacedFleet implements AutoCloseable {
    /** So many turns make a round in which everybody reports once. Units of one site are not in one turn. */
    private static final int TURNS = 20;

    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(60);

    private final ModelPlan plan;
    private final Ledger ledger;
    private final KafkaUplink kafka;
    private final List<AssetId> assets;
    private final List<DeviceFleet> turns = new ArrayList<>();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicInteger pending = new AtomicInteger();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "paced-fleet");
        thread.setDaemon(true);
        return thread;
    });
    private boolean resting = true;
    private int next;

    PacedFleet(ScaleOptions options, String bootstrapServers, String topic, Clock clock) {
        this(
                SimulatedFleet.create(options.seed(), options.units()),
                options.interval(),
                bootstrapServers,
                topic,
                clock);
    }

    /** {@code interval}: from one report of a unit to its next. */
    public PacedFleet(SimulatedFleet fleet, Duration interval, String bootstrapServers, String topic, Clock clock) {
        this.plan = FleetModel.plan(fleet);
        this.ledger = new Ledger(plan, clock, false);
        this.kafka = new KafkaUplink(bootstrapServers, topic);
        this.assets = fleet.units().stream().map(FleetUnit::id).toList();
        Uplink counted = new Counted();
        for (List<FleetUnit> some : turns(fleet.units())) {
            turns.add(new DeviceFleet(
                    new SimulatedFleet(fleet.seed(), some),
                    counted,
                    ledger,
                    clock,
                    DeviceOptions.PERFECT,
                    SIMULATED_STEP));
        }
        long nanos = interval.toNanos() / TURNS;
        clockwork.scheduleAtFixedRate(this::turn, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Everybody in one of them; neighbours in different ones. */
    static List<List<FleetUnit>> turns(List<FleetUnit> units) {
        List<List<FleetUnit>> turns = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            turns.add(new ArrayList<>());
        }
        for (int i = 0; i < units.size(); i++) {
            turns.get(i % TURNS).add(units.get(i));
        }
        return turns;
    }

    public ModelPlan plan() {
        return plan;
    }

    public int size() {
        return assets.size();
    }

    /** What the total of a group must be, from what was sent. */
    LedgerTotal total(GroupKey group) {
        return ledger.total(group, FleetTypes.POWER);
    }

    /** Samples that Kafka has. */
    public long samples() {
        return samples.get();
    }

    /** Likewise, with what devices said of their connections. */
    long records() {
        return records.get();
    }

    /** Reports from now on; who is not connected connects before. */
    public void start() {
        all(turns.stream().map(DeviceFleet::connectAll).toList());
        synchronized (this) {
            resting = false;
        }
    }

    /** Stops reporting, and waits until Kafka has what was sent. */
    void rest() {
        synchronized (this) {
            resting = true;
        }
        Poll.untilTrue(ACKNOWLEDGED_WITHIN, () -> pending.get() == 0);
    }

    /** All say that they are gone; while it rests. */
    void hangUp() {
        hangUpEvery(1);
    }

    /** Every so many says that it is gone, and is silent from then on. Returns how many. */
    public int hangUpEvery(int step) {
        List<CompletableFuture<Void>> said = new ArrayList<>();
        for (int i = 0; i < assets.size(); i += step) {
            said.add(turns.get(i % TURNS).disconnect(assets.get(i)));
        }
        all(said);
        return said.size();
    }

    /** A command comes to whom it is for. Completes when Kafka has what is answered at once. */
    public CompletableFuture<Void> command(DeviceCommand command) {
        return CompletableFuture.allOf(
                turns.stream().map(turn -> turn.command(command)).toArray(CompletableFuture[]::new));
    }

    /** One report of everybody, while it rests; returns when Kafka has it. */
    void reportOnce() {
        all(turns.stream().map(DeviceFleet::tick).toList());
    }

    /** To Kafka, and counts what it has. */
    private final class Counted implements Uplink {
        @Override
        public CompletableFuture<Receipt> send(TelemetryRecord telemetry) {
            pending.incrementAndGet();
            return kafka.send(telemetry).whenComplete((receipt, failure) -> {
                if (failure == null) {
                    records.incrementAndGet();
                    samples.addAndGet(telemetry instanceof Sample ? 1 : 0);
                }
                pending.decrementAndGet();
            });
        }

        @Override
        public CompletableFuture<Void> answer(DeviceAck ack) {
            return kafka.answer(ack);
        }
    }

    private synchronized void turn() {
        if (!resting) {
            turns.get(next).tick();
            next = (next + 1) % TURNS;
        }
    }

    private static void all(List<CompletableFuture<Void>> futures) {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        kafka.close();
    }
}
