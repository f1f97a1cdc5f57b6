package dev.muster.twinservice.command.ack;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Port: takes answers of devices to the twins of their assets. Must not block. */
public interface AckTaker {
    /**
     * Completes when the twin has it for good, or says that it is none of its. Fails, or never completes, while the twin does not
     * answer: it is then asked again, so the same answer can come twice.
     *
     * @param receivedAt the broker's clock
     */
    CompletionStage<Taken> take(DeviceAck ack, Instant receivedAt);

    /**
     * Every answer that the source gave until then was taken before this. Completes, fails and comes again as {@link #take}.
     *
     * @param until the broker's clock
     */
    CompletionStage<Taken> answersRead(AssetId asset, SourceId source, Instant until);
}
