package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {
    private static final Instant T = Instant.parse("2030-01-02T03:59:58Z");
    private static final AssetId ASSET = new AssetId("a");

    @Test
    void shouldKnowNoSampleWhereNoneIsWrittenAndNotPretendToHaveLooked() {
        SampleHistory off = SampleHistory.OFF;

        assertThat(off.write(List.of()).toCompletableFuture()).isCompleted();
        assertThat(off.exists(ASSET, T, new SourceId("a"), 1).toCompletableFuture())
                .isCompletedWithValue(false);
        assertThat(off.reader().isKept()).isFalse();
        HistoryQuery query = new HistoryQuery(ASSET, T, T.plusSeconds(1), 10, null);
        assertThatThrownBy(() -> off.reader().read(query).toCompletableFuture().join())
                .hasMessageContaining("where none is written");
        HistoryReader other = any -> off.reader().read(query);
        assertThat(other.isKept()).isTrue();
    }
}
