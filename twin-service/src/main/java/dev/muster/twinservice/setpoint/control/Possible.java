package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.setpoint.control.Seen.Told;
import dev.muster.twinservice.setpoint.split.Member;
import dev.muster.twinservice.setpoint.split.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a group could do now. What members without a share give counts as it is.
 *
 * @param met whether the target could be met, by at least one member
 * @param min micros, the least that the group could give
 * @param nearest what it would give when asked for the target: the target, or as near to it as it comes
 * @param leftOut how many have no share, by reason
 */
public record Possible(boolean met, long min, long max, long nearest, int sharing, Map<LeftOut, Integer> leftOut) {
    public Possible {
        leftOut = Map.copyOf(leftOut);
    }

    /** @param elsewhere whether an asset is under the set-point of another group */
    public static Possible of(long target, List<Seen> seen, Predicate<AssetId> elsewhere, Instant now) {
        List<Member> members = new ArrayList<>();
        Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
        long fixed = 0;
        for (Seen one : seen) {
            Told present = one.presentAt(now);
            LeftOut why = elsewhere.test(one.asset()) ? LeftOut.OTHER_SET_POINT : one.leftOut(now);
            if (why == null && present != null) {
                members.add(one.member(present.micros()));
            } else {
                leftOut.merge(why == null ? LeftOut.STALE : why, 1, Integer::sum);
                fixed += present == null ? 0 : present.micros();
            }
        }
        Split split = Split.of(target - fixed, members);
        return new Possible(
                !members.isEmpty() && split.meets(target - fixed),
                split.possibleMin() + fixed,
                split.possibleMax() + fixed,
                split.sum() + fixed,
                members.size(),
                leftOut);
    }
}
