package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.twinservice.serialization.NodeMessage;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Status;
import java.util.List;
import java.util.Map;

/** What {@link SetPoints} answers. */
public sealed interface SetPointReply extends NodeMessage {
    /** A set-point, and how it fares. */
    record Found(SetPoint setPoint, Status status) implements SetPointReply {}

    /** All of them, in the order in which they were set; without their members. */
    record All(List<Found> setPoints) implements SetPointReply {
        public All {
            setPoints = List.copyOf(setPoints);
        }
    }

    /** The group has none. */
    record None() implements SetPointReply {}

    /**
     * The members cannot. Micros.
     *
     * @param nearest what they could do instead
     * @param sharing how many could have a share
     * @param leftOut how many could not, by reason
     */
    record CannotBeMet(long possibleMin, long possibleMax, long nearest, int sharing, Map<LeftOut, Integer> leftOut)
            implements SetPointReply {
        public CannotBeMet {
            leftOut = Map.copyOf(leftOut);
        }
    }

    /**
     * Something else is in force.
     *
     * @param other whose set-point stands in the way; the group's own: of another signal
     */
    record InTheWay(GroupKey other, String detail) implements SetPointReply {}

    /** More set-points, or members, than are allowed. */
    record TooMany(String detail) implements SetPointReply {}
}
