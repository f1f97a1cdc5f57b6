package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.place;
import static dev.muster.assetmodel.registry.ModelFacts.power;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.registry.bucket.BucketState;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each limit at its last allowed and its first refused value. */
class ModelLimitsTest {
    private static final Instant NOW = ModelDriver.START;
    private static final Author TESTER = Author.of(new Principal("tester"));
    private static final Recorded RECORDED = new Recorded(NOW, TESTER.principal());

    /** Below the limit of a document, for more than the moves between two looks at it. */
    private static final int BYTES_ASKED_ABOUT = 20_000;

    private final BucketState bucket = new BucketState();

    @Test
    void shouldLimitNames() {
        HierarchyId id = ModelFacts.GEOGRAPHY;

        accepts(new ModelCommand.CreateHierarchy(id, "x".repeat(ModelLimits.NAME_LENGTH_MAX)));
        refuses(
                new ModelCommand.CreateHierarchy(id, "x".repeat(ModelLimits.NAME_LENGTH_MAX + 1)),
                Reason.LIMIT,
                "name");
        refuses(new ModelCommand.CreateHierarchy(id, " "), Reason.INVALID, "name");
    }

    @Test
    void shouldLimitAttributes() {
        accepts(attributes(ModelLimits.ATTRIBUTES_MAX, 8, 8));
        refuses(attributes(ModelLimits.ATTRIBUTES_MAX + 1, 8, 8), Reason.LIMIT, "attributes");
        accepts(attributes(1, ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX, 8));
        refuses(attributes(1, ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX + 1, 8), Reason.LIMIT, "attributes");
        accepts(attributes(1, 8, ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX));
        refuses(attributes(1, 8, ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX + 1), Reason.LIMIT, "attributes.00000000");
    }

    @Test
    void shouldLimitWhatIsSummed() {
        double most = ModelLimits.SUMMED_LIMIT_MAX;

        accepts(putAsset("WT-07", Map.of(POWER, new Range(-most, most)), Map.of(), null));
        refuses(putAsset("WT-07", Map.of(POWER, new Range(0, most + 1)), Map.of(), null), Reason.LIMIT, "limits.power");
        accepts(type("wind", power("MW", new Range(-most, most))));
        refuses(type("wind", power("MW", new Range(-most - 1, 0))), Reason.LIMIT, "signals.power.range");
    }

    @Test
    void shouldStaySummableWithAsManyAssetsAsThereCanBe() {
        double all = ModelLimits.SUMMED_LIMIT_MAX * 1e6 * ModelLimits.ASSETS_PER_BUCKET_MAX * ModelLimits.ASSET_BUCKETS;

        assertThat(all).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void shouldLimitTimes() {
        accepts(putAsset("WT-07", Map.of(), Map.of(), ModelLimits.TIME_MAX));
        refuses(
                putAsset("WT-07", Map.of(), Map.of(), ModelLimits.TIME_MAX.plusMillis(1)),
                Reason.INVALID,
                "retiredFrom");
        apply(putAsset("WT-07"));
        accepts(place("WT-07", in("north", ModelLimits.TIME_MIN, null)));
        refuses(place("WT-07", in("north", ModelLimits.TIME_MIN.minusMillis(1), null)), Reason.INVALID, "validFrom");
    }

    @Test
    void shouldLimitTypes() {
        for (int i = 1; i < ModelLimits.TYPES_MAX; i++) {
            apply(type("type-" + i));
        }

        accepts(type("last"));
        apply(type("last"));
        refuses(type("one-more"), Reason.LIMIT, "type");
        accepts(type("last", power("MW", null)));
    }

    @Test
    void shouldLimitHierarchies() {
        accepts(geography(), ModelLimits.HIERARCHIES_MAX - 1);
        refuses(geography(), ModelLimits.HIERARCHIES_MAX, Reason.LIMIT, "hierarchy");
    }

    @Test
    void shouldLimitGroups() {
        apply(geography());
        for (int i = 1; i < ModelLimits.GROUPS_PER_HIERARCHY_MAX; i++) {
            stands("group-" + i, i < 20 ? "root" : "group-" + i % 20);
        }

        accepts(putGroup("last", null));
        apply(putGroup("last", null));
        refuses(putGroup("one-more", null), Reason.LIMIT, "group");
        accepts(putGroup("last", "group-1"));
    }

    @Test
    void shouldLimitChildren() {
        apply(geography());
        for (int i = 1; i < ModelLimits.CHILDREN_MAX; i++) {
            stands("group-" + i, "root");
        }

        accepts(putGroup("last", null));
        apply(putGroup("last", null));
        refuses(putGroup("one-more", null), Reason.LIMIT, "parent");
        accepts(putGroup("one-more", "last"));
    }

    @Test
    void shouldLimitDepth() {
        apply(geography());
        apply(putGroup("level-1", null));
        for (int level = 2; level < ModelLimits.DEPTH_MAX; level++) {
            apply(putGroup("level-" + level, "level-" + (level - 1)));
        }
        String parent = "level-" + (ModelLimits.DEPTH_MAX - 1);

        accepts(putGroup("last", parent));
        apply(putGroup("last", parent));
        refuses(putGroup("one-more", "last"), Reason.LIMIT, "parent");
    }

    @Test
    void shouldLimitDepthOfWhatIsMovedAlong() {
        apply(geography());
        apply(putGroup("level-1", null));
        for (int level = 2; level < ModelLimits.DEPTH_MAX; level++) {
            apply(putGroup("level-" + level, "level-" + (level - 1)));
        }
        apply(putGroup("above", null));
        apply(putGroup("top", null));

        accepts(putGroup("level-1", "above"));
        apply(putGroup("above", "top"));
        refuses(putGroup("level-1", "above"), Reason.LIMIT, "parent");
    }

    @Test
    void shouldLimitAssetsOfOneWriter() {
        for (int i = 1; i < ModelLimits.ASSETS_PER_BUCKET_MAX; i++) {
            apply(putAsset("asset-" + i));
        }

        accepts(putAsset("last"));
        apply(putAsset("last"));
        refuses(putAsset("one-more"), Reason.LIMIT, "asset");
        accepts(putAsset("last", in("north")));
    }

    /** Whatever form their ids have: these are spread as unevenly as any that were tried. */
    @Test
    void shouldHoldAMillionAssets() {
        Map<BucketId, Integer> assets = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            assets.merge(BucketId.ofEntityKey("asset/%04x-meter".formatted(i)), 1, Integer::sum);
        }

        assertThat(assets.values()).allMatch(count -> count <= ModelLimits.ASSETS_PER_BUCKET_MAX);
    }

    @Test
    void shouldLimitWhatOneEntityCanGrowTo() {
        apply(putAsset("WT-07"));
        int moves = 0;
        while (bytes() < ModelLimits.DOCUMENT_BYTES_MAX - BYTES_ASKED_ABOUT) {
            for (int i = 0; i < 25; i++) {
                moved(moves++);
            }
        }
        Decision decision = decide(move(moves), 1);
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        while (decision instanceof Decision.Accept accept) {
            accept.events().forEach(bucket::apply);
            moves++;
            decision = decide(move(moves), 1);
        }

        Decision last = decision;
        assertThat(last).isInstanceOfSatisfying(Decision.Reject.class, reject -> {
            assertThat(reject.rejection().reason()).isEqualTo(Reason.LIMIT);
            assertThat(reject.rejection().field()).isEqualTo("asset");
        });
        assertThat(moves).isGreaterThan(1_000);
        assertThat(bytes()).isBetween(ModelLimits.DOCUMENT_BYTES_MAX - 1_000, ModelLimits.DOCUMENT_BYTES_MAX);
    }

    private static ModelCommand move(int moves) {
        return place("WT-07", in(side(moves), NOW.plusSeconds(moves), null));
    }

    /** Without asking the decider, which writes the whole document each time. */
    private void moved(int moves) {
        bucket.apply(new ModelEvent.AssetPlaced(
                new AssetId("WT-07"),
                ModelFacts.GEOGRAPHY,
                new GroupId(side(moves)),
                Validity.from(NOW.plusSeconds(moves)),
                RECORDED));
    }

    private static String side(int moves) {
        return moves % 2 == 0 ? "north" : "south";
    }

    private int bytes() {
        return DocumentCodec.encode(bucket.documents().iterator().next()).length;
    }

    private static ModelCommand attributes(int count, int nameLength, int valueLength) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(("%0" + nameLength + "d").formatted(i), "x".repeat(valueLength));
        }
        return putAsset("WT-07", Map.of(), attributes, null);
    }

    /** Without asking the decider, whose work grows with the group. */
    private void stands(String id, String parent) {
        bucket.apply(new ModelEvent.GroupPlaced(
                new GroupKey(ModelFacts.GEOGRAPHY, new GroupId(id)),
                new GroupDefinition(id, new GroupId(parent)),
                Validity.from(NOW),
                RECORDED));
    }

    private void apply(ModelCommand command) {
        ((Decision.Accept) decide(command, 1)).events().forEach(bucket::apply);
    }

    private void accepts(ModelCommand command) {
        accepts(command, 1);
    }

    private void accepts(ModelCommand command, int hierarchies) {
        assertThat(decide(command, hierarchies)).isInstanceOf(Decision.Accept.class);
    }

    private void refuses(ModelCommand command, Reason reason, String field) {
        refuses(command, 1, reason, field);
    }

    private void refuses(ModelCommand command, int hierarchies, Reason reason, String field) {
        assertThat(decide(command, hierarchies)).isInstanceOfSatisfying(Decision.Reject.class, reject -> {
            assertThat(reject.rejection().reason()).isEqualTo(reason);
            assertThat(reject.rejection().field()).isEqualTo(field);
        });
    }

    private Decision decide(ModelCommand command, int hierarchies) {
        return new ModelRegistry(new AllKnown(hierarchies), Precedence.MANUAL).decide(command, bucket, NOW, TESTER);
    }
}
