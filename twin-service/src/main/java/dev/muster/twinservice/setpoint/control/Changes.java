package dev.muster.twinservice.setpoint.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whom to tell: those that must hear something, those whose change is large, and of the rest as few as make the sum right. */
final class Changes {
    private final long tolerance;
    private final List<Change> told = new ArrayList<>();
    private final List<Change> held = new ArrayList<>();

    /** Of the member at {@code index}. */
    private record Change(int index, long difference) {}

    Changes(long tolerance) {
        this.tolerance = tolerance;
    }

    /** Whoever knows nothing, or will soon think itself forgotten. */
    void must(int index) {
        told.add(new Change(index, 0));
    }

    void may(int index, long difference, long deadband) {
        if (difference != 0) {
            (Math.abs(difference) > deadband ? told : held).add(new Change(index, difference));
        }
    }

    /** The indexes of the members that are told. */
    List<Integer> toTell() {
        long sum = 0;
        for (Change change : held) {
            sum += change.difference();
        }
        List<Integer> tell = new ArrayList<>(told.stream().map(Change::index).toList());
        if (Math.abs(sum) <= tolerance) {
            return tell;
        }
        long sign = Long.signum(sum);
        List<Change> largestFirst = held.stream()
                .filter(change -> Long.signum(change.difference()) == sign)
                .sorted(Comparator.comparingLong(change -> -Math.abs(change.difference())))
                .toList();
        for (Change change : largestFirst) {
            tell.add(change.index());
            sum -= change.difference();
            if (Math.abs(sum) <= tolerance || Long.signum(sum) != sign) {
                break;
            }
        }
        return tell;
    }
}
