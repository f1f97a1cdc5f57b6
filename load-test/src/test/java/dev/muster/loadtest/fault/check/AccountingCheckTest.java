package dev.muster.loadtest.fault.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountingCheckTest {
    private static final String METRICS = """
            # TYPE muster_ingest_records_total counter
            muster_ingest_records_total{outcome="accepted",partition="0"} 7.0
            muster_ingest_records_total{outcome="duplicate",partition="0"} 2.0
            muster_ingest_records_total{outcome="accepted",partition="11"} 1.0E3
            muster_ingest_received_total{partition="0"} 9.0
            muster_ingest_received_total{partition="11"} 1.0E3
            muster_ingest_redelivered_total{partition="11"} 5.0
            """;

    @Test
    void shouldPassPartitionsThatClose() {
        List<PartitionCount> counts = PartitionCount.parse(METRICS);

        assertThat(counts).extracting(PartitionCount::received).containsExactly(9L, 1_000L);
        assertThat(AccountingCheck.breaches(1, counts)).isEmpty();
    }

    @Test
    void shouldNamePartitionThatDoesNot() {
        String open = METRICS.replace("duplicate\",partition=\"0\"} 2.0", "duplicate\",partition=\"0\"} 1.0");

        assertThat(AccountingCheck.breaches(1, PartitionCount.parse(open)))
                .singleElement()
                .satisfies(breach -> assertThat(breach.toString())
                        .contains("ACCOUNTING_OPEN", "node 1, partition 0", "received 9", "makes 8"));
    }

    @Test
    void shouldNamePartitionOfWhichNothingBecame() {
        assertThat(AccountingCheck.breaches(
                        1, PartitionCount.parse("muster_ingest_received_total{partition=\"3\"} 1.0\n")))
                .hasSize(1);
    }
}
