package dev.muster.aggregation.rollup;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.Watermarks;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;

/**
 * Whether silence is the member's or Muster's own.
 *
 * <p>A value is stale at {@code staleAt = receivedAt + staleAfter}. Once the clock has passed that, the member counts no
 * more. If the watermark W of the member has passed {@code staleAt} too, nothing that was sent in time can still be on
 * its way: {@code staleSignal}. Otherwise Muster has not read that far. When W is more than {@code ingest-behind-after}
 * behind the clock the reason is {@code ingestBehind} since W, and while W is not known since the aggregator started: then
 * nobody can say that anything was read. When W is nearer, it is {@code staleSignal} at once, so that nothing flickers while
 * all is well; but ingest may stop just then, so the member is looked at again until W has passed {@code staleAt}.
 *
 * <p>Likewise for a signal without any value: {@code ingestBehind} while W is behind by more than that, and otherwise
 * {@code staleSignal} or {@code recovering}. Values that are not stale count, whatever W is.
 *
 * <p>W moves without a word to the aggregator. Whoever depends on it is due again a second after each look, or later
 * when it cannot become {@code ingestBehind} before.
 */
final class IngestProgress {
    /** Before all watermarks. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final Watermarks watermarks;
    private final long startedMillis;
    private final long behindAfterMillis;

    IngestProgress(Watermarks watermarks, AggregationSettings.RollUp settings, Instant startedAt) {
        this.watermarks = watermarks;
        this.startedMillis = startedAt.toEpochMilli();
        this.behindAfterMillis = settings.ingestBehindAfter().toMillis();
    }

    /** The watermark of a member in epoch milliseconds, never before {@code known}, what it was before. */
    long watermarkMillis(AssetId asset, long known) {
        Instant watermark = watermarks.of(asset);
        return watermark == null ? known : Math.max(known, watermark.toEpochMilli());
    }

    /** Whether {@code ingestBehind} holds. */
    boolean isBehind(long watermarkMillis, long nowMillis) {
        return nowMillis >= behindFromMillis(watermarkMillis);
    }

    /** Since when it holds. */
    Instant behindSince(long watermarkMillis) {
        return Instant.ofEpochMilli(sinceMillis(watermarkMillis));
    }

    /** When to look again at a member that depends on the watermark. */
    long lookAgainMillis(long watermarkMillis, long nowMillis) {
        // Who is behind may be so no more in a second; who is not cannot be before the clock is that far from W.
        return Math.max(nowMillis + LOOK_AGAIN_MILLIS, behindFromMillis(watermarkMillis));
    }

    private long behindFromMillis(long watermarkMillis) {
        return watermarkMillis == UNKNOWN ? startedMillis : watermarkMillis + behindAfterMillis + 1;
    }

    private long sinceMillis(long watermarkMillis) {
        return watermarkMillis == UNKNOWN ? startedMillis : watermarkMillis;
    }
}
