package dev.muster.loadtest.device;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Physics;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * All devices of a fleet. Each {@link #tick} moves the simulated world on by one step and lets every connected device report
 * with the true time, plus its skew: speed compresses the data, never clocks. What Kafka acknowledged goes to the ledger.
 * Thread-safe; futures complete on the producer's thread.
 */
public final class DeviceFleet {
    private final Map<AssetId, Device> devices = new LinkedHashMap<>();
    private final Uplink uplink;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration simulatedStep;
    private Instant simulated = Physics.START;

    /** {@code simulatedStep}: how much simulated time passes from one report to the next. */
    public DeviceFleet(
            SimulatedFleet fleet,
            Uplink uplink,
            Ledger ledger,
            Clock clock,
            DeviceOptions options,
            Duration simulatedStep) {
        this.uplink = uplink;
        this.ledger = ledger;
        this.clock = clock;
        this.simulatedStep = simulatedStep;
        Physics physics = new Physics(fleet.seed());
        for (FleetUnit unit : fleet.units()) {
            devices.put(unit.id(), new Device(unit, physics, options));
        }
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
        for (Device device : devices.values()) {
            for (TelemetryRecord telemetry : device.report(now, simulated)) {
                sends.add(send(telemetry));
            }
        }
        simulated = simulated.plus(simulatedStep);
        return CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new));
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
