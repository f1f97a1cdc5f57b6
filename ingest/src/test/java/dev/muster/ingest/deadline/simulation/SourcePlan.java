package dev.muster.ingest.deadline.simulation;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.simulation.Story.Span;
import java.util.ArrayList;
import java.util.List;

/** What a story has in store for one source: what its device does, and what the model says of it. */
final class SourcePlan {
    /** At {@code at} the model changes: {@code offlineAfter}, or 0: retired; back in service with the next change. */
    record Change(long at, long offlineAfter) {}

    final int index;
    final SourceId id;
    final AssetId asset;
    final int partition;

    /** How far its device's clock is off; travels as payload. */
    long clockSkew;

    /** The shortest and the longest that the model ever says. */
    long offlineAfterMin;

    long offlineAfterMax;
    long interval;

    /** When it was heard and stored before the history, below zero; 0: never. */
    long heardBefore;

    /** Since when the model knows it. */
    long bornAt;

    final List<Change> changes = new ArrayList<>();

    /** When the device does nothing at all. */
    final List<Span> silences = new ArrayList<>();

    /** When it is expected, and reports; empty: always. */
    final List<Span> days = new ArrayList<>();

    SourcePlan(int index, SourceId id, AssetId asset, int partition) {
        this.index = index;
        this.id = id;
        this.asset = asset;
        this.partition = partition;
    }

    boolean isSilent(long time) {
        for (Span silence : silences) {
            if (silence.contains(time)) {
                return true;
            }
        }
        return false;
    }

    boolean isDay(long time) {
        for (Span day : days) {
            if (day.contains(time)) {
                return true;
            }
        }
        return days.isEmpty();
    }

    boolean isHealthy() {
        return silences.isEmpty();
    }

    boolean isSilentForGood() {
        return silences.stream().anyMatch(silence -> silence.to() == Span.FOREVER);
    }
}
