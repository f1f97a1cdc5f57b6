package dev.muster.assetmodel.type;

import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the span of daily windows around an instant. Whether they cover an instant can only change where a clock on the wall
 * comes by an edge of a window, or is put forward or back: those instants are collected, and the instant is asked.
 */
final class DailyClock {
    /** Somewhere in so many days a window begins and one ends, whatever a change of clocks makes longer or takes away. */
    private static final int LOOK_BACK_DAYS = 5;

    private final Daily schedule;
    private final ZoneRules rules;

    DailyClock(Daily schedule) {
        this.schedule = schedule;
        rules = schedule.zone().getRules();
    }

    Span spanAt(Instant now) {
        if (coversWholeDay()) {
            return Span.ALWAYS;
        }
        LocalDate today = LocalDate.ofInstant(now, rules.getOffset(now));
        LocalDate horizon = today.plusDays(2);
        NavigableSet<Instant> turns = turns(today.minusDays(LOOK_BACK_DAYS), horizon);
        boolean expected = covers(now);
        return new Span(expected, since(turns, now, expected), until(turns, now, expected, horizon));
    }

    /** Were there a gap, it would begin where a window ends. */
    private boolean coversWholeDay() {
        return schedule.windows().stream().map(Window::to).allMatch(schedule::covers);
    }

    private boolean covers(Instant instant) {
        return schedule.covers(LocalTime.ofInstant(instant, rules.getOffset(instant)));
    }

    private Instant since(NavigableSet<Instant> turns, Instant now, boolean expected) {
        Instant since = now;
        for (Instant earlier : turns.headSet(now, true).descendingSet()) {
            if (covers(earlier) != expected) {
                return since;
            }
            since = earlier;
        }
        return since;
    }

    private Instant until(NavigableSet<Instant> turns, Instant now, boolean expected, LocalDate horizon) {
        for (Instant later : turns.tailSet(now, false)) {
            if (covers(later) != expected) {
                return later;
            }
        }
        return startOf(horizon);
    }

    /** Every instant from the beginning of {@code first} to that of {@code end} at which something may change. */
    private NavigableSet<Instant> turns(LocalDate first, LocalDate end) {
        Set<LocalTime> edges = new TreeSet<>();
        for (Window window : schedule.windows()) {
            edges.add(window.from());
            edges.add(window.to());
        }
        NavigableSet<Instant> turns = new TreeSet<>();
        // From the day before: clocks put back at midnight show its last hour again after its end.
        for (LocalDate day = first.minusDays(1); day.isBefore(end); day = day.plusDays(1)) {
            for (LocalTime edge : edges) {
                LocalDateTime local = day.atTime(edge);
                // None where the clocks skip it, two where they show it twice.
                for (ZoneOffset offset : rules.getValidOffsets(local)) {
                    turns.add(local.toInstant(offset));
                }
            }
        }
        Instant from = startOf(first);
        Instant to = startOf(end);
        ZoneOffsetTransition change = rules.nextTransition(from.minusNanos(1));
        while (change != null && change.getInstant().isBefore(to)) {
            turns.add(change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        return turns.subSet(from, true, to, false);
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(schedule.zone()).toInstant();
    }
}
