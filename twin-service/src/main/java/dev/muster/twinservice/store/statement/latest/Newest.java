package dev.muster.twinservice.store.statement.latest;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.latest.UpsertValues.Target;
import dev.muster.twinservice.store.statement.latest.UpsertValues.Update;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The greatest readings of one row of {@code latest}: those of the latest sample, which nearly always has all signals, and beside them
 * those of older samples that it has not. Not thread-safe.
 */
final class Newest {
    private HistoryRow latest;
    /** Of no signal that the latest has. */
    private final Map<SignalName, HistoryRow> others = new HashMap<>(0);

    Newest(HistoryRow first) {
        latest = first;
    }

    void add(HistoryRow row) {
        HistoryRow before = latest;
        latest = later(before, row);
        HistoryRow older = latest == row ? before : row;
        if (older == latest) {
            return;
        }
        Set<SignalName> told = signals(latest);
        others.keySet().removeAll(told);
        Set<SignalName> untold = signals(older);
        if (!untold.equals(told)) {
            untold.stream()
                    .filter(signal -> !told.contains(signal))
                    .forEach(signal -> others.merge(signal, older, Newest::later));
        }
    }

    /** A statement for each instant. */
    Collection<Update> updates() {
        Target target = target(latest);
        Map<SignalName, HistoryRow> newest = new HashMap<>();
        signals(latest).forEach(signal -> newest.put(signal, latest));
        if (others.isEmpty()) {
            return List.of(new Update(target, newest));
        }
        Map<Instant, Update> updates = new LinkedHashMap<>();
        updates.put(target.measuredAt(), new Update(target, newest));
        others.forEach((signal, row) -> updates.computeIfAbsent(
                        row.sample().measuredAt(), added -> new Update(target(row), new HashMap<>()))
                .newest()
                .put(signal, row));
        return updates.values();
    }

    private static Target target(HistoryRow row) {
        return new Target(row.asset(), row.sample().source(), row.sample().measuredAt());
    }

    private static Set<SignalName> signals(HistoryRow row) {
        return row.sample().readings().keySet();
    }

    /** By measuredAt, then sequence, then earliest arrival. */
    private static HistoryRow later(HistoryRow one, HistoryRow other) {
        int order = one.sample().measuredAt().compareTo(other.sample().measuredAt());
        if (order == 0) {
            order = Long.compare(one.sample().sequence(), other.sample().sequence());
        }
        if (order == 0) {
            order = other.receivedAt().compareTo(one.receivedAt());
        }
        return order >= 0 ? one : other;
    }
}
