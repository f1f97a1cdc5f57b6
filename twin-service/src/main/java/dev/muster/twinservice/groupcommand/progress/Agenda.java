package dev.muster.twinservice.groupcommand.progress;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Which member is to be looked at when, each at one time at most; and how often in a row it was of no avail. */
final class Agenda {
    private final Map<Integer, Instant> due = new HashMap<>();
    /** Also holds what was put off or struck out since; {@code due} says which. */
    private final PriorityQueue<Look> looks = new PriorityQueue<>(Comparator.comparing(Look::at));

    private final Map<Integer, Integer> failures = new HashMap<>();

    private record Look(Instant at, int member) {}

    void put(int member, Instant when) {
        due.put(member, when);
        looks.add(new Look(when, member));
    }

    /** Nothing is to be done about it any more. */
    void strike(int member) {
        due.remove(member);
        failures.remove(member);
    }

    /** Takes a member whose time has come; negative: there is none. */
    int take(Instant now) {
        for (Look look = looks.peek(); look != null && !look.at().isAfter(now); look = looks.peek()) {
            looks.remove();
            if (due.remove(look.member(), look.at())) {
                return look.member();
            }
        }
        return -1;
    }

    /** Not after the next time that {@link #take} has somebody. */
    Optional<Instant> first() {
        return Optional.ofNullable(looks.peek()).map(Look::at);
    }

    int failures(int member) {
        return failures.getOrDefault(member, 0);
    }

    /** Once more; returns how often in a row. */
    int failed(int member) {
        return failures.merge(member, 1, Integer::sum);
    }

    void succeeded(int member) {
        failures.remove(member);
    }
}
