package dev.muster.assetmodel.command;

import java.time.Instant;

/**
 * How large the model may grow. Every figure is checked by the writer before anything is recorded; what is beyond is
 * rejected, never cut.
 */
public final class ModelLimits {
    /** Characters in the name of a type, hierarchy, group or asset. */
    public static final int NAME_LENGTH_MAX = 200;

    /** Attributes of one asset. */
    public static final int ATTRIBUTES_MAX = 32;

    /** Characters in the name of an attribute. */
    public static final int ATTRIBUTE_NAME_LENGTH_MAX = 64;

    /** Characters in the value of an attribute. */
    public static final int ATTRIBUTE_VALUE_LENGTH_MAX = 256;

    /** Properties of one kind of one asset; their names and values are as long as those of attributes. */
    public static final int PROPERTIES_MAX = 64;

    /**
     * Characters of all that devices ever reported of one asset, with 200 for the times of each version: devices speak by
     * themselves, and must not use up what people need of {@link #DOCUMENT_BYTES_MAX}.
     */
    public static final int REPORTED_CHARACTERS_MAX = 128 * 1024;

    /** Assets that one asset feeds. */
    public static final int FEEDS_MAX = 256;

    /** Assets that one asset took the place of. */
    public static final int PREDECESSORS_MAX = 16;

    /** Groups by rule that were ever defined: each asset that changes is held against all their rules. */
    public static final int RULE_GROUPS_MAX = 256;

    /** Conditions of one rule. */
    public static final int CONDITIONS_MAX = 16;

    /** Kilometres around an asset that one condition can ask for: half way around the world. */
    public static final double NEAR_KM_MAX = 20_038;

    /** Asset types: all of them are written by one writer and looked at when one changes. */
    public static final int TYPES_MAX = 1_000;

    /** Hierarchies; every asset stands in each of them. */
    public static final int HIERARCHIES_MAX = 16;

    /** Groups that were ever defined in one hierarchy: one writer holds them all. */
    public static final int GROUPS_PER_HIERARCHY_MAX = 10_000;

    /** Groups right below one group at any time: a parent lists them all whenever one of them changes. */
    public static final int CHILDREN_MAX = 1_000;

    /** Levels below the root: a change has to climb them all. */
    public static final int DEPTH_MAX = 16;

    /**
     * Assets that were ever registered at one of the {@link #ASSET_BUCKETS} writers: each holds all of its own, and stores them in one
     * row. A million in all, with room for ids that spread unevenly.
     */
    public static final int ASSETS_PER_BUCKET_MAX = 98_304;

    /** Writers of assets. Fixed for good: changing it would hand assets to writers that do not know them. */
    public static final int ASSET_BUCKETS = 16;

    /**
     * Units of a summed signal, either sign, in the range of a type or the limits of an asset: so much that the sum over
     * all assets there can be stays within a {@code long} of micros.
     */
    public static final double SUMMED_LIMIT_MAX = 5e6;

    /** Units that can be added to the readings of a counter, either sign: with any reading the micros of the sum fit. */
    public static final double COUNTER_OFFSET_MAX = 4e12;

    /**
     * Bytes of one entity with all its versions as JSON. It travels as one Kafka record, whose default maximum is 1 MiB:
     * an entity that has been changed so often takes no further change.
     */
    public static final int DOCUMENT_BYTES_MAX = 768 * 1024;

    /** Facts are about the time from here ... */
    public static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");

    /** ... until here: what people can mean, and every store can hold. */
    public static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private ModelLimits() {}
}
