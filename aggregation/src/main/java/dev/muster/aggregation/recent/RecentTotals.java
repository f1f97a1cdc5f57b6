package dev.muster.aggregation.recent;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the totals of one group were lately, signal by signal. Time is cut into slots of one interval, counted from the
 * epoch, so that all groups and all lives of an aggregator cut it alike. The point of a slot is what the totals were when
 * they were recorded first in it. A slot in which nothing was recorded has no point, and none is made up for it.
 *
 * <p>A clock that was set back records nothing until it is where it was, for these slots have their points; one that was
 * set back by more than is kept begins anew. Bounded: so many slots per signal, and a signal that nobody was expected to
 * report for a day, or for as long as slots are kept, is forgotten. Not thread-safe.
 */
public final class RecentTotals {
    /** A solar park expects nobody at night: longer than a night, that its zeros then do not end in the middle. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private static final Totals OF_NOBODY = new Totals(0, 0, 0, 0, Map.of(), 0, 0, 0);

    private final long intervalMillis;
    private final int slotsMax;
    private final long forgottenAfter;
    private final Map<SignalName, TotalsRing> rings = new HashMap<>();
    private boolean begun;
    private long newest;

    public RecentTotals(AggregationSettings.Recent settings) {
        this.intervalMillis = settings.interval().toMillis();
        this.slotsMax = settings.points();
        this.forgottenAfter = Math.max(slotsMax, FORGOTTEN_AFTER.toMillis() / intervalMillis);
    }

    /** Length of a slot. */
    public long intervalMillis() {
        return intervalMillis;
    }

    /**
     * Keeps the totals of now, unless this slot has them already.
     *
     * @param expected the signals that somebody should report now
     * @param totals of one of these; empty when they are beyond their range: then there is no point
     */
    public void record(Instant now, Set<SignalName> expected, Function<SignalName, Optional<Totals>> totals) {
        long slot = slotOf(now);
        if (slotsMax == 0 || !begin(slot)) {
            return;
        }
        for (SignalName signal : expected) {
            rings.computeIfAbsent(signal, name -> new TotalsRing(slotsMax)).expectIn(slot);
        }
        rings.values().removeIf(ring -> slot - ring.lastExpected() > forgottenAfter);
        rings.forEach((signal, ring) -> {
            Optional<Totals> point = expected.contains(signal) ? totals.apply(signal) : Optional.of(OF_NOBODY);
            point.ifPresent(figures -> ring.put(slot, figures));
        });
    }

    /** The oldest first; none older than are kept as of {@code now}. */
    public List<RecentPoint> points(SignalName signal, Instant now) {
        TotalsRing ring = rings.get(signal);
        return ring == null ? List.of() : ring.points(slotOf(now) - slotsMax + 1, intervalMillis);
    }

    /** Room that is taken up, in slots of all signals. */
    int capacity() {
        return rings.values().stream().mapToInt(TotalsRing::capacity).sum();
    }

    /** Whether {@code slot} is one to record. */
    private boolean begin(long slot) {
        if (begun && slot <= newest) {
            if (newest - slot < slotsMax) {
                return false;
            }
            rings.clear();
        }
        begun = true;
        newest = slot;
        return true;
    }

    private long slotOf(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), intervalMillis);
    }
}
