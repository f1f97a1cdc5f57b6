package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.muster.assetmodel.identity.SystemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All versions of a fact that has at most one value at any instant. Nothing is ever removed: what is no longer believed is
 * marked as superseded. Each source system only supersedes what it said itself, and its believed versions never overlap; where
 * those of several do, the one of the lowest {@link Recorded#rank} governs, see {@link Precedence}. Immutable.
 *
 * <p>What is asked with an {@code asKnownAt} is answered by what was recorded at or before it and not superseded by then;
 * with {@code null}, and without one, by what is believed now.
 */
public final class Timeline<T> {
    private static final Timeline<?> EMPTY = new Timeline<>(List.of());

    /** One fact, or an array of them: most timelines hold one, and a list around it would cost as much as the fact. */
    private final Object facts;

    /** @param facts in the order recorded */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Timeline(List<Fact<T>> facts) {
        this.facts = facts.size() == 1 ? Objects.requireNonNull(facts.get(0)) : facts.toArray(Fact<?>[]::new);
    }

    @SuppressWarnings("unchecked") // It holds no value.
    public static <T> Timeline<T> empty() {
        return (Timeline<T>) EMPTY;
    }

    /** In the order recorded; those of one instant in no particular one. */
    @JsonValue
    @SuppressWarnings("unchecked") // Only facts of this type are put in.
    public List<Fact<T>> facts() {
        return facts instanceof Fact<?>[] several ? List.of((Fact<T>[]) several) : List.of((Fact<T>) facts);
    }

    /**
     * With {@code value} during {@code validity}. What the same system had in force at its beginning ends there, for good: what lay
     * behind the end of {@code validity} does not come back. {@link TimelineChange#plan} keeps clear of later versions; one
     * that begins inside is superseded.
     */
    public Timeline<T> with(T value, Validity validity, Recorded recorded) {
        List<Fact<T>> next = new ArrayList<>();
        for (Fact<T> fact : facts()) {
            if (!fact.believed()
                    || !fact.validity().overlaps(validity)
                    || !fact.recorded().ofSameSystem(recorded)) {
                next.add(fact);
                continue;
            }
            next.add(fact.supersededBy(recorded));
            if (fact.validity().validFrom().isBefore(validity.validFrom())) {
                Validity before = new Validity(fact.validity().validFrom(), validity.validFrom());
                // It is believed as before, whatever the order of systems is by now.
                next.add(new Fact<>(
                        fact.value(), before, recorded.ranked(fact.recorded().rank()), null));
            }
        }
        next.add(new Fact<>(value, validity, recorded, null));
        return new Timeline<>(next);
    }

    /** Only what one system said; {@code null}: people. */
    public Timeline<T> saidBy(@Nullable SystemId system) {
        List<Fact<T>> said = new ArrayList<>();
        List<Fact<T>> all = facts();
        for (Fact<T> fact : all) {
            if (Objects.equals(fact.recorded().system(), system)) {
                said.add(fact);
            }
        }
        return said.size() == all.size() ? this : new Timeline<>(said);
    }

    /** Whether more than one system ever said something. */
    public boolean contested() {
        List<Fact<T>> all = facts();
        for (Fact<T> fact : all) {
            if (!fact.recorded().ofSameSystem(all.get(0).recorded())) {
                return true;
            }
        }
        return false;
    }

    /** What governs now, in the order of time and without overlaps: cut where another system takes over. */
    public List<Fact<T>> governing() {
        return governing(null);
    }

    /** What governed by what was believed then. */
    public List<Fact<T>> governing(@Nullable Instant asKnownAt) {
        return Governing.of(believed(asKnownAt));
    }

    /** What all systems say of {@code instant}, by what was believed then; the one that governs first. */
    public List<Fact<T>> factsAt(Instant instant, @Nullable Instant asKnownAt) {
        List<Fact<T>> said = new ArrayList<>();
        for (Fact<T> fact : facts()) {
            if (fact.believed(asKnownAt) && fact.validity().covers(instant)) {
                said.add(fact);
            }
        }
        said.sort(Governing.ORDER);
        return said;
    }

    /** What is believed now, in the order of time; of several systems, what each says. */
    public List<Fact<T>> believed() {
        return believed(null);
    }

    /** What was believed then, in the order of time. */
    public List<Fact<T>> believed(@Nullable Instant asKnownAt) {
        List<Fact<T>> all = facts();
        if (all.size() == 1) {
            return all.get(0).believed(asKnownAt) ? all : List.of();
        }
        return all.stream()
                .filter(fact -> fact.believed(asKnownAt))
                .sorted(Comparator.comparing((Fact<T> fact) -> fact.validity().validFrom()))
                .toList();
    }

    /** Whether nothing is believed about any time. */
    public boolean isEmpty() {
        return isEmpty(null);
    }

    /** Whether nothing was believed about any time. */
    public boolean isEmpty(@Nullable Instant asKnownAt) {
        for (Fact<T> fact : facts()) {
            if (fact.believed(asKnownAt)) {
                return false;
            }
        }
        return true;
    }

    public Optional<T> at(Instant instant) {
        return at(instant, null);
    }

    public Optional<T> at(Instant instant, @Nullable Instant asKnownAt) {
        return Optional.ofNullable(factAt(instant, asKnownAt)).map(Fact::value);
    }

    /** The version in force at {@code instant}, or {@code null}. */
    public @Nullable Fact<T> factAt(Instant instant) {
        return factAt(instant, null);
    }

    /** The version in force at {@code instant} by what was believed then, or {@code null}. */
    @SuppressWarnings("unchecked") // Only facts of this type are put in.
    public @Nullable Fact<T> factAt(Instant instant, @Nullable Instant asKnownAt) {
        // Asked several times for each record that comes in, and nearly always of one fact: without a list around it.
        if (facts instanceof Fact<?> only) {
            Fact<T> fact = (Fact<T>) only;
            return fact.believed(asKnownAt) && fact.validity().covers(instant) ? fact : null;
        }
        Fact<T> best = null;
        for (Fact<T> fact : facts()) {
            boolean inForce = fact.believed(asKnownAt) && fact.validity().covers(instant);
            if (inForce && (best == null || Governing.ORDER.compare(fact, best) < 0)) {
                best = fact;
            }
        }
        return best;
    }

    /** The version in force at {@code instant}; where there is none, the next to come, else the last that was. */
    public Optional<Fact<T>> factNearest(Instant instant) {
        return factNearest(instant, null);
    }

    /** As {@link #factNearest(Instant)}, by what was believed then. */
    public Optional<Fact<T>> factNearest(Instant instant, @Nullable Instant asKnownAt) {
        Fact<T> inForce = factAt(instant, asKnownAt);
        if (inForce != null) {
            return Optional.of(inForce);
        }
        List<Fact<T>> governing = governing(asKnownAt);
        return governing.stream()
                .filter(part -> part.validity().validFrom().isAfter(instant))
                .findFirst()
                .or(() -> governing.isEmpty() ? Optional.empty() : Optional.of(governing.get(governing.size() - 1)))
                // As it was said, not as far as it governs.
                .map(part -> factAt(part.validity().validFrom(), asKnownAt));
    }

    /** Since when the value at {@code instant} is held without a gap; without one, since when there is none. */
    public Optional<Instant> heldSince(Instant instant) {
        List<Fact<T>> governing = governing();
        int last = governing.size() - 1;
        while (last >= 0 && governing.get(last).validity().validFrom().isAfter(instant)) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        Fact<T> since = governing.get(last);
        if (!since.validity().covers(instant)) {
            return Optional.ofNullable(since.validity().validTo());
        }
        for (int i = last - 1; i >= 0 && governing.get(i).leadsTo(since); i--) {
            since = governing.get(i);
        }
        return Optional.of(since.validity().validFrom());
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
        for (Fact<T> fact : facts()) {
            if (fact.believed()) {
                next = earlier(next, fact.validity().validFrom(), instant);
                next = earlier(next, fact.validity().validTo(), instant);
            }
        }
        return next;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeline<?> timeline && facts().equals(timeline.facts());
    }

    @Override
    public int hashCode() {
        return facts().hashCode();
    }

    @Override
    public String toString() {
        return facts().toString();
    }

    private Stream<Fact<T>> streamBelieved() {
        return facts().stream().filter(Fact::believed);
    }

    private static @Nullable Instant earlier(@Nullable Instant best, @Nullable Instant candidate, Instant after) {
        if (candidate == null || !candidate.isAfter(after)) {
            return best;
        }
        return best == null || candidate.isBefore(best) ? candidate : best;
    }
}
