package dev.muster.loadtest.client;

import dev.muster.assetmodel.identity.GroupId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A group's total as Muster tells it: how much, and who is missing from that number. Generation positive. */
public record AggregateReply(
        String hierarchy,
        GroupId group,
        String name,
        String signal,
        @Nullable String unit,
        Instant asOf,
        BigDecimal value,
        int expected,
        int reporting,
        Missing missing,
        @Nullable Bounds bounds,
        List<Child> children) {

    public AggregateReply {
        children = children == null ? List.of() : List.copyOf(children);
    }

    public long valueMicros() {
        return micros(value);
    }

    public Optional<Child> child(GroupId id) {
        return children.stream().filter(child -> child.group().equals(id)).findFirst();
    }

    /** Who is missing: the count by reason, and the first page of names. */
    public record Missing(
            int count,
            Map<String, Integer> byReason,
            List<MissingMember> members,
            @Nullable String next) {
        public Missing {
            byReason = byReason == null ? Map.of() : Map.copyOf(byReason);
            members = members == null ? List.of() : List.copyOf(members);
        }
    }

    /** The total if all that are missing were at their minimum and maximum. */
    public record Bounds(BigDecimal min, BigDecimal max) {}

    /** One part of the total. */
    public record Child(GroupId group, String name, BigDecimal value, int expected, int reporting) {
        public long valueMicros() {
            return micros(value);
        }
    }

    private static long micros(BigDecimal value) {
        return value.movePointRight(6).longValueExact();
    }
}
