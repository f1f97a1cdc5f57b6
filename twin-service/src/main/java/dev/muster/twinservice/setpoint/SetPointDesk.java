package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import java.util.concurrent.CompletionStage;

/**
 * Port: sets, reads and releases set-points of groups. Thread-safe. Stages fail with {@link
 * java.util.concurrent.TimeoutException} when nobody answers; asking again is always safe.
 */
public interface SetPointDesk {
    /** @param micros of the signal's unit, generation positive */
    CompletionStage<SetPointReply> put(GroupKey group, SignalName signal, long micros, Principal by, String reason);

    CompletionStage<SetPointReply> release(GroupKey group, Principal by);

    CompletionStage<SetPointReply> read(GroupKey group);

    /** {@link SetPointReply.All}. */
    CompletionStage<SetPointReply> readAll();
}
