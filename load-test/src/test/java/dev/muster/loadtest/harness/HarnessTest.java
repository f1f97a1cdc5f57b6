package dev.muster.loadtest.harness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HarnessTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void shouldMakeEveryRecordAnotherOneAndLaterOfItsAsset() {
        List<Sample> samples = BenchModel.records(7, 100, 1, NOW).toList();

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
    void shouldSendTheSameBytesToEverybodyAndOtherValuesInEachRound() {
        assertThat(bytes(1)).isEqualTo(bytes(1));
        assertThat(BenchModel.total(7, 100, 1)).isNotEqualTo(BenchModel.total(7, 100, 2));
    }

    private static List<String> bytes(int round) {
        return BenchModel.records(7, 100, round, NOW)
                .map(sample -> new String(TelemetryCodec.encode(sample), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldExpectTheSumOfTheLastOfEachAsset() {
        Map<SourceId, Double> latest = latest(BenchModel.records(7, 100, 3, NOW).toList());

        assertThat(BenchModel.total(7, 100, 3))
                .isEqualTo(new RootTotal(
                        latest.values().stream().mapToLong(FixedPoint::toMicros).sum(), 7));
    }

    @Test
    void shouldPlanEveryAssetThatSendsInGroupsOfAHundredOfBothHierarchies() {
        ModelPlan plan = BenchModel.plan(1_250);

        assertThat(plan.assets()).hasSize(1_250);
        assertThat(plan.assets().get(1_249).id().value())
                .isEqualTo(BenchModel.records(1_250, 1_250, 1, NOW)
                        .toList()
                        .get(1_249)
                        .source()
                        .value());
        BenchModel.HIERARCHIES.forEach(hierarchy -> {
            // 13 leaf groups and 2 in the middle
            assertThat(plan.groups().stream()
                            .filter(group -> group.key().hierarchy().equals(hierarchy)))
                    .hasSize(15);
            assertThat(plan.assets().stream()
                            .collect(Collectors.groupingBy(
                                    (AssetPlan asset) ->
                                            requireNonNull(asset.placements().get(hierarchy)),
                                    Collectors.counting()))
                            .values())
                    .hasSize(13)
                    .allSatisfy(members -> assertThat(members).isBetween(1L, 100L));
        });
    }

    @Test
    void shouldBeThereOnlyWhenEveryPartitionIsCommitted() {
        Map<TopicPartition, Long> committed = Map.of(new TopicPartition("t", 0), 5L, new TopicPartition("t", 1), 7L);

        assertThat(Groups.hasReached(committed, "t", List.of(5L, 7L, 0L))).isTrue();
        assertThat(Groups.hasReached(committed, "t", List.of(4L, 8L, 0L))).isFalse();
        assertThat(Groups.hasReached(committed, "t", List.of(5L, 7L, 1L))).isFalse();
        assertThat(Groups.hasReached(committed, "other", List.of(5L))).isFalse();
    }

    @Test
    void shouldAcceptNoOtherTotalAtEitherRoot() {
        RootTotal sent = new RootTotal(3, 2);

        assertThatCode(() -> Match.requireEqual(Map.of(ModelPlan.GEOGRAPHY, sent, ModelPlan.TECHNOLOGY, sent), sent))
                .doesNotThrowAnyException();
        for (RootTotal other : List.of(new RootTotal(4, 2), new RootTotal(3, 1))) {
            assertThatThrownBy(() ->
                            Match.requireEqual(Map.of(ModelPlan.GEOGRAPHY, sent, ModelPlan.TECHNOLOGY, other), sent))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("at the root of technology");
        }
        assertThatThrownBy(() -> Match.requireEqual(Map.of(ModelPlan.TECHNOLOGY, sent), sent))
                .hasMessageContaining("at the root of geography but it shows null");
    }

    @Test
    void shouldTakeNoTimeOffFromWhoHasEnded() {
        assertThat(Processes.since(
                        Map.of("one", Duration.ofSeconds(3), "gone", Duration.ofSeconds(9)),
                        Map.of("one", Duration.ofSeconds(5), "gone", Duration.ZERO)))
                .isEqualTo(Map.of("one", Duration.ofSeconds(2), "gone", Duration.ZERO));
    }

    @Test
    void shouldSumTheLatestOfEachSourceInTheBareLoop() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
        TopicPartition partition = new TopicPartition("t", 0);
        consumer.updateBeginningOffsets(Map.of(partition, 5L));
        BareLoop loop = new BareLoop(consumer, "t", 1);

        for (int number = 0; number < 2; number++) {
            List<Sample> samples = BenchModel.records(10, 95, number, NOW).toList();
            int from = 5 + number * 95;
            consumer.schedulePollTask(() -> {
                for (int i = 0; i < samples.size(); i++) {
                    consumer.addRecord(
                            new ConsumerRecord<>("t", 0, from + i, new byte[0], TelemetryCodec.encode(samples.get(i))));
                }
            });
            RootTotal expected = BenchModel.total(10, 95, number);

            assertThat(loop.read(new Round(95, List.of(from + 95L), expected)))
                    .isEqualTo(Map.of(ModelPlan.GEOGRAPHY, expected, ModelPlan.TECHNOLOGY, expected));
        }
        assertThat(consumer.assignment()).containsExactly(partition);
    }

    private static Map<SourceId, Double> latest(List<Sample> samples) {
        Map<SourceId, Double> latest = new HashMap<>();
        samples.forEach(sample -> latest.put(
                sample.source(),
                requireNonNull(sample.readings().get(BenchModel.POWER)).value()));
        return latest;
    }
}
