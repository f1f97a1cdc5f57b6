package dev.muster.twinservice.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.twinservice.placement.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatermarkBoardTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final TurbineModel model = new TurbineModel();
    private final WatermarkBoard board = new WatermarkBoard(model.view(), TurbineModel.PARTITIONS);

    @Test
    void shouldKnowAnAssetByThePartitionOfItsSource() {
        // given
        int partition = Partitioning.partitionOf(TurbineModel.SOURCE, TurbineModel.PARTITIONS);
        assertThat(board.of(TurbineModel.TURBINE)).isNull();

        // when
        board.post("a", List.of(report(partition, NOON), report((partition + 1) % 4, NOON.plusSeconds(9))));

        // then
        assertThat(board.of(TurbineModel.TURBINE)).isEqualTo(NOON);
        assertThat(board.of(new AssetId("stranger"))).isNull();
    }

    @Test
    void shouldNeverGoBackWhoeverSpeaks() {
        int partition = Partitioning.partitionOf(TurbineModel.SOURCE, TurbineModel.PARTITIONS);
        board.post("a", List.of(report(partition, NOON)));

        // when another node has taken the partition up, and does not know yet or knows less
        board.post("b", List.of(report(partition, null)));
        assertThat(board.of(TurbineModel.TURBINE)).isEqualTo(NOON);
        board.post("b", List.of(report(partition, NOON.minusSeconds(5))));

        // then
        assertThat(board.of(TurbineModel.TURBINE)).isEqualTo(NOON);
        assertThat(board.of(new SourceId(TurbineModel.SOURCE.value())))
                .get()
                .extracting(WatermarkBoard.Posted::node)
                .isEqualTo("b");
        board.post("b", List.of(report(partition, NOON.plusSeconds(1))));
        assertThat(board.of(TurbineModel.TURBINE)).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void shouldKnowTheLastWhoSaidThatItReadsAPartitionAndHowOftenThatWasSaid() {
        assertThat(board.readers()).isEmpty();
        board.post("a", List.of(report(1, NOON), report(2, null)));
        board.post("a", List.of(report(1, NOON), report(2, null)));
        board.post("b", List.of(report(2, null)));

        assertThat(board.readers()).isEqualTo(Map.of(1, new Reader("a", 2), 2, new Reader("b", 3)));
    }

    private static PartitionReport report(int partition, @Nullable Instant watermark) {
        return new PartitionReport(partition, watermark, 3, 3, null);
    }
}
