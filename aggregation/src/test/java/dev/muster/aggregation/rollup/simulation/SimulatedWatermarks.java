package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.Watermarks;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How far is read of each asset: ingest follows closely or far behind, stalls, jumps, or is not known yet. Never goes
 * back.
 */
final class SimulatedWatermarks implements Watermarks {
    private static final int CALM_STEPS_UNTIL_JUMP_MAX = 32;

    private enum Course {
        /** Stays where it is, known or not. */
        STALL,
        FOLLOW_CLOSELY,
        /** Far enough that it is behind, near enough to pass every deadline in the end. */
        FOLLOW_FAR,
        /** Stays where it is for a while, is then all read, and stays there. */
        JUMP
    }

    private final Map<AssetId, Instant> readUpTo = new HashMap<>();
    private final Map<AssetId, Course> courses = new HashMap<>();
    private final Map<AssetId, Integer> stepsUntilJump = new HashMap<>();
    private final Random random;

    SimulatedWatermarks(Random random) {
        this.random = random;
    }

    @Override
    public @Nullable Instant of(AssetId asset) {
        return readUpTo.get(asset);
    }

    /** From now on {@code asset} is read in another way. */
    void change(AssetId asset) {
        Course[] all = Course.values();
        courses.put(asset, all[random.nextInt(all.length)]);
        stepsUntilJump.put(asset, random.nextInt(CALM_STEPS_UNTIL_JUMP_MAX));
    }

    void step(Instant now) {
        courses.forEach((asset, course) -> {
            switch (course) {
                case STALL -> {}
                case FOLLOW_CLOSELY -> read(asset, now.minusMillis(random.nextInt(1_000)));
                case FOLLOW_FAR -> read(asset, now.minusSeconds(6));
                case JUMP -> {
                    if (stepsUntilJump.merge(asset, -1, Integer::sum) == 0) {
                        read(asset, now.minus(Duration.ofMillis(10)));
                    }
                }
            }
        });
    }

    private void read(AssetId asset, Instant upTo) {
        readUpTo.merge(asset, upTo, (before, now) -> now.isAfter(before) ? now : before);
    }
}
