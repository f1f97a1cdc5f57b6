package dev.muster.endtoend;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A small fleet that lives fast, so that outages need not last long: it reports twice a second, by itself and whatever happens, and
 * is soon missed. Beside it stand assets in partitions that see no other traffic; they never report.
 */
public final class HastyFleet implements AutoCloseable {
    public static final Duration STALE_AFTER = Duration.ofMillis(2_500);
    static final Duration OFFLINE_AFTER = Duration.ofSeconds(4);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long TICK_MILLIS = 500;
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    /** More than the units fill. */
    static final int PARTITIONS = 24;

    private static final int SILENT_PARTITIONS = 2;

    private final List<AssetId> units;
    private final List<AssetId> mutes;
    private final ModelPlan plan;
    private final Ledger ledger;
    private final DeviceFleet devices;
    private final Queue<CompletableFuture<Void>> sends = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor();

    HastyFleet(long seed, int units, KafkaUplink uplink) {
        SimulatedFleet fleet = SimulatedFleet.create(seed, units);
        this.units = fleet.units().stream().map(FleetUnit::id).toList();
        this.mutes = mutes(this.units);
        this.plan = hasty(FleetModel.plan(fleet), mutes);
        this.ledger = new Ledger(plan, Clock.systemUTC(), true);
        this.devices = new DeviceFleet(fleet, uplink, ledger, Clock.systemUTC(), DeviceOptions.PERFECT, SIMULATED_STEP);
    }

    ModelPlan plan() {
        return plan;
    }

    Ledger ledger() {
        return ledger;
    }

    DeviceFleet devices() {
        return devices;
    }

    /** Those that report. */
    List<AssetId> units() {
        return units;
    }

    /** Those that never do, each in a partition without any traffic. */
    List<AssetId> mutes() {
        return mutes;
    }

    /** Where it stands in the geography. */
    GroupId station(AssetId asset) {
        return plan.assets().stream()
                .filter(planned -> planned.id().equals(asset))
                .findFirst()
                .orElseThrow()
                .placements()
                .get(ModelPlan.GEOGRAPHY);
    }

    /** Where everybody reports. */
    GroupId stationWithoutMutes() {
        GroupId theirs = station(mutes.get(0));
        return units.stream()
                .map(this::station)
                .filter(station -> !station.equals(theirs))
                .findFirst()
                .orElseThrow();
    }

    Instant lastSeen(AssetId asset) {
        return ledger.lastSeen(asset).orElseThrow();
    }

    /** All connect and report, from now on and until {@link #close}. */
    void start() {
        devices.connectAll().join();
        ticking.scheduleAtFixedRate(() -> sends.add(devices.tick()), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits until Kafka has acknowledged what was sent until now: then the ledger knows it. */
    void awaitAcknowledged() {
        List<CompletableFuture<Void>> pending = new ArrayList<>(sends);
        CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)).join();
        sends.removeAll(pending);
    }

    @Override
    public void close() {
        ticking.shutdownNow();
    }

    private static List<AssetId> mutes(List<AssetId> units) {
        Set<Integer> busy = new HashSet<>();
        units.forEach(unit -> busy.add(partitionOf(unit)));
        List<AssetId> mutes = new ArrayList<>();
        for (int number = 0; mutes.size() < SILENT_PARTITIONS && number < 1_000; number++) {
            AssetId mute = new AssetId("mute-" + number);
            if (busy.add(partitionOf(mute))) {
                mutes.add(mute);
            }
        }
        return mutes;
    }

    private static int partitionOf(AssetId asset) {
        return Partitioning.partitionOf(new SourceId(asset.value()), PARTITIONS);
    }

    /** The same fleet with types that are soon missed. */
    public static ModelPlan hasty(ModelPlan plan) {
        return hasty(plan, List.of());
    }

    private static ModelPlan hasty(ModelPlan plan, List<AssetId> mutes) {
        List<AssetType> types = plan.types().stream().map(HastyFleet::hasty).toList();
        AssetPlan like = plan.assets().get(0);
        List<AssetPlan> assets = new ArrayList<>(plan.assets());
        mutes.forEach(mute -> assets.add(
                new AssetPlan(mute, mute.value(), like.type(), Map.of(), Map.of(), null, like.placements())));
        return new ModelPlan(types, plan.hierarchies(), plan.groups(), assets);
    }

    private static AssetType hasty(AssetType type) {
        return new AssetType(
                        type.id(),
                        type.name(),
                        OFFLINE_AFTER,
                        type.signals().stream().map(HastyFleet::hasty).toList())
                .with(type.commands(), type.setPoint());
    }

    private static Signal hasty(Signal signal) {
        return Signal.atIntervals(
                signal.name(),
                signal.unit(),
                signal.kind(),
                signal.sign(),
                INTERVAL,
                STALE_AFTER,
                signal.range(),
                signal.summed());
    }
}
