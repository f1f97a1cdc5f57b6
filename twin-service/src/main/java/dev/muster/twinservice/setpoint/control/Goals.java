package dev.muster.twinservice.setpoint.control;

import dev.muster.twinservice.setpoint.split.Member;
import dev.muster.twinservice.setpoint.split.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where each member is to come. What is available changes with every gust: members stay where they were told to be for as long
 * as the sum is right, and otherwise as few as possible move towards their fair share, those farthest from it first.
 *
 * @param shortBy how much all together miss; above zero: too little, below: too much
 */
record Goals(List<Long> values, long shortBy) {
    /** @param before {@code null} in it: had no share */
    static Goals of(long target, List<Member> members, List<@Nullable Long> before, boolean anew, long tolerance) {
        Split fair = Split.of(target, members);
        long shortBy = target - fair.sum();
        if (anew || Math.abs(shortBy) > tolerance) {
            return new Goals(fair.values(), Math.abs(shortBy) > tolerance ? shortBy : 0);
        }
        List<Long> goals = new ArrayList<>(members.size());
        long left = target;
        for (int i = 0; i < members.size(); i++) {
            Long was = before.get(i);
            long goal = was == null ? fair.values().get(i) : members.get(i).nearest(was);
            goals.add(goal);
            left -= goal;
        }
        if (Math.abs(left) > tolerance) {
            left = move(goals, fair.values(), members, left);
        }
        return Math.abs(left) > tolerance || oneTakesWhatAnotherGives(goals, fair.values())
                ? new Goals(fair.values(), 0)
                : new Goals(goals, 0);
    }

    private static long move(List<Long> goals, List<Long> fair, List<Member> members, long missing) {
        long left = missing;
        List<Integer> order = IntStream.range(0, goals.size())
                .filter(i -> Long.signum(fair.get(i) - goals.get(i)) == Long.signum(missing))
                .boxed()
                .sorted(Comparator.comparingLong(i -> -Math.abs(fair.get(i) - goals.get(i))))
                .toList();
        for (int i : order) {
            if (Long.signum(left) != Long.signum(missing)) {
                return left;
            }
            long change = fair.get(i) - goals.get(i);
            long step = Math.abs(change) <= Math.abs(left) ? change : left;
            long goal = members.get(i).nearest(goals.get(i) + step);
            left -= goal - goals.get(i);
            goals.set(i, goal);
        }
        return left;
    }

    private static boolean oneTakesWhatAnotherGives(List<Long> goals, List<Long> fair) {
        return goals.stream().anyMatch(goal -> goal < 0) && fair.stream().noneMatch(goal -> goal < 0);
    }
}
