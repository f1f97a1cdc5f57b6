package dev.muster.twinservice.command.ack;

import dev.muster.assetmodel.control.DeviceAck;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Port: takes answers of devices to the twins of their assets. Must not block. */
@FunctionalInterface
public interface AckTaker {
    /**
     * Completes when the twin has it for good, or says that it is none of its. Fails, or never completes, while the twin does not
     * answer: it is then asked again, so the same answer can come twice.
     *
     * @param receivedAt the broker's clock
     */
    CompletionStage<Taken> take(DeviceAck ack, Instant receivedAt);
}
