package dev.muster.twinservice.setpoint.split;

import java.util.ArrayList;
import java.util.List;

/**
 * What each member is to be at by the next round, on its way to its goal. Whoever is quick stands in for whoever is slow, so
 * that the sum follows the target as fast as all together can, and waits for who is slow to go down, so that it never
 * overshoots. A member that starts is not held below its minimum; the others make room for it.
 */
public final class Ramp {
    private Ramp() {}

    /**
     * @param goals where each is to come, in the order of the members
     * @param at where each is now
     * @param seconds until the next round
     */
    public static List<Long> next(long target, List<Member> members, List<Long> goals, List<Long> at, double seconds) {
        int count = members.size();
        long[] next = new long[count];
        long[] up = new long[count];
        long[] down = new long[count];
        for (int i = 0; i < count; i++) {
            Member member = members.get(i);
            long now = at.get(i);
            long goal = goals.get(i);
            long reach = member.reach(seconds);
            next[i] = Math.max(now - reach, Math.min(now + reach, goal));
            boolean starts = member.least() > 0 && goal > 0 && next[i] < member.least();
            boolean stops = goal <= 0 && member.least() > 0 && now > 0;
            if (!starts && !stops) {
                long most = goal <= 0 && member.least() > 0 ? 0 : member.most();
                // Who takes, and need not any more, can wait; who was started cannot.
                long low = member.least() > 0 && goal > 0
                        ? member.least()
                        : Math.min(now, goal < 0 ? -member.mostTaken() : 0);
                up[i] = Math.max(0, Math.min(most, now + reach) - next[i]);
                down[i] = Math.max(0, next[i] - Math.max(low, now - reach));
            }
        }
        long missing = target - Amounts.sum(next);
        long[] change = missing > 0 ? Amounts.proportional(up, missing) : Amounts.proportional(down, -missing);
        List<Long> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            result.add(missing > 0 ? next[i] + change[i] : next[i] - change[i]);
        }
        return result;
    }
}
