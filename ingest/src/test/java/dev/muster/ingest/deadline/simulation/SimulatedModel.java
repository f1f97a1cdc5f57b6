package dev.muster.ingest.deadline.simulation;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Terms;
import dev.muster.ingest.deadline.simulation.Story.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is expected when, as all nodes know it. */
final class SimulatedModel {
    private final History history;
    private final Map<SourceId, Entry> entries = new HashMap<>();
    private long revision;

    private static final class Entry {
        private final SourcePlan plan;
        private boolean inService;
        private long inServiceFrom;
        private long offlineAfter;
        private @Nullable Span day;
        private Optional<Terms> terms = Optional.empty();

        Entry(SourcePlan plan) {
            this.plan = plan;
        }
    }

    SimulatedModel(History history) {
        this.history = history;
        for (SourcePlan plan : history.story.sources) {
            plan.changes.forEach(change -> history.agenda.at(change.at(), () -> change(plan, change.offlineAfter())));
        }
    }

    private void change(SourcePlan plan, long offlineAfter) {
        history.say(() -> "model: %s %s".formatted(plan.id, offlineAfter == 0 ? "retired" : offlineAfter));
        Entry entry = entries.computeIfAbsent(plan.id, any -> new Entry(plan));
        boolean inService = offlineAfter > 0;
        if (inService && !entry.inService) {
            entry.inServiceFrom = history.agenda.now();
        }
        entry.inService = inService;
        entry.offlineAfter = offlineAfter;
        entry.day = null;
        entry.terms = Optional.empty();
        revision++;
    }

    long revision() {
        return revision;
    }

    boolean knows(SourcePlan plan) {
        return entries.containsKey(plan.id);
    }

    SourcePlan plan(SourceId source) {
        return entries.get(source).plan;
    }

    /** Goes by the broker's clock. */
    Optional<Terms> termsOf(SourceId source) {
        Entry entry = entries.get(source);
        if (entry == null || !entry.inService) {
            return Optional.empty();
        }
        long now = history.agenda.now();
        if (entry.terms.isEmpty() || (entry.day != null && !entry.day.contains(now))) {
            renew(entry, now);
        }
        return entry.terms;
    }

    private void renew(Entry entry, long now) {
        SourcePlan plan = entry.plan;
        entry.day =
                plan.days.stream().filter(day -> day.contains(now)).findFirst().orElse(null);
        if (!plan.days.isEmpty() && entry.day == null) {
            entry.terms = Optional.empty();
            return;
        }
        long from = entry.day == null ? entry.inServiceFrom : Math.max(entry.day.from(), entry.inServiceFrom);
        // Who is always expected was so before the history began, too.
        Instant expectedFrom = from == 0 ? Instant.MIN : history.broker.clock(from);
        entry.terms = Optional.of(new Terms(plan.asset, Duration.ofMillis(entry.offlineAfter), expectedFrom));
    }
}
