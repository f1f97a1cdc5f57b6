package dev.muster.loadtest.fault.traffic;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fault.check.SentBy;
import dev.muster.loadtest.fault.check.TotalCheck.Total;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Region;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A fleet that reports once a second, whatever happens, and remembers what Kafka acknowledged. No device ever falls silent,
 * each record is sent once. Thread-safe.
 */
public final class SteadyFleet implements AutoCloseable {
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);

    /** Longer than the producer tries: by then Kafka has a record, or never will. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(150);

    private final SimulatedFleet fleet;
    private final ModelPlan plan;
    private final Ledger ledger;
    private final KafkaUplink uplink;
    private final SentLog log;
    private final DeviceFleet devices;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fault-fleet");
        thread.setDaemon(true);
        return thread;
    });
    private boolean resting = true;

    public SteadyFleet(long seed, int units, FaultTopics topics, Clock clock) {
        this.fleet = SimulatedFleet.create(seed, units);
        this.plan = FaultModel.plan(fleet);
        this.ledger = new Ledger(plan, clock, false);
        this.uplink = new KafkaUplink(topics.kafka(), topics.telemetry());
        this.log = new SentLog(uplink, clock);
        this.devices = new DeviceFleet(fleet, log, ledger, clock, DeviceOptions.PERFECT, SIMULATED_STEP);
        clockwork.scheduleAtFixedRate(this::report, 0, FaultModel.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    public ModelPlan plan() {
        return plan;
    }

    public int size() {
        return fleet.units().size();
    }

    public Duration offlineAfter() {
        return FaultModel.OFFLINE_AFTER;
    }

    /** Those that can be told something. */
    List<FleetUnit> listeners() {
        return fleet.units().stream()
                .filter(unit -> unit.technology() != Technology.METER)
                .toList();
    }

    /** Groups of every height, in both hierarchies: the roots first. */
    public List<GroupKey> groups() {
        FleetUnit one = fleet.units().get(0);
        return List.of(
                GroupKey.root(ModelPlan.GEOGRAPHY),
                GroupKey.root(ModelPlan.TECHNOLOGY),
                FleetModel.COUNTRY,
                FleetModel.region(Region.NORTH),
                FleetModel.region(one.region()),
                new GroupKey(ModelPlan.GEOGRAPHY, one.site()),
                new GroupKey(ModelPlan.TECHNOLOGY, new GroupId(Technology.METER.group())),
                new GroupKey(ModelPlan.TECHNOLOGY, FleetModel.technologyOf(Technology.WIND, Region.NORTH)));
    }

    /** What the total of a group must be, from what was sent. */
    public Total total(GroupKey group) {
        LedgerTotal sent = ledger.total(group, FleetTypes.POWER);
        return new Total(
                sent.micros(), sent.expected(), sent.reporting(), sent.missing().size());
    }

    /** Reports from now on; the first time, all connect before. */
    public void start() {
        devices.connectAll().join();
        synchronized (this) {
            resting = false;
        }
    }

    /** Stops reporting, and waits until Kafka has said of everything whether it has it, or never will. */
    public void rest() {
        synchronized (this) {
            resting = true;
        }
        Poll.untilTrue(ACKNOWLEDGED_WITHIN, () -> log.pending() == 0);
    }

    private synchronized void report() {
        if (!resting) {
            devices.tick();
        }
    }

    /** One report of everybody, between {@link #rest} and {@link #start}; returns when Kafka has it. */
    public void reportOnce() {
        devices.tick().join();
    }

    /** What was sent since the last time that this was asked; while it rests. */
    public List<SentBy> takeSent() {
        return log.take();
    }

    public List<AssetId> assets() {
        return fleet.units().stream().map(FleetUnit::id).toList();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        uplink.close();
    }
}
