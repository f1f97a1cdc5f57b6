package dev.muster.twinservice.setpoint.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a set-point fares. Micros, generation positive.
 *
 * @param reported the sum of what the members give, those that have no share too, as far as it is known
 * @param shortBy how much the members cannot do; below zero: they give too much
 * @param shortSince {@code null}: they can do it
 * @param members all that stand under the group
 * @param sharing those of them that have a share
 * @param leftOut how many have none, by reason
 * @param named some of them, who is left out first; at most {@link #NAMED_MAX}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
        Phase phase,
        long reported,
        long shortBy,
        @Nullable Instant shortSince,
        int members,
        int sharing,
        Map<LeftOut, Integer> leftOut,
        List<MemberStatus> named) {
    public static final int NAMED_MAX = 200;

    /** Before anything was looked at. */
    public static final Status UNKNOWN = new Status(Phase.REACHING, 0, 0, null, 0, 0, Map.of(), List.of());

    public Status {
        leftOut = Map.copyOf(leftOut);
        named = List.copyOf(named);
    }

    public Status withoutMembers() {
        return new Status(phase, reported, shortBy, shortSince, members, sharing, leftOut, List.of());
    }

    public Status in(Phase other) {
        return new Status(other, reported, shortBy, shortSince, members, sharing, leftOut, named);
    }
}
