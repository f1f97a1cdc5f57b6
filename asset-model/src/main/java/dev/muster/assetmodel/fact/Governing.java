package dev.muster.assetmodel.fact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Which of several believed versions governs: the one of the lowest rank, of equal ranks the one recorded last. */
final class Governing {
    static final Comparator<Fact<?>> ORDER = Comparator.<Fact<?>>comparingInt(
                    fact -> fact.recorded().rank())
            .thenComparing(fact -> fact.recorded().recordedAt(), Comparator.reverseOrder())
            .thenComparing(fact -> String.valueOf(fact.recorded().system()));

    private Governing() {}

    /** {@code believed}, in the order of time, without what is overruled; the same list where nothing is. */
    static <T> List<Fact<T>> of(List<Fact<T>> believed) {
        return overlapping(believed) ? cut(believed) : believed;
    }

    private static <T> boolean overlapping(List<Fact<T>> believed) {
        for (int i = 1; i < believed.size(); i++) {
            Instant end = believed.get(i - 1).validity().validTo();
            if (end == null || end.isAfter(believed.get(i).validity().validFrom())) {
                return true;
            }
        }
        return false;
    }

    private static <T> List<Fact<T>> cut(List<Fact<T>> believed) {
        TreeSet<Instant> boundaries = new TreeSet<>();
        for (Fact<T> fact : believed) {
            boundaries.add(fact.validity().validFrom());
            if (fact.validity().validTo() != null) {
                boundaries.add(fact.validity().validTo());
            }
        }
        List<Fact<T>> governing = new ArrayList<>();
        Fact<T> before = null;
        for (Instant from : boundaries) {
            Fact<T> best = believed.stream()
                    .filter(fact -> fact.validity().covers(from))
                    .min(ORDER)
                    .orElse(null);
            if (best != null && best == before) {
                Instant since =
                        governing.remove(governing.size() - 1).validity().validFrom();
                governing.add(best.during(new Validity(since, boundaries.higher(from))));
            } else if (best != null) {
                governing.add(best.during(new Validity(from, boundaries.higher(from))));
            }
            before = best;
        }
        return governing;
    }
}
