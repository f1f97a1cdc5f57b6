package dev.muster.twinservice.promise;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a property of an asset shall be what is wanted of it, and what was done for that. Immutable; the same in the journal's
 * snapshots and on the stream.
 *
 * @param wanted the value
 * @param reported {@code null}: the device never said
 * @param group of which it is wanted; {@code null}: of the asset itself
 * @param by who wants it
 * @param since when the promise was made; of one asset and property no two have the same
 * @param why it is not kept, or no longer wanted; empty: it is kept
 * @param attempts how many there were
 * @param lastAttempts the last few, the newest last
 * @param nextAttemptAt {@code null}: none is planned, or one is under way
 * @param underway the command that has not ended, as far as is known; {@code null}: none
 * @param leaving a command of the promise before this one that may not have ended; nothing is tried before it has
 * @param endedAt when it was kept, or no longer wanted; {@code null}: neither
 * @param revision of two documents of one promise that with the higher one is newer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Promise(
        AssetId asset,
        String property,
        String wanted,
        @Nullable String reported,
        @Nullable GroupKey group,
        Principal by,
        Instant since,
        State state,
        String why,
        int attempts,
        List<Attempt> lastAttempts,
        @Nullable Instant nextAttemptAt,
        @Nullable CommandRequest underway,
        @Nullable CommandRequest leaving,
        @Nullable Instant endedAt,
        long revision) {
    public static final int ATTEMPTS_KEPT = 5;

    static final Comparator<Promise> OLDEST_FIRST =
            Comparator.comparing(Promise::since).thenComparing(Promise::key);

    /** Exclusive. */
    public enum State {
        /** What is reported is not what is wanted. */
        @JsonProperty("unkept")
        UNKEPT,
        /** What is reported is what is wanted. */
        @JsonProperty("kept")
        KEPT,
        /** Nobody wants it any more. */
        @JsonProperty("withdrawn")
        WITHDRAWN
    }

    public Promise {
        lastAttempts = List.copyOf(lastAttempts);
    }

    @JsonIgnore
    public PromiseKey key() {
        return new PromiseKey(asset, property);
    }

    /** The command that must have ended before another is given; {@code null}: none. */
    @JsonIgnore
    @Nullable
    CommandRequest open() {
        return underway == null ? leaving : underway;
    }

    static Promise of(PromiseEvent.Given given, @Nullable Promise before) {
        return new Promise(
                given.key().asset(),
                given.key().property(),
                given.wanted(),
                given.reported(),
                given.group(),
                given.by(),
                given.at(),
                State.UNKEPT,
                given.why(),
                0,
                List.of(),
                given.nextAttemptAt(),
                null,
                before == null ? null : before.open(),
                null,
                before == null ? 1 : before.revision + 1);
    }

    Promise noted(PromiseEvent.Noted noted) {
        return new Promise(
                asset,
                property,
                wanted,
                noted.reported(),
                noted.group(),
                noted.by(),
                since,
                state,
                noted.why(),
                attempts,
                lastAttempts,
                noted.nextAttemptAt(),
                underway,
                leaving,
                endedAt,
                revision + 1);
    }

    Promise tried(PromiseEvent.Tried tried) {
        List<Attempt> more = new ArrayList<>(lastAttempts);
        more.add(tried.attempt());
        return with(
                state,
                why,
                attempts + 1,
                more.subList(Math.max(0, more.size() - ATTEMPTS_KEPT), more.size()),
                null,
                tried.request(),
                endedAt);
    }

    Promise answered(PromiseEvent.Answered answered) {
        if (leaving != null && leaving.id().equals(answered.id())) {
            return new Promise(
                    asset,
                    property,
                    wanted,
                    reported,
                    group,
                    by,
                    since,
                    state,
                    why,
                    attempts,
                    lastAttempts,
                    nextAttemptAt,
                    underway,
                    answered.status().isEnd() ? null : leaving,
                    endedAt,
                    revision + 1);
        }
        List<Attempt> known = lastAttempts.stream()
                .map(attempt -> attempt.command().equals(answered.id())
                        ? attempt.became(answered.status(), answered.detail())
                        : attempt)
                .toList();
        boolean ended = answered.status().isEnd();
        return with(
                state,
                ended && state == State.UNKEPT ? answered.why() : why,
                attempts,
                known,
                ended ? answered.nextAttemptAt() : nextAttemptAt,
                ended ? null : underway,
                endedAt);
    }

    Promise kept(PromiseEvent.Kept kept) {
        return new Promise(
                asset,
                property,
                wanted,
                kept.reported(),
                group,
                by,
                since,
                State.KEPT,
                "",
                attempts,
                lastAttempts,
                null,
                underway,
                leaving,
                kept.at(),
                revision + 1);
    }

    Promise withdrawn(PromiseEvent.Withdrawn withdrawn) {
        return with(State.WITHDRAWN, withdrawn.why(), attempts, lastAttempts, null, underway, withdrawn.at());
    }

    private Promise with(
            State newState,
            String newWhy,
            int newAttempts,
            List<Attempt> newLastAttempts,
            @Nullable Instant newNextAttemptAt,
            @Nullable CommandRequest newUnderway,
            @Nullable Instant newEndedAt) {
        return new Promise(
                asset,
                property,
                wanted,
                reported,
                group,
                by,
                since,
                newState,
                newWhy,
                newAttempts,
                newLastAttempts,
                newNextAttemptAt,
                newUnderway,
                leaving,
                newEndedAt,
                revision + 1);
    }
}
