package dev.muster.loadtest.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceFailure;
import java.time.Instant;
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
}
