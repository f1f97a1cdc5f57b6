package dev.muster.assetmodel.view.memory;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.place;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.windExpected;
import static dev.muster.assetmodel.view.memory.SunnyModel.DAYTIME;
import static dev.muster.assetmodel.view.memory.SunnyModel.SUNNY;
import static dev.muster.assetmodel.view.memory.SunnyModel.at;
import static dev.muster.assetmodel.view.memory.SunnyModel.sunny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.view.Roster;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Assets that no schedule expects now stand where they were placed all the same. */
class UnexpectedAssetsTest {
    private final SunnyModel model = new SunnyModel();

    @Test
    void shouldMoveAssetsThatSleepWhenTheirGroupIsClosedAndOpened() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(putGroup("site", "north", new Validity(at(0), at(2))));
        model.driver.accepted(sunny(Map.of(), in("site")));
        assertThat(model.view.groupsOf(SUNNY)).containsEntry(GEOGRAPHY, group("site"));

        model.passTo(at(2));
        assertThat(model.view.groupsOf(SUNNY)).containsEntry(GEOGRAPHY, group("unplaced"));
        assertThat(model.view.unexpected(group("unplaced"))).containsExactly(SUNNY);
        assertThat(model.view.unexpected(group("site"))).isEmpty();
        assertThat(model.roster(group("root")).children()).containsOnlyKeys(group("country"));
        model.driver.accepted(putGroup("site", "north"));
        assertThat(model.view.groupsOf(SUNNY)).containsEntry(GEOGRAPHY, group("site"));
        model.passTo(at(6));
        assertThat(model.roster(group("site")).members()).containsOnlyKeys(SUNNY);
    }

    @Test
    void shouldNotLetGroupBeClosedOverAssetsThatSleep() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(putGroup("site", "north"));
        model.driver.accepted(sunny(Map.of(), in("site")));

        assertThat(model.driver
                        .rejected(putGroup("site", "north", new Validity(at(0), at(2))))
                        .detail())
                .contains("asset SUNNY");
    }

    @Test
    void shouldMoveAssetByNightAndFindItThereByDay() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(sunny(Map.of(), in("country")));
        model.driver.accepted(place("SUNNY", in("north", at(3), at(7))));

        model.passTo(at(3));
        assertThat(model.view.groupsOf(SUNNY)).containsEntry(GEOGRAPHY, group("north"));
        assertThat(model.view.unexpected(group("country"))).isEmpty();
        assertThat(model.view.unexpected(group("north"))).containsExactly(SUNNY);
        model.passTo(at(6));
        assertThat(model.member(group("north")).expectedSince()).isEqualTo(at(6));
        model.passTo(at(7));
        assertThat(model.roster(group("north")).members()).doesNotContainKey(SUNNY);
        assertThat(model.member(group("unplaced")).expectedSince()).isEqualTo(at(7));
        assertThat(model.view.expectedSince(SUNNY)).contains(at(6));
    }

    @Test
    void shouldLeaveRostersAloneThatNoScheduleTouches() {
        model.driver.accepted(windExpected(DAYTIME));
        model.driver.accepted(putGroup("south", "country"));
        model.driver.accepted(sunny(Map.of(), in("south")));
        Roster north = model.roster(group("north"));
        Roster country = model.roster(group("country"));

        model.passTo(at(6));

        assertThat(model.roster(group("north"))).isSameAs(north);
        assertThat(model.roster(group("country"))).isNotSameAs(country);
    }
}
