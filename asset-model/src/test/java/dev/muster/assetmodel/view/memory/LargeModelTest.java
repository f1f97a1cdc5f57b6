package dev.muster.assetmodel.view.memory;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static dev.muster.assetmodel.registry.ModelFacts.windExpected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sizes that a view must carry. The time limits are far above what it takes, and far below what a quadratic step takes. */
class LargeModelTest {
    private static final int ASSETS = 100_000;
    private static final int GROUPS = 1_000;
    private static final int BATCH = 10_000;
    private static final Instant NOW = ModelDriver.START;
    private static final Recorded RECORDED = new Recorded(NOW, new Principal("tester"));

    private final InMemoryModelView view = new InMemoryModelView();
    private final List<Change> batch = new ArrayList<>();
    private long position = -1;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void shouldLoadLargeGroupAndThenTakeSingleChanges() {
        loadTypeAndHierarchy();
        publish(groupPlaced("all", GroupKey.ROOT));
        for (int i = 0; i < ASSETS; i++) {
            publishAsset(i, "all");
        }
        flush();

        assertThat(expected()).isEqualTo(ASSETS);
        for (int i = 0; i < 100; i++) {
            publishAsset(ASSETS + i, "all");
            flush();
        }
        assertThat(view.roster(group("all")).orElseThrow().members()).hasSize(ASSETS + 100);
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void shouldLoadManyGroupsAfterTheirAssets() {
        loadTypeAndHierarchy();
        for (int i = 0; i < ASSETS; i++) {
            publishAsset(i, "group-" + i % GROUPS);
        }
        flush();
        assertThat(roster("unplaced").members()).hasSize(ASSETS);

        for (int i = 0; i < GROUPS; i++) {
            publish(groupPlaced("group-" + i, GroupKey.ROOT));
            if (i % 10 == 9) {
                flush();
            }
        }

        assertThat(roster("unplaced").members()).isEmpty();
        assertThat(roster("root").children()).hasSize(GROUPS);
        assertThat(expected()).isEqualTo(ASSETS);
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void shouldTakeLargeTypeOutAndInAtOneInstant() {
        Window night = new Window(LocalTime.of(20, 0), LocalTime.of(6, 0));
        loadTypeAndHierarchy(
                windExpected(new Daily(ZoneOffset.UTC, List.of(night))).type());
        for (int i = 0; i < GROUPS; i++) {
            publish(groupPlaced("group-" + i, GroupKey.ROOT));
        }
        for (int i = 0; i < ASSETS; i++) {
            publishAsset(i, "group-" + i % GROUPS);
        }
        flush();
        Roster before = roster("root");
        assertThat(expected()).isEqualTo(ASSETS);

        view.advance(NOW.plus(Duration.ofHours(6)));
        assertThat(roster("root").whole()).isEqualTo(Subtree.EMPTY);
        view.advance(NOW.plus(Duration.ofHours(20)));
        assertThat(roster("root").whole()).isEqualTo(before.whole());
    }

    private void loadTypeAndHierarchy() {
        loadTypeAndHierarchy(type("wind").type());
    }

    private void loadTypeAndHierarchy(AssetType type) {
        Validity always = Validity.from(Validity.BEGINNING);
        publish(new ModelEvent.TypeDefined(type, always, RECORDED));
        publish(new ModelEvent.HierarchyNamed(GEOGRAPHY, "Geography", always, RECORDED));
    }

    private static ModelEvent groupPlaced(String id, GroupId parent) {
        return new ModelEvent.GroupPlaced(group(id), new GroupDefinition(id, parent), Validity.from(NOW), RECORDED);
    }

    private void publishAsset(int number, String group) {
        AssetId asset = new AssetId("WT-" + number);
        AssetDefinition definition = new AssetDefinition(
                asset.value(), new TypeId("wind"), new SourceId(asset.value()), Map.of(), Map.of(), null);
        Document described = EventApplier.apply(
                null, new ModelEvent.AssetDescribed(asset, definition, Validity.from(Validity.BEGINNING), RECORDED));
        publish(EventApplier.apply(
                described,
                new ModelEvent.AssetPlaced(asset, GEOGRAPHY, new GroupId(group), Validity.from(NOW), RECORDED)));
    }

    private void publish(ModelEvent event) {
        publish(EventApplier.apply(null, event));
    }

    private void publish(Document document) {
        batch.add(new Change(++position, document));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        view.apply(batch);
        batch.clear();
    }

    private int expected() {
        return roster("root").whole().signals().values().stream()
                .mapToInt(Expectation::expected)
                .sum();
    }

    private Roster roster(String group) {
        return view.roster(group(group)).orElseThrow();
    }
}
