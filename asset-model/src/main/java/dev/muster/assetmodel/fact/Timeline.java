package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All versions of a fact that has at most one value at any instant. Nothing is ever removed: what is no longer believed is
 * marked as superseded. Believed versions never overlap. Immutable.
 *
 * @param facts in the order recorded
 */
public record Timeline<T>(@JsonValue List<Fact<T>> facts) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Timeline {
        facts = List.copyOf(facts);
    }

    public static <T> Timeline<T> empty() {
        return new Timeline<>(List.of());
    }

    /**
     * With {@code value} during {@code validity}. The version in force at its beginning ends there, for good: what lay
     * behind the end of {@code validity} does not come back. {@link TimelineChange#plan} keeps clear of later versions; one
     * that begins inside is superseded.
     */
    public Timeline<T> with(T value, Validity validity, Recorded recorded) {
        List<Fact<T>> next = new ArrayList<>(facts.size() + 2);
        for (Fact<T> fact : facts) {
            if (!fact.believed() || !fact.validity().overlaps(validity)) {
                next.add(fact);
                continue;
            }
            next.add(fact.supersededBy(recorded));
            if (fact.validity().validFrom().isBefore(validity.validFrom())) {
                Validity before = new Validity(fact.validity().validFrom(), validity.validFrom());
                next.add(new Fact<>(fact.value(), before, recorded, null));
            }
        }
        next.add(new Fact<>(value, validity, recorded, null));
        return new Timeline<>(next);
    }

    /** What is believed now, in the order of time. */
    public List<Fact<T>> believed() {
        return streamBelieved()
                .sorted(Comparator.comparing((Fact<T> fact) -> fact.validity().validFrom()))
                .toList();
    }

    /** Whether anything is believed about any time. */
    public boolean isEmpty() {
        return facts.stream().noneMatch(Fact::believed);
    }

    public Optional<T> at(Instant instant) {
        return Optional.ofNullable(factAt(instant)).map(Fact::value);
    }

    /** The version in force at {@code instant}, or {@code null}. */
    public @Nullable Fact<T> factAt(Instant instant) {
        for (Fact<T> fact : facts) {
            if (fact.believed() && fact.validity().covers(instant)) {
                return fact;
            }
        }
        return null;
    }

    /** The value at {@code instant}; where there is none, the next to come, else the last that was. */
    public Optional<Fact<T>> factNearest(Instant instant) {
        Fact<T> inForce = factAt(instant);
        if (inForce != null) {
            return Optional.of(inForce);
        }
        List<Fact<T>> believed = believed();
        return believed.stream()
                .filter(fact -> fact.validity().validFrom().isAfter(instant))
                .findFirst()
                .or(() -> believed.isEmpty() ? Optional.empty() : Optional.of(believed.get(believed.size() - 1)));
    }

    /** Since when the value at {@code instant} is held without a gap; without one, since when there is none. */
    public Optional<Instant> heldSince(Instant instant) {
        Fact<T> inForce = factAt(instant);
        if (inForce == null) {
            return streamBelieved()
                    .map(fact -> fact.validity().validTo())
                    .filter(to -> to != null && !to.isAfter(instant))
                    .max(Comparator.naturalOrder());
        }
        Instant since = inForce.validity().validFrom();
        Fact<T> earlier = factAt(since.minusMillis(1));
        while (earlier != null && earlier.value().equals(inForce.value())) {
            since = earlier.validity().validFrom();
            earlier = factAt(since.minusMillis(1));
        }
        return Optional.of(since);
    }

    /** The first instant after {@code instant} at which a believed version begins. */
    public Optional<Instant> nextBeginning(Instant instant) {
        return streamBelieved()
                .map(fact -> fact.validity().validFrom())
                .filter(from -> from.isAfter(instant))
                .min(Comparator.naturalOrder());
    }

    /** The first instant after {@code instant} at which a believed version begins or ends. */
    public @Nullable Instant nextBoundary(Instant instant) {
        Instant next = null;
        for (Fact<T> fact : facts) {
            if (fact.believed()) {
                next = earlier(next, fact.validity().validFrom(), instant);
                next = earlier(next, fact.validity().validTo(), instant);
            }
        }
        return next;
    }

    private Stream<Fact<T>> streamBelieved() {
        return facts.stream().filter(Fact::believed);
    }

    private static @Nullable Instant earlier(@Nullable Instant best, @Nullable Instant candidate, Instant after) {
        if (candidate == null || !candidate.isAfter(after)) {
            return best;
        }
        return best == null || candidate.isBefore(best) ? candidate : best;
    }
}
