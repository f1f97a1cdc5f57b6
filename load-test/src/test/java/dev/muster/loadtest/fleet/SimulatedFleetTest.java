package dev.muster.loadtest.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFleetTest {
    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(SimulatedFleet.create(1, 600)).isEqualTo(SimulatedFleet.create(1, 600));
        assertThat(SimulatedFleet.create(1, 600)).isNotEqualTo(SimulatedFleet.create(2, 600));
    }

    @ParameterizedTest
    @ValueSource(ints = {SimulatedFleet.UNITS_MIN, 601, 10_007})
    void shouldHaveAsManyUnitsAsAskedFor(int size) {
        SimulatedFleet fleet = SimulatedFleet.create(1, size);

        assertThat(fleet.units()).hasSize(size);
        assertThat(fleet.units().stream().map(FleetUnit::id)).doesNotHaveDuplicates();
        assertThat(fleet.units().stream().map(FleetUnit::technology).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Technology.class));
    }

    @Test
    void shouldRefuseSizesThatMakeNoFleet() {
        assertThatThrownBy(() -> SimulatedFleet.create(1, SimulatedFleet.UNITS_MIN - 1))
                .hasMessageContaining("Expected 20 to 100000 units");
        assertThatThrownBy(() -> SimulatedFleet.create(1, SimulatedFleet.UNITS_MAX + 1))
                .hasMessageContaining("Expected 20 to 100000 units");
    }

    @Test
    void shouldHaveOneUnitWithOtherFirmwareThanOrdered() {
        SimulatedFleet fleet = SimulatedFleet.create(1, 600);

        assertThat(fleet.units())
                .filteredOn(unit -> !firmware(fleet.reported(unit)).equals(firmware(unit.ordered())))
                .containsExactly(fleet.otherFirmware());
        assertThat(fleet.units()).allSatisfy(unit -> assertThat(
                        Double.parseDouble(fleet.reported(unit).values().get(FleetUnit.RATED_POWER)))
                .isEqualTo(unit.ratedMegawatts())
                .isEqualTo(Double.parseDouble(unit.ordered().values().get(FleetUnit.RATED_POWER))));
        assertThat(SimulatedFleet.create(1, 600).otherFirmware()).isEqualTo(fleet.otherFirmware());
        assertThat(SimulatedFleet.create(2, 600).otherFirmware().id())
                .isNotEqualTo(fleet.otherFirmware().id());
    }

    private static String firmware(Properties properties) {
        return properties.values().getOrDefault(FleetUnit.FIRMWARE, "");
    }

    @Test
    void shouldKeepUnitsOfASiteTogetherInTheirRegion() {
        SimulatedFleet fleet = SimulatedFleet.create(1, 600);

        fleet.units().stream()
                .collect(Collectors.groupingBy(FleetUnit::site))
                .values()
                .forEach(site -> {
                    assertThat(site.stream().map(FleetUnit::region).distinct()).hasSize(1);
                    site.forEach(unit -> assertThat(
                                    unit.place().distanceKm(site.get(0).place()))
                            .isLessThan(10));
                });
        fleet.units().forEach(unit -> {
            Place corner = unit.region().corner();
            assertThat(unit.place().eastKm()).isBetween(corner.eastKm(), corner.eastKm() + Region.WIDTH_KM);
            assertThat(unit.place().northKm()).isBetween(corner.northKm(), corner.northKm() + Region.WIDTH_KM);
        });
    }

    @Test
    void shouldPlaceEveryUnitInGroupsOfThePlan() {
        ModelPlan plan = FleetModel.plan(SimulatedFleet.create(1, 600));
        Set<GroupKey> groups = plan.groups().stream().map(GroupPlan::key).collect(Collectors.toSet());

        assertThat(groups)
                .hasSameSizeAs(plan.groups())
                .contains(
                        FleetModel.COUNTRY,
                        FleetModel.YOUR_SITE,
                        new GroupKey(ModelPlan.TECHNOLOGY, new GroupId("wind.north")));
        for (AssetPlan asset : plan.assets()) {
            assertThat(asset.placements()).hasSize(2);
            asset.placements()
                    .forEach((hierarchy, group) -> assertThat(groups).contains(new GroupKey(hierarchy, group)));
        }
    }
}
