package dev.muster.twinservice.alarm;

import dev.muster.twinservice.alarm.AlarmBook.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the sweep of one shard has to do next: what to read, whom to wake, and how far it is through. Free of Akka and of
 * any store; not thread-safe.
 *
 * <p>Two fronts move along the alarms, minute by minute. The early one reads what is due now, so that alarms are
 * punctual. The late one stays {@code overlap} behind, and sees what landed after the early one had passed. The shard is
 * swept up to the late front, or to the oldest alarm that is still owed, whichever is earlier. Alarms from there on may
 * go off once more after a restart, and none before is ever looked at again. After days of downtime the late front
 * catches up while the early one is punctual from the start.
 */
final class ShardSweep {
    static final Comparator<Alarm> BY_DUE = Comparator.comparing(Alarm::due)
            .thenComparing(alarm -> alarm.kind().name())
            .thenComparing(Alarm::id);

    /** How many times {@code owedMax} alarms are remembered as woken; one that is forgotten goes off twice. */
    private static final int WOKEN_PER_OWED = 10;

    private final AlarmSettings settings;
    private final TreeMap<Alarm, Owed> owed = new TreeMap<>(BY_DUE);
    private final NavigableSet<Owed> waiting =
            new TreeSet<>(Comparator.comparing((Owed one) -> one.nextTry).thenComparing(one -> one.alarm, BY_DUE));
    private final NavigableSet<Alarm> underWay = new TreeSet<>(BY_DUE);
    /** Those that the late front will meet again. */
    private final NavigableSet<Alarm> woken = new TreeSet<>(BY_DUE);

    private final Front early;
    private final Front late;
    private @Nullable Front reading;
    private @Nullable Slice slice;
    private boolean lateIsNext;
    private Instant noted;

    /** @param sweptTo as far as is noted */
    ShardSweep(AlarmSettings settings, Instant sweptTo, Instant now) {
        this.settings = settings;
        this.noted = sweptTo;
        Instant behind = now.minus(settings.overlap());
        late = new Front(earlier(sweptTo, behind));
        early = new Front(behind);
    }

    /** Everything due before {@code at} was read, and of {@code at} itself what does not follow {@code after}. */
    private static final class Front {
        private Instant at;
        private @Nullable Alarm after;
        private Instant goal;

        Front(Instant at) {
            this.at = at;
            this.goal = at;
        }

        boolean hasWork() {
            return at.isBefore(goal);
        }

        /** A clock that went back makes its hours happen again. */
        void aim(Instant next) {
            goal = next;
            if (at.isAfter(next)) {
                at = next;
                after = null;
            }
        }
    }

    private static final class Owed {
        private final Alarm alarm;
        private Instant nextTry;
        private @Nullable Instant failingSince;
        private Duration pause;
        private Instant deadline;

        Owed(Alarm alarm, Duration firstPause) {
            this.alarm = alarm;
            this.nextTry = alarm.due();
            this.pause = firstPause;
            this.deadline = alarm.due();
        }
    }

    /** Time has come as far as {@code now}. Gives those that were given up: nobody answered for them for all too long. */
    List<Alarm> tick(Instant now) {
        early.aim(now);
        late.aim(now.minus(settings.overlap()));
        List<Alarm> silent = underWay.stream()
                .filter(alarm -> !owed(alarm).deadline.isAfter(now))
                .toList();
        return silent.stream().filter(alarm -> failed(alarm, now)).toList();
    }

    /** What to read next; one at a time. {@code null}: nothing now. */
    @Nullable
    Slice nextRead() {
        if (slice != null) {
            return null;
        }
        boolean earlyWants = early.hasWork() && owed.size() < settings.reading().owedMax();
        // What is due now comes first when there is too much of everything.
        boolean lateWants = late.hasWork() && owed.size() < settings.reading().owedMax() / 2;
        if (!earlyWants && !lateWants) {
            return null;
        }
        Front next = lateWants && (lateIsNext || !earlyWants) ? late : early;
        lateIsNext = next.equals(early);
        Instant from = next.after == null ? next.at : next.after.due();
        reading = next;
        slice = new Slice(
                from,
                earlier(next.goal, AlarmStatements.slotEnd(from)),
                next.after,
                settings.reading().pageMax());
        return slice;
    }

    void found(Slice read, List<Alarm> alarms) {
        Front front = reading;
        if (front == null || !read.equals(slice)) {
            return;
        }
        reading = null;
        slice = null;
        for (Alarm alarm : alarms) {
            if (!owed.containsKey(alarm) && !woken.contains(alarm)) {
                Owed fresh = new Owed(alarm, settings.waking().retryMin());
                owed.put(alarm, fresh);
                waiting.add(fresh);
            }
        }
        if (alarms.size() >= read.limit()) {
            front.after = alarms.get(alarms.size() - 1);
            return;
        }
        front.at = read.to();
        front.after = null;
        if (front.equals(late)) {
            while (!woken.isEmpty() && woken.first().due().isBefore(late.at)) {
                woken.pollFirst();
            }
            // After a long pause: what the late front has read, the early one need not.
            if (early.at.isBefore(late.at)) {
                early.at = late.at;
                early.after = null;
            }
        }
    }

    /** Nothing was read; to be read again with the next tick. */
    void unread(Slice read) {
        if (read.equals(slice)) {
            reading = null;
            slice = null;
            early.goal = early.at;
            late.goal = late.at;
        }
    }

    /** Whom to wake now; what became of each is to be told by {@link #woken} or {@link #failed}. */
    List<Alarm> toWake(Instant now) {
        List<Alarm> due = new ArrayList<>();
        while (!waiting.isEmpty()
                && !waiting.first().nextTry.isAfter(now)
                && underWay.size() < settings.waking().atOnce()) {
            Owed next = waiting.first();
            waiting.remove(next);
            next.deadline = now.plus(settings.waking().timeout());
            underWay.add(next.alarm);
            due.add(next.alarm);
        }
        return due;
    }

    void woken(Alarm alarm) {
        Owed done = owed.remove(alarm);
        if (done != null) {
            waiting.remove(done);
            underWay.remove(alarm);
            if (!alarm.due().isBefore(late.at)) {
                woken.add(alarm);
            }
            if (woken.size() > settings.reading().owedMax() * WOKEN_PER_OWED) {
                woken.pollFirst();
            }
        }
    }

    /** To be tried again; {@code true}: it is given up. */
    boolean failed(Alarm alarm, Instant now) {
        if (!underWay.contains(alarm)) {
            return false;
        }
        Owed again = owed(alarm);
        if (again.failingSince == null) {
            again.failingSince = now;
        } else if (!again.failingSince.plus(settings.waking().giveUpAfter()).isAfter(now)) {
            woken(alarm);
            return true;
        }
        underWay.remove(alarm);
        again.nextTry = now.plus(again.pause);
        again.pause = earlier(again.pause.multipliedBy(2), settings.waking().retryMax());
        waiting.add(again);
        return false;
    }

    /** How far the shard is swept; {@code null}: no further than is noted. */
    @Nullable
    Instant toNote() {
        Instant sweptTo =
                owed.isEmpty() ? late.at : earlier(late.at, owed.firstKey().due());
        return sweptTo.isAfter(noted) ? sweptTo : null;
    }

    void noted(Instant sweptTo) {
        noted = sweptTo;
    }

    int owedCount() {
        return owed.size();
    }

    private Owed owed(Alarm alarm) {
        Owed known = owed.get(alarm);
        if (known == null) {
            throw new IllegalStateException("Expected an alarm that is owed but got " + alarm);
        }
        return known;
    }

    private static <T extends Comparable<T>> T earlier(T one, T other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
