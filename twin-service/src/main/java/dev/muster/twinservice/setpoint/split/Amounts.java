package dev.muster.twinservice.setpoint.split;

/** Divides whole numbers so that the parts add up. */
final class Amounts {
    /** Bisections until a double cannot be halved any more. */
    private static final int STEPS = 64;

    private Amounts() {}

    static long sum(long[] amounts) {
        long sum = 0;
        for (long amount : amounts) {
            sum = Math.addExact(sum, amount);
        }
        return sum;
    }

    /**
     * Fills all to the same share of their {@code high}, but each within its bounds, so that they add up to {@code total},
     * which lies between the sums of the bounds. A greater total gives nobody less by more than one.
     */
    static long[] fill(long[] low, long[] high, long total) {
        double below = 0;
        double above = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (below + above) / 2;
            if (sum(filled(low, high, middle)) <= total) {
                below = middle;
            } else {
                above = middle;
            }
        }
        if (sum(high) <= total) {
            below = 1;
        }
        long[] parts = filled(low, high, below);
        long left = total - sum(parts);
        while (left > 0) {
            long before = left;
            for (int i = 0; i < parts.length && left > 0; i++) {
                if (parts[i] < high[i]) {
                    parts[i]++;
                    left--;
                }
            }
            if (left == before) {
                break;
            }
        }
        return parts;
    }

    private static long[] filled(long[] low, long[] high, double share) {
        long[] parts = new long[low.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Math.max(low[i], Math.min(high[i], (long) (share * high[i])));
        }
        return parts;
    }

    /** Divides {@code total} in proportion to the room that each has; no more than there is room for altogether. */
    static long[] proportional(long[] room, long total) {
        long all = sum(room);
        long given = Math.max(0, Math.min(total, all));
        return all == 0 ? new long[room.length] : fill(new long[room.length], room, given);
    }
}
