package dev.muster.loadtest.device;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.util.concurrent.CompletableFuture;

/** How a device's records leave it. */
public interface Uplink {
    /** Completes once the record is safe; exceptionally when it may not be. */
    CompletableFuture<Receipt> send(TelemetryRecord telemetry);

    /** Likewise, what a device answers to a command; one that only sends telemetry passes it over. */
    default CompletableFuture<Void> answer(DeviceAck ack) {
        return CompletableFuture.completedFuture(null);
    }
}
