package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order in which groups can be put: each behind everything that is said of its parent, so that the parent is known, and
 * closed before anybody is put where it is closed; the other way round it could not be closed any more. Where that goes round
 * in a circle, as with groups that have changed places, only as much comes before as must. Otherwise as given.
 */
public final class GroupOrder<V> {
    private final Function<V, Version> said;
    private final Map<GroupKey, List<V>> toCome = new HashMap<>();
    private final Map<GroupKey, Set<Instant>> beginnings = new HashMap<>();
    private final Map<GroupKey, List<V>> waiting = new LinkedHashMap<>();
    private final Set<GroupKey> begun = new HashSet<>();
    private final Deque<V> ready = new ArrayDeque<>();
    private final List<V> ordered = new ArrayList<>();

    /**
     * What is said of a group.
     *
     * @param validity {@code null}: from now on
     */
    public record Version(
            GroupKey group, GroupKey parent, @Nullable Validity validity) {}

    private GroupOrder(Function<V, Version> said) {
        this.said = said;
    }

    public static <V> List<V> of(Collection<V> versions, Function<V, Version> said) {
        return new GroupOrder<>(said).order(versions);
    }

    private List<V> order(Collection<V> versions) {
        for (V version : versions) {
            Version one = said.apply(version);
            toCome.computeIfAbsent(one.group(), any -> new ArrayList<>()).add(version);
            if (one.validity() != null) {
                beginnings
                        .computeIfAbsent(one.group(), any -> new HashSet<>())
                        .add(one.validity().validFrom());
            }
        }
        for (V version : versions) {
            GroupKey parent = said.apply(version).parent();
            if (toCome.containsKey(parent)) {
                waiting.computeIfAbsent(parent, any -> new ArrayList<>()).add(version);
            } else {
                ready.add(version);
            }
        }
        while (true) {
            while (!ready.isEmpty()) {
                put(ready.remove());
            }
            if (waiting.isEmpty()) {
                return ordered;
            }
            ready.add(nextOfCircle());
        }
    }

    private void put(V version) {
        ordered.add(version);
        GroupKey key = said.apply(version).group();
        begun.add(key);
        List<V> left = toCome.getOrDefault(key, List.of());
        left.remove(version);
        if (left.isEmpty()) {
            toCome.remove(key);
            List<V> freed = waiting.remove(key);
            ready.addAll(freed == null ? List.of() : freed);
        }
    }

    /** What merely waits behind the circle must wait on. */
    private V nextOfCircle() {
        List<V> possible = new ArrayList<>();
        waiting.forEach((parent, below) -> {
            if (begun.contains(parent)) {
                below.stream()
                        .filter(version -> waitsFor(parent, said.apply(version).group()))
                        .forEach(possible::add);
            }
        });
        V next = possible.stream()
                .filter(version -> !standsWhereParentIsToClose(said.apply(version)))
                .findFirst()
                .or(() -> possible.stream().findFirst())
                .orElseGet(() -> waiting.values().iterator().next().get(0));
        GroupKey parent = said.apply(next).parent();
        List<V> below = waiting.getOrDefault(parent, List.of());
        below.remove(next);
        if (below.isEmpty()) {
            waiting.remove(parent);
        }
        return next;
    }

    /** Whether something is still to be said of {@code first} that has to wait for {@code second}, over others or not. */
    private boolean waitsFor(GroupKey first, GroupKey second) {
        Set<GroupKey> reached = new HashSet<>();
        Deque<GroupKey> toLookAt = new ArrayDeque<>(List.of(second));
        while (!toLookAt.isEmpty()) {
            GroupKey next = toLookAt.remove();
            if (next.equals(first)) {
                return true;
            }
            if (reached.add(next)) {
                waiting.getOrDefault(next, List.of())
                        .forEach(version -> toLookAt.add(said.apply(version).group()));
            }
        }
        return false;
    }

    private boolean standsWhereParentIsToClose(Version child) {
        Validity validity = child.validity();
        return validity != null
                && toCome.getOrDefault(child.parent(), List.of()).stream()
                        .map(said)
                        .map(this::closed)
                        .filter(Objects::nonNull)
                        .anyMatch(validity::overlaps);
    }

    /** When a group is closed behind this version of it; {@code null}: another one follows, or none ever ends. */
    private @Nullable Validity closed(Version version) {
        Validity validity = version.validity();
        Instant end = validity == null ? null : validity.validTo();
        Set<Instant> others = beginnings.getOrDefault(version.group(), Set.of());
        if (end == null || others.contains(end)) {
            return null;
        }
        Instant next = others.stream()
                .filter(end::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Validity(end, next);
    }
}
