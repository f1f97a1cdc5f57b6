package dev.muster.assetmodel.view.memory;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.place;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import dev.muster.assetmodel.view.memory.tree.SubtreeSum;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemoryModelViewTest {
    private static final AssetId ASSET = new AssetId("WT-07");

    private final ModelDriver model = new ModelDriver();

    @Test
    void shouldShowEmptyHierarchy() {
        model.accepted(geography());

        assertThat(model.view.hierarchies()).containsExactly(GEOGRAPHY);
        assertThat(roster("root").whole()).isEqualTo(Subtree.EMPTY);
        assertThat(roster("root").name()).isEqualTo("Geography");
        assertThat(roster("root").parent()).isNull();
        assertThat(roster("root").children()).isEmpty();
        assertThat(roster("unplaced").parent()).isEqualTo(group("root"));
        assertThat(model.view.groups(GEOGRAPHY))
                .extracting(Group::key)
                .containsExactly(group("root"), group("unplaced"));
    }

    @Test
    void shouldShowUnplacedAssetsUnderTheRoot() {
        model.accepted(type("wind"));
        model.accepted(geography());

        model.accepted(putAsset("WT-07"));

        assertThat(model.view.groupsOf(ASSET)).isEqualTo(Map.of(GEOGRAPHY, group("unplaced")));
        assertThat(roster("root").children()).containsOnlyKeys(group("unplaced"));
        assertThat(member("unplaced").expectedSince()).isEqualTo(at(0));
    }

    @Test
    void shouldPlaceAssetsInHierarchyThatIsCreatedLater() {
        model.accepted(type("wind"));
        model.accepted(putAsset("WT-07"));

        model.accepted(geography());

        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("unplaced"));
    }

    @Test
    void shouldFollowValiditiesAsTimePasses() {
        fill();
        model.accepted(putAsset("WT-07", in("north")));
        model.accepted(place("WT-07", in("south", at(2), at(4))));
        model.accepted(new ModelCommand.RetireAsset(ASSET, at(6)));

        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("north"));
        passTo(2);
        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("south"));
        assertThat(member("south").expectedSince()).isEqualTo(at(2));
        passTo(4);
        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("unplaced"));
        assertThat(member("unplaced").expectedSince()).isEqualTo(at(4));
        passTo(6);
        assertThat(model.view.groupsOf(ASSET)).isEmpty();
        assertThat(roster("root").whole()).isEqualTo(Subtree.EMPTY);
        assertThat(model.view.asset(ASSET)).map(Asset::retiredFrom).contains(at(6));
    }

    @Test
    void shouldShowAssetsOfGroupThatIsNotInForceAsUnplaced() {
        fill();
        model.accepted(putGroup("site", "north", new Validity(at(2), at(4))));
        model.accepted(putAsset("WT-07", in("site")));

        assertThat(model.view.roster(group("site"))).isEmpty();
        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("unplaced"));
        passTo(2);
        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("site"));
        assertThat(roster("root").children()).containsOnlyKeys(group("country"));
        passTo(4);
        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("unplaced"));
        assertThat(roster("north").whole()).isEqualTo(Subtree.EMPTY);
    }

    @Test
    void shouldTurnLimitsToGenerationPositive() {
        fill();
        Signal load = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                SignConvention.LOAD,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(0, 4),
                true);
        model.accepted(type("wind", load));
        model.accepted(putAsset("WT-07", in("north")));
        model.accepted(putAsset("WT-08", Map.of(POWER, new Range(-1, 2.5)), Map.of(), null, in("north")));

        assertThat(member("north").signals())
                .isEqualTo(Map.of(POWER, new MemberSignal(load.staleAfter(), -1, new Limits(-4_000_000, 0))));
        assertThat(roster("root").whole().signals()).containsEntry(POWER, new Expectation(2, -6_500_000, 1_000_000, 0));
    }

    @Test
    void shouldLeaveUntouchedRostersAlone() {
        fill();
        model.accepted(putAsset("WT-07", in("north")));
        Roster south = roster("south");
        Roster north = roster("north");
        Roster root = roster("root");

        model.accepted(putAsset("WT-08", in("north")));

        assertThat(roster("south")).isSameAs(south);
        assertThat(roster("north")).isNotSameAs(north);
        assertThat(roster("root")).isNotSameAs(root);
    }

    @Test
    void shouldNotTakeOlderDocumentForNewer() {
        fill();
        Document older = document("group/geography|north");
        model.accepted(putGroup("north", "south"));

        List<String> outdated = model.view.apply(List.of(new Change(1_000, older)));

        assertThat(outdated).containsExactly("group/geography|north");
        assertThat(roster("south").children()).containsKey(group("north"));
        assertThat(model.view.position()).isEqualTo(1_000);
    }

    @Test
    void shouldTellWhoReachedPosition() throws Exception {
        CompletableFuture<Boolean> reached =
                model.view.reached(1, Duration.ofSeconds(30)).toCompletableFuture();
        CompletableFuture<Boolean> never =
                model.view.reached(1_000, Duration.ofMillis(20)).toCompletableFuture();

        model.accepted(type("wind"));
        assertThat(reached).isNotDone();
        model.accepted(geography());

        assertThat(reached).isCompletedWithValue(true);
        assertThat(never.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(model.view.reached(0, Duration.ofSeconds(1)).toCompletableFuture())
                .isCompletedWithValue(true);
    }

    @Test
    void shouldPageAssets() {
        fill();
        for (int i = 0; i < 5; i++) {
            model.accepted(putAsset("WT-0" + i));
        }

        assertThat(model.view.assets(null, 2))
                .extracting(asset -> asset.id().value())
                .containsExactly("WT-00", "WT-01");
        assertThat(model.view.assets(new AssetId("WT-03"), 2))
                .extracting(asset -> asset.id().value())
                .containsExactly("WT-04");
        assertThat(model.view.assetCount()).isEqualTo(5);
    }

    @Test
    void shouldGiveFingerprintsThatTellMemberSetsApart() {
        List<Long> fingerprints = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            fingerprints.add(SubtreeSum.mix(new AssetId("WT-" + i)));
            fingerprints.add(SubtreeSum.mix(new AssetId("WT-" + i)) + SubtreeSum.mix(new AssetId("WT-" + (i + 1))));
        }

        assertThat(fingerprints).doesNotHaveDuplicates().doesNotContain(0L);
    }

    private void fill() {
        model.accepted(type("wind"));
        model.accepted(geography());
        model.accepted(putGroup("country", null));
        model.accepted(putGroup("north", "country"));
        model.accepted(putGroup("south", "country"));
    }

    private Document document(String key) {
        return model.latest().stream()
                .filter(document -> document.entityKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Roster roster(String group) {
        return model.view.roster(group(group)).orElseThrow();
    }

    private Member member(String group) {
        return Objects.requireNonNull(roster(group).members().get(ASSET), "Expected the asset in " + group);
    }

    private void passTo(int hour) {
        model.passes(Duration.between(model.now(), at(hour)));
    }

    private static Instant at(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
