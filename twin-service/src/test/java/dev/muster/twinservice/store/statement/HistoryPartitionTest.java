package dev.muster.twinservice.store.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryPartitionTest {
    @Test
    void shouldCutHoursAtTheFullHour() {
        assertThat(HistoryPartition.hourOf(Instant.parse("2030-01-02T03:59:59.999Z")))
                .isEqualTo(525_987);
        assertThat(HistoryPartition.hourOf(Instant.parse("2030-01-02T04:00:00Z")))
                .isEqualTo(525_988);
    }

    @Test
    void shouldPlaceTimesBefore1970BeforeThoseAfter() {
        assertThat(HistoryPartition.hourOf(Instant.ofEpochMilli(-1))).isEqualTo(-1);
        assertThat(HistoryPartition.hourOf(Instant.EPOCH)).isZero();
    }

    @Test
    void shouldTakeTheBucketOfTheAsset() {
        AssetId asset = new AssetId("WT-07");

        assertThat(HistoryPartition.of(asset, Instant.EPOCH)).isEqualTo(new HistoryPartition(AssetBucket.of(asset), 0));
    }
}
