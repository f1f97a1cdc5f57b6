package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GatheredReadsTest {
    private static final Instant T = Instant.parse("2030-01-02T03:04:05Z");

    private final List<List<AssetId>> asked = new ArrayList<>();
    private final List<CompletableFuture<Map<AssetId, StoredLatest>>> answers = new ArrayList<>();
    private final GatheredReads reads = new GatheredReads(this::store, 1, 3);

    @Test
    void shouldNotHaveAnybodyWaitWhenNothingIsUnderWay() {
        CompletableFuture<Map<AssetId, StoredLatest>> found = of(1, 2);

        assertThat(asked).containsExactly(assets(1, 2));
        answer(0);
        assertThat(found).isCompletedWithValue(stored(1, 2));
    }

    @Test
    void shouldReadTogetherWhatIsAskedForMeanwhileAndGiveEachItsOwn() {
        // given
        of(1);
        CompletableFuture<Map<AssetId, StoredLatest>> one = of(2, 3);
        CompletableFuture<Map<AssetId, StoredLatest>> other = of(3);

        // when
        answer(0);

        // then
        assertThat(asked).containsExactly(assets(1), assets(2, 3));
        assertThat(one).isNotDone();
        answer(1);
        assertThat(one).isCompletedWithValue(stored(2, 3));
        assertThat(other).isCompletedWithValue(stored(3));
    }

    @Test
    void shouldBeginAnotherWhenOneIsFull() {
        // given
        of(1);
        of(2, 3, 4);
        CompletableFuture<Map<AssetId, StoredLatest>> later = of(5);

        // when
        answer(0);
        answer(1);
        answer(2);

        // then
        assertThat(asked).containsExactly(assets(1), assets(2, 3, 4), assets(5));
        assertThat(later).isCompletedWithValue(stored(5));
    }

    /** Members stand in a group of every hierarchy, and all of these ask. */
    @Test
    void shouldReadOnceWhatSeveralWaitForAndAnewWhatIsUnderWay() {
        // given
        of(1);
        of(2, 3, 4);
        of(5);
        CompletableFuture<Map<AssetId, StoredLatest>> across = of(1, 4, 5, 6);

        // when
        answer(0);
        answer(1);
        assertThat(across).isNotDone();
        answer(2);

        // then
        assertThat(asked).containsExactly(assets(1), assets(2, 3, 4), assets(5, 1, 6));
        assertThat(across).isCompletedWithValue(stored(1, 4, 5, 6));
    }

    @Test
    void shouldReadAgainWhatWasReadBefore() {
        // given
        of(1);
        of(2);
        answer(0);
        answer(1);

        // when
        CompletableFuture<Map<AssetId, StoredLatest>> again = of(2);

        // then
        answer(2);
        assertThat(again).isCompletedWithValue(stored(2));
    }

    @Test
    void shouldKeepToSoManyAtOnce() {
        GatheredReads two = new GatheredReads(this::store, 2, 1);
        two.of(assets(1));
        two.of(assets(2));
        two.of(assets(3));

        assertThat(asked).hasSize(2);
        answer(1);
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldTellEverybodyOfAFailureAndGoOn() {
        // given
        of(1);
        CompletableFuture<Map<AssetId, StoredLatest>> one = of(2);
        CompletableFuture<Map<AssetId, StoredLatest>> other = of(3);
        answer(0);

        // when
        answers.get(1).completeExceptionally(new IllegalStateException("away"));

        // then
        assertThat(one).isCompletedExceptionally();
        assertThat(other).isCompletedExceptionally();
        CompletableFuture<Map<AssetId, StoredLatest>> again = of(2);
        answer(2);
        assertThat(again).isCompletedWithValue(stored(2));
    }

    @Test
    void shouldGoOnWhenTheStoreRefusesAtOnce() {
        GatheredReads broken = new GatheredReads(
                assets -> {
                    throw new IllegalStateException("closed");
                },
                1,
                1);

        assertThat(broken.of(assets(1)).toCompletableFuture()).isCompletedExceptionally();
        assertThat(broken.of(assets(2)).toCompletableFuture()).isCompletedExceptionally();
    }

    private CompletableFuture<Map<AssetId, StoredLatest>> of(int... numbers) {
        return reads.of(assets(numbers)).toCompletableFuture();
    }

    private CompletionStage<Map<AssetId, StoredLatest>> store(Collection<AssetId> assets) {
        asked.add(List.copyOf(assets));
        CompletableFuture<Map<AssetId, StoredLatest>> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    /** Of each asset that was asked for. */
    private void answer(int read) {
        Map<AssetId, StoredLatest> found = new HashMap<>();
        asked.get(read).forEach(asset -> found.put(asset, new StoredLatest(MemberRegisters.NONE, T)));
        answers.get(read).complete(found);
    }

    private static List<AssetId> assets(int... numbers) {
        List<AssetId> assets = new ArrayList<>();
        for (int number : numbers) {
            AssetId asset = new AssetId("WT-" + number);
            if (!assets.contains(asset)) {
                assets.add(asset);
            }
        }
        return assets;
    }

    private static Map<AssetId, StoredLatest> stored(int... numbers) {
        Map<AssetId, StoredLatest> stored = new HashMap<>();
        assets(numbers).forEach(asset -> stored.put(asset, new StoredLatest(MemberRegisters.NONE, T)));
        return stored;
    }
}
