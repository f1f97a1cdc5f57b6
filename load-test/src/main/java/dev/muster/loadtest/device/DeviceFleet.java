package dev.muster.loadtest.device;

import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Merger;
import dev.muster.loadtest.fleet.Physics;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All devices of a fleet. Each {@link #tick} moves the simulated world on by one step and lets every connected device report
 * with the true time, plus its skew: speed compresses the data, never clocks. What Kafka acknowledged goes to the ledger.
 * Thread-safe; futures complete on the producer's thread.
 */
public final class DeviceFleet {
    /** How long the two halves of a battery keep what they measure before they become one. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);

    private final Map<AssetId, Device> devices = new LinkedHashMap<>();
    private final Map<AssetId, Device> replaced = new HashMap<>();
    private final Map<SourceId, Device> listeners = new HashMap<>();
    private final Uplink uplink;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration simulatedStep;
    private final SimulatedFleet fleet;
    private final DeviceOptions options;
    private final Physics physics;
    private @Nullable Merger merger;
    private Instant simulated = Physics.START;
    private boolean standsStill;

    /** {@code simulatedStep}: how much simulated time passes from one report to the next. */
    public DeviceFleet(
            SimulatedFleet fleet,
            Uplink uplink,
            Ledger ledger,
            Clock clock,
            DeviceOptions options,
            Duration simulatedStep) {
        this(fleet, uplink, ledger, clock, options, simulatedStep, null);
    }

    /** @param merger two devices stand for this battery until then; what they measured last arrives afterwards */
    public DeviceFleet(
            SimulatedFleet fleet,
            Uplink uplink,
            Ledger ledger,
            Clock clock,
            DeviceOptions options,
            Duration simulatedStep,
            @Nullable Merger merger) {
        this.fleet = fleet;
        this.options = options;
        this.uplink = uplink;
        this.ledger = ledger;
        this.clock = clock;
        this.simulatedStep = simulatedStep;
        this.physics = new Physics(fleet.seed());
        for (FleetUnit unit : fleet.units()) {
            put(unit.id(), new Device(unit, fleet.reported(unit), physics, options));
        }
        // Of a merger that is over nobody is left to tell.
        Merger due = merger == null || !clock.instant().isBefore(merger.at()) ? null : merger;
        if (due != null) {
            remove(due.one().id());
            put(due.generating(), half(due, due.generating(), false));
            put(due.charging(), half(due, due.charging(), true));
        }
        this.merger = due;
    }

    private void put(AssetId asset, Device device) {
        devices.put(asset, device);
        listeners.put(device.source(), device);
    }

    private void remove(AssetId asset) {
        listeners.remove(device(asset).source());
        devices.remove(asset);
    }

    private Device half(Merger of, AssetId id, boolean charging) {
        Device half = new Device(
                of.one(),
                new SourceId(id.value()),
                Properties.NONE,
                world -> Merger.part(physics.measure(of.one(), world), charging),
                options);
        // What it measured shortly before must not claim to be of afterwards.
        half.skew(Duration.ZERO);
        half.takesNoCommands();
        return half;
    }

    /** What happens to the battery by {@code now}. */
    private List<TelemetryRecord> merge(Instant now) {
        Merger due = merger;
        if (due == null || now.isBefore(due.at().minus(LAST_WORDS))) {
            return List.of();
        }
        Device generating = device(due.generating());
        Device charging = device(due.charging());
        if (now.isBefore(due.at())) {
            generating.buffer();
            charging.buffer();
            return List.of();
        }
        merger = null;
        List<TelemetryRecord> records = new ArrayList<>(generating.flush());
        records.addAll(charging.flush());
        remove(due.generating());
        remove(due.charging());
        Device one = new Device(due.one(), fleet.reported(due.one()), physics, options);
        one.skew(Duration.ZERO);
        put(due.one().id(), one);
        records.add(one.connect(now));
        return records;
    }

    /** The device at the asset measures on, and keeps what it measures. */
    public synchronized void buffer(AssetId asset) {
        device(asset).buffer();
    }

    /**
     * Another device takes the place of the one at the asset; its counter begins at 0. It connects when it is told to {@link
     * #resume}; what the old one kept comes with {@link #flushOld}.
     *
     * @return what its counter has to begin at for the count to go on
     */
    public synchronized double replace(FleetUnit unit, SourceId source, Instant at) {
        double count = counter(unit, simulated);
        Device old = device(unit.id());
        Device next = new Device(
                unit,
                source,
                fleet.reported(unit),
                world -> {
                    SortedMap<SignalName, Double> measured = physics.measure(unit, world);
                    measured.computeIfPresent(
                            FleetTypes.ENERGY, (energy, value) -> Math.max(0, rounded(value - count)));
                    return measured;
                },
                options);
        next.skew(Duration.ZERO);
        // In its place: the others go on in the same order.
        listeners.remove(old.source());
        put(unit.id(), next);
        replaced.put(unit.id(), old);
        ledger.replaced(unit.id(), source, at);
        return count;
    }

    /** The device that was replaced is given a line once more, and sends what it kept. */
    public synchronized CompletableFuture<Void> flushOld(AssetId asset) {
        Device old = replaced.remove(asset);
        List<TelemetryRecord> kept = old == null ? List.of() : old.flush();
        return CompletableFuture.allOf(kept.stream().map(this::send).toArray(CompletableFuture[]::new));
    }

    private double counter(FleetUnit unit, Instant world) {
        return physics.measure(unit, world).getOrDefault(FleetTypes.ENERGY, 0.0);
    }

    private static double rounded(double energy) {
        return Math.rint(energy * 1_000) / 1_000;
    }

    /** Every device that is not connected starts a session. */
    public synchronized CompletableFuture<Void> connectAll() {
        List<CompletableFuture<?>> sends = new ArrayList<>();
        for (Device device : devices.values()) {
            if (!device.isConnected()) {
                sends.add(send(device.connect(clock.instant())));
            }
        }
        return CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new));
    }

    /** One report of every connected device; completes when Kafka has all of them. */
    public synchronized CompletableFuture<Void> tick() {
        Instant now = clock.instant();
        List<CompletableFuture<?>> sends = new ArrayList<>();
        merge(now).forEach(telemetry -> sends.add(send(telemetry)));
        for (Device device : devices.values()) {
            say(device.obey(now), sends);
            for (TelemetryRecord telemetry : device.report(now, simulated)) {
                sends.add(send(telemetry));
            }
        }
        if (!standsStill) {
            simulated = simulated.plus(simulatedStep);
        }
        return CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new));
    }

    /** No simulated time passes from now on, or again: devices report as often as before, and the same. */
    public synchronized void standStill(boolean still) {
        standsStill = still;
    }

    /** A command comes to whom it is for, or to nobody here. Completes when Kafka has what is answered at once. */
    public synchronized CompletableFuture<Void> command(DeviceCommand command) {
        List<CompletableFuture<?>> sends = new ArrayList<>();
        Device device = listeners.get(command.source());
        if (device != null) {
            say(device.hear(command, clock.instant()), sends);
        }
        return CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new));
    }

    private void say(Device.Words words, List<CompletableFuture<?>> sends) {
        words.telemetry().forEach(telemetry -> sends.add(send(telemetry)));
        words.answers().forEach(ack -> sends.add(uplink.answer(ack)));
    }

    /** Cuts the line of a device: it falls silent without a word. */
    public synchronized void silence(AssetId asset) {
        device(asset).cut();
    }

    /** The device hangs up, and says so. */
    public synchronized CompletableFuture<Void> disconnect(AssetId asset) {
        return send(device(asset).disconnect(clock.instant()));
    }

    /** The device is back, with a new session. */
    public synchronized CompletableFuture<Void> resume(AssetId asset) {
        return send(device(asset).connect(clock.instant()));
    }

    /** Sets how far the device's clock is ahead of the true time; negative: behind. */
    public synchronized void skew(AssetId asset, Duration ahead) {
        device(asset).skew(ahead);
    }

    /** Of the world in which the units measure; nobody outside of it sees this time. */
    public synchronized Instant simulatedTime() {
        return simulated;
    }

    private CompletableFuture<Void> send(TelemetryRecord telemetry) {
        return uplink.send(telemetry).thenAccept(receipt -> ledger.acknowledged(telemetry, receipt.receivedAt()));
    }

    private Device device(AssetId asset) {
        Device device = devices.get(asset);
        if (device == null) {
            throw new IllegalArgumentException("Expected a unit of the fleet but got " + asset);
        }
        return device;
    }
}
