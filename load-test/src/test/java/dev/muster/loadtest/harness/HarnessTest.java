package dev.muster.loadtest.harness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HarnessTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void shouldMakeEveryRecordAnotherOneAndLaterOfItsAsset() {
        List<Sample> samples = BenchModel.records(7, 100, NOW).toList();

        assertThat(samples).hasSize(100);
        Map<SourceId, Sample> last = new HashMap<>();
        for (Sample sample : samples) {
            assertThat(sample.readings()).hasSize(3);
            assertThat(sample.measuredAt()).isBefore(NOW);
            Sample before = last.put(sample.source(), sample);
            assertThat(before == null
                            || (before.measuredAt().isBefore(sample.measuredAt())
                                    && before.sequence() < sample.sequence()))
                    .isTrue();
        }
        assertThat(last).hasSize(7);
    }

    @Test
    void shouldPlanEveryAssetThatSends() {
        ModelPlan plan = BenchModel.plan(250);

        assertThat(plan.assets()).hasSize(250);
        assertThat(plan.groups()).hasSize(3);
        assertThat(plan.assets().get(249).id().value())
                .isEqualTo(BenchModel.records(250, 250, NOW)
                        .toList()
                        .get(249)
                        .source()
                        .value());
    }

    @Test
    void shouldReadProgressOverAllPartitions() {
        String metrics = """
                # HELP muster_ingest_next_offset x
                # TYPE muster_ingest_next_offset gauge
                muster_ingest_next_offset{partition="0"} 1200.0
                muster_ingest_next_offset{partition="11"} 3.0E5
                muster_ingest_records_total{partition="0",outcome="accepted"} 77.0
                muster_ingest_records_total{outcome="accepted",partition="1"} 3.0
                muster_ingest_records_total{partition="0",outcome="duplicate"} 2.0
                muster_ingest_records_total{partition="0",outcome="late"} 5.0
                """;

        assertThat(IngestProgress.done(metrics)).isEqualTo(301_200);
        assertThat(IngestProgress.taken(metrics)).isEqualTo(82);
        assertThat(IngestProgress.done("")).isZero();
    }

    @Test
    void shouldSumTheLatestOfEachSourceInTheBareLoop() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
        TopicPartition partition = new TopicPartition("t", 0);
        List<Sample> samples = BenchModel.records(10, 95, NOW).toList();
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < samples.size(); i++) {
                consumer.addRecord(
                        new ConsumerRecord<>("t", 0, 5 + i, new byte[0], TelemetryCodec.encode(samples.get(i))));
            }
        });
        Map<SourceId, Double> latest = new HashMap<>();
        samples.forEach(sample -> latest.put(
                sample.source(),
                requireNonNull(sample.readings().get(BenchModel.POWER)).value()));

        BareLoop.Result result = BareLoop.read(consumer, "t", new long[] {5}, new long[] {100});

        assertThat(result.powerMicros())
                .isEqualTo(
                        latest.values().stream().mapToLong(FixedPoint::toMicros).sum());
        assertThat(consumer.assignment()).containsExactly(partition);
    }
}
