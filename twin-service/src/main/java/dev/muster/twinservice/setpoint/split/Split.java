package dev.muster.twinservice.setpoint.split;

import java.util.ArrayList;
import java.util.List;

/**
 * What each member is to give so that all together give the target.
 *
 * <p>Everybody gives the same share of what it could give, but nobody less than its minimum; where the minimums are too much,
 * some give nothing (see {@link RunningSet}). Who can take does so only below what the others can go down to, again all in the
 * same share. As long as nobody has a minimum, a greater target gives no member less (by more than one micro); with minimums a
 * member can get less because another starts.
 *
 * @param values in the order of the members; they add up to {@code sum} exactly
 * @param sum the target, or as near to it as the members come
 * @param possibleMin the least that all together could give; below zero: take
 * @param possibleMax the most
 */
public record Split(List<Long> values, long sum, long possibleMin, long possibleMax) {
    public Split {
        values = List.copyOf(values);
    }

    public static Split of(long target, List<Member> members) {
        long[] most = members.stream().mapToLong(Member::most).toArray();
        long[] taken = members.stream().mapToLong(Member::mostTaken).toArray();
        long possibleMax = Amounts.sum(most);
        long possibleMin = -Amounts.sum(taken);
        long[] values;
        if (target >= possibleMax) {
            values = most;
        } else if (target <= 0) {
            values = negative(Amounts.proportional(taken, -target));
        } else {
            values = running(target, members, most, taken);
        }
        List<Long> list = new ArrayList<>(values.length);
        for (long value : values) {
            list.add(value);
        }
        return new Split(list, Amounts.sum(values), possibleMin, possibleMax);
    }

    public boolean meets(long target) {
        return sum == target;
    }

    private static long[] running(long target, List<Member> members, long[] most, long[] taken) {
        boolean[] runs = RunningSet.of(target, members);
        long[] low = new long[most.length];
        long[] high = new long[most.length];
        long[] free = new long[most.length];
        for (int i = 0; i < most.length; i++) {
            if (runs[i] && most[i] > 0) {
                low[i] = members.get(i).least();
                high[i] = most[i];
            }
            free[i] = low[i] == 0 ? taken[i] : 0;
        }
        long minimums = Amounts.sum(low);
        if (minimums <= target) {
            return Amounts.fill(low, high, Math.min(target, Amounts.sum(high)));
        }
        long[] values = low.clone();
        long[] takes = Amounts.proportional(free, minimums - target);
        for (int i = 0; i < values.length; i++) {
            values[i] -= takes[i];
        }
        return values;
    }

    private static long[] negative(long[] amounts) {
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = -amounts[i];
        }
        return amounts;
    }
}
