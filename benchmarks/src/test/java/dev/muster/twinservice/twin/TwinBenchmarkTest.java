package dev.muster.twinservice.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.ingest.Verdict;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TwinBenchmarkTest {
    private final TwinBenchmark benchmark = new TwinBenchmark();

    @Test
    void shouldTakeEachSampleAsNew() {
        // Beyond the end of what was prepared.
        Set<Judgement> different = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            different.add((Judgement) benchmark.oneSample());
        }

        assertThat(different)
                .containsExactly(new Judgement(List.of(new Verdict.Accepted()), List.of(), List.of(), true));
    }

    @Test
    void shouldTakeThirtyAtOnce() {
        Set<Judgement> different = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            different.add((Judgement) benchmark.batchOf30());
        }

        List<Verdict> accepted = Collections.nCopies(TwinBenchmark.BATCH, new Verdict.Accepted());
        assertThat(different).containsExactly(new Judgement(List.copyOf(accepted), List.of(), List.of(), true));
    }

    @Test
    void shouldComeAndGo() {
        for (int i = 0; i < 3; i++) {
            assertThat(benchmark.comesOnline().state().connectivity()).isEqualTo(Connectivity.ONLINE);
            assertThat(benchmark.goesOffline().state().connectivity()).isEqualTo(Connectivity.OFFLINE);
        }
    }

    @Test
    void shouldTellGroupsItsPower() {
        assertThat(benchmark.toldToGroups().values()).hasSize(1);
        assertThat(benchmark.toldToGroups().values().get(FleetModel.POWER).micros())
                .isEqualTo(SampleRecords.powerMicros(0));
    }
}
