package dev.muster.twinservice.twin;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of one batch of observations.
 *
 * @param verdicts one per observation, in their order; {@code null} where history decides between duplicate and late
 * @param undecided the samples of the latter, in their order
 * @param events to persist before anyone hears of the verdicts
 * @param advanced whether the latest value of a summed signal moved
 */
record Judgement(
        List<@Nullable Verdict> verdicts, List<Sample> undecided, List<ConnectivityEvent> events, boolean advanced) {
    /** The verdicts, when none is left to history. */
    List<Verdict> decided() {
        return decided(() -> {
            throw new IllegalStateException("Expected every verdict but some are left to history");
        });
    }

    /** The verdicts, with those that were left to history filled in, in their order. */
    List<Verdict> decided(Supplier<Verdict> byHistory) {
        List<Verdict> decided = new ArrayList<>(verdicts.size());
        for (Verdict verdict : verdicts) {
            decided.add(verdict == null ? byHistory.get() : verdict);
        }
        return decided;
    }
}
