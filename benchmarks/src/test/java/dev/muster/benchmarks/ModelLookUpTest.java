package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.benchmarks.fleet.FleetModel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelLookUpTest {
    private static final ModelLookUpBenchmark BENCHMARK = new ModelLookUpBenchmark();

    @BeforeAll
    static void load() {
        BENCHMARK.assets = 4_000;
        BENCHMARK.load();
    }

    @Test
    void shouldAlwaysFindAssetsAndTheirGroups() {
        for (int i = 0; i < 100; i++) {
            assertThat(BENCHMARK.asset()).isPresent();
            assertThat(BENCHMARK.parents()).containsOnlyKeys(FleetModel.PLACE, FleetModel.OWNER);
            assertThat(BENCHMARK.ancestors().get(FleetModel.PLACE)).hasSize(3);
        }
    }

    @Test
    void shouldFindMembersOfSitesAndOwners() {
        int ofSites = 0;
        for (int i = 0; i < 1_000; i++) {
            ofSites += BENCHMARK.membersOfSite().items().size();
        }

        // 4,000 assets at 9,900 sites.
        assertThat(ofSites).isBetween(300, 500);
        assertThat(BENCHMARK.membersOfOwner().items()).hasSizeBetween(2, 6);
    }

    /** Of four that an owner had, the first changes hands. Asked about a time when all had, as known when half had. */
    @Test
    void shouldSayWhoWasWhereAsItWasKnownThen() {
        var at = FleetModel.START.plusSeconds(3_600);
        Moment known = new Moment(at, BENCHMARK.believed());

        assertThat(members(10, known)).containsExactlyElementsOf(assets(2_010, 3_010));
        assertThat(members(10, Moment.at(at))).containsExactlyElementsOf(List.of());
        assertThat(members(11, known)).containsExactlyElementsOf(assets(10, 11, 1_010, 1_011, 2_011, 3_011));
        assertThat(members(11, Moment.at(at)))
                .containsExactlyElementsOf(assets(10, 11, 1_010, 1_011, 2_010, 2_011, 3_010, 3_011));
    }

    private static List<AssetId> members(int owner, Moment moment) {
        Page<AssetId, AssetId> page = BENCHMARK.members(FleetModel.owner(owner), moment);
        assertThat(page.next()).isNull();
        return page.items();
    }

    private static List<AssetId> assets(int... numbers) {
        return IntStream.of(numbers).mapToObj(FleetModel::asset).toList();
    }
}
