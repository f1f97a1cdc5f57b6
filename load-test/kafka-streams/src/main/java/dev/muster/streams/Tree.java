package dev.muster.streams;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Where an asset {@code unit-N} is in one hierarchy: in a leaf group of at most a hundred, ten of which make a group of the middle,
 * those the root. Worked out from its number, which is less work than to look it up in a model that can change.
 */
record Tree(String name, IntUnaryOperator leafOf) {
    private static final String ASSET_PREFIX = "unit-";
    private static final int LEAF_SIZE = 100;
    private static final int LEAVES_PER_MIDDLE = 10;

    /** The two that Muster has in its model. */
    static List<Tree> of(int assets) {
        int leaves = (assets + LEAF_SIZE - 1) / LEAF_SIZE;
        return List.of(
                new Tree("geography", asset -> asset / LEAF_SIZE), new Tree("technology", asset -> asset % leaves));
    }

    Integer leaf(String asset) {
        return leafOf.applyAsInt(Integer.parseInt(asset, ASSET_PREFIX.length(), asset.length(), 10));
    }

    static Integer middle(Integer leaf) {
        return leaf / LEAVES_PER_MIDDLE;
    }
}
