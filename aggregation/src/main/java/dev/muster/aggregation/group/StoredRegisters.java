package dev.muster.aggregation.group;

import akka.actor.typed.javadsl.ActorContext;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the members of one group reported before, in bulk: those it starts with, and whoever is added later, for
 * they may have reported elsewhere. One read at a time; after a failure with backoff, without end. Part of
 * {@link GroupAggregator}, on its thread.
 */
final class StoredRegisters {
    /** A read came back. Exactly one of {@code found} and {@code failure} is there. */
    record Read(
            List<AssetId> asked,
            @Nullable Map<AssetId, MemberRegisters> found,
            @Nullable Throwable failure) implements GroupAggregator.Command {}

    private final ActorContext<GroupAggregator.Command> context;
    private final LatestReader latest;
    private final GroupRollup rollup;
    private final AggregationSettings.Latest settings;
    private boolean reading;
    private Duration pause;
    private Instant notBefore = Instant.MIN;

    StoredRegisters(
            ActorContext<GroupAggregator.Command> context,
            LatestReader latest,
            GroupRollup rollup,
            AggregationSettings.Latest settings) {
        this.context = context;
        this.latest = latest;
        this.rollup = rollup;
        this.settings = settings;
        this.pause = settings.retryMin();
    }

    /** Starts a read if there is something to read, none is under way and the pause after a failure is over. */
    void readNext(Instant now) {
        if (reading || now.isBefore(notBefore)) {
            return;
        }
        List<AssetId> asked = rollup.takeUnread(settings.readMembersMax(), now);
        if (asked.isEmpty()) {
            return;
        }
        reading = true;
        context.pipeToSelf(latest.read(asked), (found, failure) -> new Read(asked, found, failure));
    }

    void onRead(Read read, Instant now) {
        reading = false;
        Map<AssetId, MemberRegisters> found = read.found();
        if (found != null) {
            rollup.readDone(read.asked(), found, now);
            pause = settings.retryMin();
            readNext(now);
            return;
        }
        rollup.readFailed(read.asked());
        notBefore = now.plus(pause);
        // That the store is away is said once for all groups of the node: WatchedLatest.
        context.getLog()
                .debug(
                        "Reading the latest values of {} members failed, again in {}: {}",
                        read.asked().size(),
                        pause,
                        String.valueOf(read.failure()));
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.retryMax()) < 0 ? doubled : settings.retryMax();
    }
}
