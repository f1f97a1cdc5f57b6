package dev.muster.assetmodel.view.memory;

import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static dev.muster.assetmodel.registry.ModelFacts.windExpected;
import static dev.muster.assetmodel.view.memory.SunnyModel.DAYTIME;
import static dev.muster.assetmodel.view.memory.SunnyModel.GREENWICH;
import static dev.muster.assetmodel.view.memory.SunnyModel.STEADY;
import static dev.muster.assetmodel.view.memory.SunnyModel.SUNNY;
import static dev.muster.assetmodel.view.memory.SunnyModel.SYDNEY;
import static dev.muster.assetmodel.view.memory.SunnyModel.asset;
import static dev.muster.assetmodel.view.memory.SunnyModel.at;
import static dev.muster.assetmodel.view.memory.SunnyModel.sunny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.ExpectationSchedule.Always;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.view.Subtree;
import dev.muster.assetmodel.view.memory.tree.SubtreeSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a schedule takes an asset out of the rosters, and brings it back. */
class ExpectationViewTest {
    private final SunnyModel model = new SunnyModel();

    @Test
    void shouldLeaveEveryRosterAtDuskAndReturnAtDawn() {
        model.driver.accepted(windExpected(new Daylight()));
        model.driver.accepted(sunny(GREENWICH, in("north")));
        Subtree alone = model.roster(group("north")).whole();
        Span night = new Daylight().spanAt(at(0), GREENWICH);
        Span day = new Daylight().spanAt(night.until(), GREENWICH);

        model.assertMissingEverywhere();
        model.passTo(night.until().minusMillis(1));
        model.assertMissingEverywhere();
        model.passTo(night.until());
        model.assertThereEverywhere();
        assertThat(model.view.expectedSince(SUNNY)).contains(day.since()).contains(night.until());
        assertThat(model.member(group("north")).expectedSince()).isEqualTo(day.since());
        model.passTo(day.until().minusMillis(1));
        model.assertThereEverywhere();
        model.passTo(day.until());
        model.assertMissingEverywhere();
        assertThat(model.roster(group("north")).whole()).isEqualTo(alone);
        model.passTo(at(24 + 12));
        model.assertThereEverywhere();
    }

    @Test
    void shouldFindItsWayWhenTimeIsToldLate() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(sunny(GREENWICH, in("north")));

        model.passTo(at(5 * 24 + 12));

        model.assertThereEverywhere();
        assertThat(model.view.expectedSince(SUNNY)).contains(at(5 * 24 + 6));
    }

    @Test
    void shouldNotBringRetiredAssetBackAtDawn() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(sunny(Map.of(), in("north")));
        model.driver.accepted(new ModelCommand.RetireAsset(SUNNY, at(5)));

        model.passTo(at(12));

        assertThat(model.roster(group("root")).whole().fingerprint()).isEqualTo(SubtreeSum.mix(STEADY));
        assertThat(model.view.expectedSince(SUNNY)).isEmpty();
        assertThat(model.view.groupsOf(SUNNY)).isEmpty();
        assertThat(model.view.unexpected(group("north"))).isEmpty();
    }

    @Test
    void shouldTakeAssetOutWhenItRetiresByDay() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(sunny(Map.of(), in("north")));
        model.driver.accepted(new ModelCommand.RetireAsset(SUNNY, at(13)));
        model.passTo(at(12));
        model.assertThereEverywhere();

        model.passTo(at(13));

        assertThat(model.roster(group("root")).whole().fingerprint()).isEqualTo(SubtreeSum.mix(STEADY));
        assertThat(model.view.expectedSince(SUNNY)).isEmpty();
    }

    @Test
    void shouldFollowChangeOfTheType() {
        model.driver.accepted(windExpected(new Always()));
        model.driver.accepted(sunny(GREENWICH, in("north")));
        model.assertThereEverywhere();
        assertThat(model.view.expectedSince(SUNNY)).contains(Validity.BEGINNING);
        assertThat(model.member(group("north")).expectedSince()).isEqualTo(at(0));

        model.driver.accepted(windExpected(DAYTIME));
        model.assertMissingEverywhere();
        model.driver.accepted(windExpected(new Always()));
        model.assertThereEverywhere();
        model.driver.accepted(windExpected(new Daylight()));
        model.assertMissingEverywhere();
        model.passTo(at(12));
        model.driver.accepted(windExpected(DAYTIME));
        model.assertThereEverywhere();
        assertThat(model.view.expectedSince(SUNNY)).contains(at(6));
    }

    @Test
    void shouldFollowAssetThatBecomesAnotherType() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(sunny(GREENWICH, in("north")));
        model.assertMissingEverywhere();

        model.driver.accepted(asset(SUNNY, "steady", GREENWICH));

        model.assertThereEverywhere();
        assertThat(model.view.expectedSince(SUNNY)).contains(Validity.BEGINNING);
    }

    @Test
    void shouldFollowAttributesThatSayWhereTheAssetStands() {
        model.driver.accepted(windExpected(new Daylight()));
        model.driver.accepted(sunny(GREENWICH, in("north")));
        model.assertMissingEverywhere();

        model.driver.accepted(sunny(SYDNEY));
        model.assertThereEverywhere();
        model.driver.accepted(sunny(GREENWICH));
        model.assertMissingEverywhere();
        model.driver.accepted(sunny(Map.of("latitude", "51.4779")));
        model.assertThereEverywhere();
        assertThat(model.view.expectedSince(SUNNY)).contains(Validity.BEGINNING);
    }

    @Test
    void shouldExpectAssetUntilItsTypeIsKnownToSayOtherwise() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(sunny(Map.of(), in("north")));
        InMemoryModelView other = new InMemoryModelView();
        List<Change> changes = new ArrayList<>();
        model.driver.latest().forEach(document -> changes.add(new Change(changes.size(), document)));
        Change type = changes.stream()
                .filter(change -> isType(change.document()))
                .findFirst()
                .orElseThrow();
        changes.remove(type);

        other.apply(changes);
        assertThat(other.roster(group("north")).orElseThrow().members()).containsKey(SUNNY);
        assertThat(other.expectedSince(SUNNY)).isEmpty();
        other.apply(List.of(type));
        assertThat(other.roster(group("north")).orElseThrow().members()).doesNotContainKey(SUNNY);
        assertThat(other.expectedSince(SUNNY)).isEmpty();
        assertThat(other.expectedSince(STEADY)).contains(Validity.BEGINNING);
        assertThat(other.expectedSince(new AssetId("nobody"))).isEmpty();
    }

    private static boolean isType(Document document) {
        return document instanceof TypeDocument type && type.id().equals(new TypeId("wind"));
    }
}
