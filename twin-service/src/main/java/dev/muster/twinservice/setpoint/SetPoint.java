package dev.muster.twinservice.setpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a group to give.
 *
 * @param number no two that were ever set have the same; the one that was set first has the lower one
 * @param micros of the signal's unit, generation positive
 * @param by who wants the present value, and in whose name commands are given
 * @param reason may be empty
 * @param since when it was set
 * @param changedAt when its present value was wanted
 * @param releasedBy {@code null}: it is in force
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetPoint(
        long number,
        GroupKey group,
        SignalName signal,
        long micros,
        Principal by,
        String reason,
        Instant since,
        Instant changedAt,
        @Nullable Principal releasedBy,
        @Nullable Instant releasedAt) {

    boolean isReleased() {
        return releasedAt != null;
    }

    SetPoint changed(SetPointEvent.Changed event) {
        return new SetPoint(
                number, group, signal, event.micros(), event.by(), event.reason(), since, event.at(), null, null);
    }

    SetPoint released(SetPointEvent.Released event) {
        return new SetPoint(number, group, signal, micros, by, reason, since, changedAt, event.by(), event.at());
    }
}
