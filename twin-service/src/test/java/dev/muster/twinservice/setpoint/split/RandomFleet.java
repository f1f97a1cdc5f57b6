package dev.muster.twinservice.setpoint.split;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.setpoint.split.Member.Charge;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Members of all kinds, the same ones for the same seed. */
final class RandomFleet {
    private static final long MEGAWATT = 1_000_000;

    private final Random random;

    RandomFleet(long seed) {
        random = new Random(seed);
    }

    /** @param minimums whether some have one */
    List<Member> members(int count, boolean minimums) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(random.nextInt(3) == 0 ? storage(i) : generator(i, minimums));
        }
        return members;
    }

    /** Mostly within what they can do, sometimes outside, sometimes on an edge. */
    long target(Split possible) {
        long span = possible.possibleMax() - possible.possibleMin();
        return switch (random.nextInt(8)) {
            case 0 -> possible.possibleMax();
            case 1 -> possible.possibleMin();
            case 2 -> 0;
            case 3 -> possible.possibleMax() + 1 + random.nextInt(1_000_000);
            case 4 -> possible.possibleMin() - 1 - random.nextInt(1_000_000);
            default -> possible.possibleMin() + (long) (random.nextDouble() * span);
        };
    }

    /** Where they are now: anything that they could be doing. */
    List<Long> at(List<Member> members) {
        return members.stream()
                .map(member -> member.nearest(between(-member.mostTaken(), member.most())))
                .toList();
    }

    private Member generator(int i, boolean minimums) {
        long upper = between(MEGAWATT / 10, 10 * MEGAWATT);
        double minimum = minimums && random.nextBoolean() ? random.nextDouble() : 0;
        return new Member(
                new AssetId("G-" + i),
                random.nextInt(5) == 0 ? 0 : between(0, upper + MEGAWATT),
                0,
                0,
                upper,
                minimum,
                0.01 + random.nextDouble() / 4,
                null,
                random.nextBoolean() ? 0 : upper / 2);
    }

    private Member storage(int i) {
        long upper = between(MEGAWATT / 10, 5 * MEGAWATT);
        return new Member(
                new AssetId("S-" + i),
                upper,
                between(0, upper),
                -upper,
                upper,
                0,
                0.1 + random.nextDouble(),
                new Charge(random.nextInt(101), 20, 80),
                0);
    }

    private long between(long low, long high) {
        return low + (long) (random.nextDouble() * (high - low));
    }
}
