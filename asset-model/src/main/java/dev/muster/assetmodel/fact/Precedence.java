package dev.muster.assetmodel.fact;

import dev.muster.assetmodel.identity.SystemId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which system is believed where several state different things of the same time: the one that stands first. Each fact keeps
 * the rank that its system had when it was recorded, so what is known of a past moment does not change with a later order;
 * of facts of equal rank the one recorded last is believed.
 */
public record Precedence(List<SystemId> systems) {
    /** People only. */
    public static final Precedence MANUAL = new Precedence(List.of(SystemId.MANUAL));

    /** {@link IllegalArgumentException} when people are missing, or a system stands there twice. */
    public Precedence {
        systems = List.copyOf(systems);
        if (Set.copyOf(systems).size() < systems.size()) {
            throw new IllegalArgumentException("Expected each source system once but got " + systems);
        }
        if (!systems.contains(SystemId.MANUAL)) {
            throw new IllegalArgumentException(
                    "Expected %s, which stands for people, among the source systems but got %s"
                            .formatted(SystemId.MANUAL, systems));
        }
    }

    /** 0 is believed first; empty for a system that is not known here. */
    public OptionalInt rank(@Nullable SystemId system) {
        int rank = systems.indexOf(system == null ? SystemId.MANUAL : system);
        return rank < 0 ? OptionalInt.empty() : OptionalInt.of(rank);
    }

    @Override
    public String toString() {
        return systems.stream().map(SystemId::value).collect(Collectors.joining(", "));
    }
}
