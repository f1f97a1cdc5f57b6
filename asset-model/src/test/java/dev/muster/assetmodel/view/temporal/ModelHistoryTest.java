package dev.muster.assetmodel.view.temporal;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.place;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ModelDriver model = new ModelDriver();
    private final ModelHistory history = model.view.history();

    @BeforeEach
    void twoGroups() {
        model.accepted(type("wind"));
        model.accepted(geography());
        model.accepted(putGroup("a", null));
        model.accepted(putGroup("b", null));
    }

    /** Recorded on Friday, "retired since Monday" holds on Tuesday; what was believed on Tuesday does not change. */
    @Test
    void shouldTakeRetirementBackToWhenItBegan() {
        model.accepted(putAsset("WT-07", in("a")));
        model.passes(HOUR.multipliedBy(4));
        model.accepted(new ModelCommand.RetireAsset(ASSET, hour(1)));

        assertThat(members("a", new Moment(hour(2), null))).isEmpty();
        assertThat(members("a", new Moment(hour(2), hour(3)))).containsExactly(ASSET);
        assertThat(members("a", new Moment(hour(0), null))).containsExactly(ASSET);
        assertThat(history.asset(ASSET, Moment.at(hour(2))).map(Asset::retiredFrom))
                .contains(hour(1));
    }

    @Test
    void shouldLetTheLastWordOnRetirementCountUntilItIsBackInService() {
        model.accepted(putAsset("WT-07", in("a")));
        model.passes(HOUR.multipliedBy(4));
        model.accepted(new ModelCommand.RetireAsset(ASSET, hour(1)));
        model.passes(HOUR);
        model.accepted(new ModelCommand.RetireAsset(ASSET, hour(3)));
        model.passes(HOUR);
        model.accepted(putAsset("WT-07"));

        assertThat(members("a", Moment.at(hour(2)))).containsExactly(ASSET);
        assertThat(members("a", Moment.at(hour(3)))).isEmpty();
        assertThat(members("a", Moment.at(hour(5)))).isEmpty();
        assertThat(members("a", Moment.at(hour(6)))).containsExactly(ASSET);
        assertThat(members("a", new Moment(hour(2), hour(4)))).isEmpty();
    }

    @Test
    void shouldKnowNothingOfWhatWasRecordedLater() {
        model.passes(HOUR);
        model.accepted(putAsset("WT-07", in("a", hour(-5), null)));

        assertThat(history.asset(ASSET, new Moment(hour(0), hour(0)))).isEmpty();
        assertThat(members("unplaced", new Moment(hour(0), hour(0)))).isEmpty();
        assertThat(members("a", Moment.at(hour(0)))).containsExactly(ASSET);
        // Before there was the group, there was nowhere else to stand.
        assertThat(members("unplaced", Moment.at(hour(-5)))).containsExactly(ASSET);
        assertThat(history.groups(GEOGRAPHY, new Moment(hour(0), hour(-1)))).isEmpty();
    }

    @Test
    void shouldCompareWhatWasBelievedWithWhatIs() {
        model.accepted(putAsset("WT-07", in("a")));
        model.passes(HOUR);
        model.accepted(place("WT-07", in("b", hour(0), null)));

        assertThat(history.assetChanges(
                                GroupKey.root(GEOGRAPHY), new Moment(hour(0), hour(0)), Moment.at(hour(0)), null, 10)
                        .items())
                .containsExactly(
                        new AssetChange(ASSET, group("a").group(), group("b").group()));
    }

    /** An asset under way from one group to the next is under the root all the while, and in one place. */
    @Test
    void shouldNotLoseWhoMovesWhileItIsRead() throws ExecutionException, InterruptedException {
        int assets = 200;
        int rounds = 10;
        for (int round = 0; round < rounds; round++) {
            model.accepted(putGroup("round-" + round, null));
        }
        for (int i = 0; i < assets; i++) {
            model.accepted(putAsset("asset-" + i, in("a")));
        }
        model.passes(HOUR);
        Moment before = new Moment(hour(1), model.now().minusMillis(1));
        Moment later = Moment.at(hour(1_000));
        AtomicBoolean written = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            int reads = 0;
            do {
                assertThat(members("a", before)).hasSize(assets);
                assertThat(members("round-1", before)).isEmpty();
                assertThat(all(GroupKey.root(GEOGRAPHY), true, later)).hasSize(assets);
                assertThat(members("unplaced", later)).isEmpty();
                for (int i = 0; i < assets; i++) {
                    assertStandsWhereItSays(new AssetId("asset-" + i), later);
                }
                reads++;
            } while (!written.get());
            return reads;
        });
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < assets; i++) {
                model.accepted(place("asset-" + i, in("round-" + round)));
            }
            model.passes(HOUR);
        }
        written.set(true);

        assertThat(reading.get()).isPositive();
    }

    /** Unless it moves on meanwhile: it is never anywhere twice. */
    private void assertStandsWhereItSays(AssetId asset, Moment moment) {
        GroupKey group = groupOf(asset, moment);
        List<AssetId> members = all(group, false, moment);
        if (groupOf(asset, moment).equals(group)) {
            assertThat(members).contains(asset);
        }
    }

    private GroupKey groupOf(AssetId asset, Moment moment) {
        return Objects.requireNonNull(history.groupsOf(asset, moment).get(GEOGRAPHY));
    }

    private List<AssetId> members(String group, Moment moment) {
        return all(group(group), false, moment);
    }

    private List<AssetId> all(GroupKey group, boolean deep, Moment moment) {
        List<AssetId> all = new ArrayList<>();
        @Nullable AssetId after = null;
        do {
            Page<AssetId, AssetId> page = history.members(group, deep, moment, after, 50);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    private static Instant hour(int hour) {
        return ModelDriver.START.plus(HOUR.multipliedBy(hour));
    }
}
