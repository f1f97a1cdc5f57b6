package dev.muster.twinservice.command.rules;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Session;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an asset can take a command now.
 *
 * @param state its maintenance, if any, is not over
 * @param session the newest that is known; {@code null}: none
 * @param source who speaks for the asset now, by the model; {@code null}: nobody
 * @param retiredFrom by the model; may lie ahead; {@code null}: in service
 * @param now the node's clock
 */
public record Situation(
        AssetId asset,
        ConnectivityState state,
        @Nullable Session session,
        @Nullable SourceId source,
        @Nullable Instant retiredFrom,
        Instant now) {
    /** Who could be told now; empty: {@link #refusal} says why nobody can. */
    Optional<SourceId> addressee() {
        return isRetired() || !(state instanceof ConnectivityState.Online)
                ? Optional.empty()
                : Optional.ofNullable(source);
    }

    public boolean canTake() {
        return addressee().isPresent();
    }

    boolean isRetired() {
        return state instanceof ConnectivityState.Retired || (retiredFrom != null && !now.isBefore(retiredFrom));
    }

    /** Of the session in which {@code addressee} is now; {@code null}: it never told, or its last one is over. */
    @Nullable
    Long epochOf(SourceId addressee) {
        return session != null && session.open() && session.source().equals(addressee) ? session.epoch() : null;
    }

    /** Why a command cannot go out now. */
    Refusal refusal() {
        if (state instanceof ConnectivityState.Retired retired) {
            return refusal(Refusal.Reason.RETIRED, "retired", retired.since());
        }
        if (isRetired()) {
            return refusal(Refusal.Reason.RETIRED, "retired", retiredFrom);
        }
        if (state instanceof ConnectivityState.Maintenance work) {
            return refusal(Refusal.Reason.MAINTENANCE, "under maintenance by %s".formatted(work.by()), work.since());
        }
        if (state instanceof ConnectivityState.Offline offline) {
            return refusal(Refusal.Reason.OFFLINE, "offline", offline.since());
        }
        if (state instanceof ConnectivityState.Expected expected) {
            Instant since = expected.since();
            return new Refusal(
                    Refusal.Reason.NEVER_REPORTED,
                    "Expected %s to be online but it %s"
                            .formatted(
                                    asset,
                                    since == null
                                            ? "has never reported"
                                            : "has not reported since it was reinstated at " + since),
                    since);
        }
        return new Refusal(
                Refusal.Reason.NO_SOURCE,
                "Expected a device that speaks for %s but the model names none".formatted(asset),
                null);
    }

    private Refusal refusal(Refusal.Reason reason, String is, @Nullable Instant since) {
        return new Refusal(reason, "Expected %s to be online but it is %s since %s".formatted(asset, is, since), since);
    }
}
