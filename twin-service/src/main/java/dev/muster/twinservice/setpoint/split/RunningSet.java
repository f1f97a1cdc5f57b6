package dev.muster.twinservice.setpoint.split;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which members give something at all, where not everybody's minimum fits into the target. Whoever has no minimum always may.
 * Tries a few plain orders, and all combinations of up to {@value #ALL_OF} members that have a minimum: beyond those a target
 * that only an odd combination could meet may be missed, which takes members that are few against the target and large against
 * each other.
 */
final class RunningSet {
    static final int ALL_OF = 16;

    private final long target;
    private final List<Member> members;
    private final long[] least;
    private final long[] most;
    /** Without a minimum. */
    private final boolean[] free;

    private boolean @Nullable [] best;
    private long bestMiss = Long.MAX_VALUE;
    private boolean bestTakes = true;

    private RunningSet(long target, List<Member> members) {
        this.target = target;
        this.members = members;
        least = members.stream().mapToLong(Member::least).toArray();
        most = members.stream().mapToLong(Member::most).toArray();
        free = new boolean[least.length];
        for (int i = 0; i < least.length; i++) {
            free[i] = least[i] == 0 || most[i] == 0;
        }
    }

    /** Those that run, for a target above zero; it is met, or as near as the tried ones come. */
    static boolean[] of(long target, List<Member> members) {
        RunningSet search = new RunningSet(target, members);
        search.run();
        boolean[] found = search.best;
        return found == null ? search.free.clone() : found;
    }

    private void run() {
        Integer[] bound =
                IntStream.range(0, least.length).filter(i -> !free[i]).boxed().toArray(Integer[]::new);
        Comparator<Integer> stiffLast = Comparator.comparingDouble(i -> (double) least[i] / most[i]);
        Comparator<Integer> largeFirst = Comparator.comparingLong(i -> -most[i]);
        Comparator<Integer> runningFirst =
                Comparator.comparing(i -> members.get(i).present() <= 0);
        List<Comparator<Integer>> orders =
                List.of(runningFirst.thenComparing(stiffLast), stiffLast, largeFirst, largeFirst.reversed());
        for (Comparator<Integer> order : orders) {
            inOrder(IntStream.range(0, bound.length)
                    .mapToObj(i -> bound[i])
                    .sorted(order.thenComparing(Comparator.naturalOrder()))
                    .toList());
            if (bestMiss == 0 && !bestTakes) {
                return;
            }
        }
        if (bound.length <= ALL_OF) {
            for (int mask = 0; mask < 1 << bound.length && !(bestMiss == 0 && !bestTakes); mask++) {
                boolean[] running = free.clone();
                for (int bit = 0; bit < bound.length; bit++) {
                    running[bound[bit]] = (mask >> bit & 1) == 1;
                }
                offer(running);
            }
        }
    }

    /** Whoever still fits runs; and the same with the smallest of those that did not fit. */
    private void inOrder(List<Integer> order) {
        boolean[] running = free.clone();
        long minimums = 0;
        int smallest = -1;
        for (int i : order) {
            if (minimums + least[i] <= target) {
                minimums += least[i];
                running[i] = true;
            } else if (smallest < 0 || least[i] < least[smallest]) {
                smallest = i;
            }
        }
        offer(running);
        if (smallest >= 0) {
            boolean[] one = running.clone();
            one[smallest] = true;
            offer(one);
            boolean[] alone = free.clone();
            alone[smallest] = true;
            offer(alone);
        }
    }

    private void offer(boolean[] running) {
        long low = 0;
        long high = 0;
        long taken = 0;
        for (int i = 0; i < running.length; i++) {
            if (running[i]) {
                low += free[i] ? 0 : least[i];
                high += most[i];
            }
            if (free[i] || !running[i]) {
                taken += members.get(i).mostTaken();
            }
        }
        boolean takes = low > target;
        long miss = takes ? Math.max(0, low - taken - target) : Math.max(0, target - high);
        // Nobody takes what another gives, as long as there is a way without.
        if (miss < bestMiss || miss == bestMiss && !takes && bestTakes) {
            best = running;
            bestMiss = miss;
            bestTakes = takes;
        }
    }
}
