package dev.muster.loadtest.device;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what devices send, and acknowledges it at once with the time of its clock. */
public final class RecordingUplink implements Uplink {
    private final Clock clock;
    private final List<TelemetryRecord> sent = new ArrayList<>();
    private final List<DeviceAck> answers = new ArrayList<>();

    public RecordingUplink(Clock clock) {
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Receipt> send(TelemetryRecord telemetry) {
        sent.add(telemetry);
        return CompletableFuture.completedFuture(new Receipt(0, sent.size() - 1L, clock.instant()));
    }

    @Override
    public CompletableFuture<Void> answer(DeviceAck ack) {
        answers.add(ack);
        return CompletableFuture.completedFuture(null);
    }

    /** What was answered since the last call. */
    public List<DeviceAck> drainAnswers() {
        List<DeviceAck> drained = List.copyOf(answers);
        answers.clear();
        return drained;
    }

    public List<TelemetryRecord> sent() {
        return List.copyOf(sent);
    }

    /** What was sent since the last call. */
    public List<TelemetryRecord> drain() {
        List<TelemetryRecord> drained = sent();
        sent.clear();
        return drained;
    }
}
