package dev.muster.twinservice.store.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionBatchesTest {
    @Test
    void shouldGroupByPartitionAndKeepTheOrderWithinOne() {
        List<List<String>> groups =
                PartitionBatches.group(List.of("a1", "b1", "a2", "c1", "b2", "a3"), row -> row.charAt(0), 50);

        assertThat(groups).containsExactly(List.of("a1", "a2", "a3"), List.of("b1", "b2"), List.of("c1"));
    }

    @Test
    void shouldFillAGroupToTheLimitAndNotBeyond() {
        List<Integer> fifty = IntStream.range(0, 50).boxed().toList();
        List<Integer> fiftyOne = IntStream.range(0, 51).boxed().toList();

        assertThat(PartitionBatches.group(fifty, row -> "one partition", 50)).hasSize(1);
        assertThat(PartitionBatches.group(fiftyOne, row -> "one partition", 50)).containsExactly(fifty, List.of(50));
    }

    @Test
    void shouldMakeNoGroupOfNothing() {
        assertThat(PartitionBatches.group(List.of(), row -> row, 50)).isEmpty();
    }
}
