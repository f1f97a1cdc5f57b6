package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.twinservice.store.statement.ReadingsEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A benchmark of an error would be fast: each of these does what it says. */
class StepsTest {
    @Test
    void shouldDecodeSampleOfThreeSignals() throws IOException {
        DecodeBenchmark benchmark = new DecodeBenchmark();

        Sample first = sample(benchmark.decode());
        Sample second = sample(benchmark.decode());
        JsonNode third = benchmark.tree();

        assertThat(first.readings())
                .containsOnlyKeys(FleetModel.POWER, new SignalName("temperature"), new SignalName("wind_speed"))
                .containsEntry(FleetModel.POWER, Reading.good(1.001));
        assertThat(second.readings()).isNotEqualTo(first.readings());
        assertThat(second.source()).isNotEqualTo(first.source());
        assertThat(third.path("values").path("power").asDouble()).isEqualTo(1.003);
        assertThat(benchmark.nextValue().length).isBetween(130, 170);
    }

    @Test
    void shouldSendAsManySignalsAsAreAskedFor() {
        for (int signals : new int[] {1, 2, 3, 10}) {
            SampleRecords records = new SampleRecords(5, signals, 5);
            Sample first = sample(TelemetryCodec.decode(
                    Objects.requireNonNull(records.next().get(1).value())));
            Sample second = sample(TelemetryCodec.decode(
                    Objects.requireNonNull(records.next().get(1).value())));

            assertThat(first.readings()).hasSize(signals).containsEntry(FleetModel.POWER, Reading.good(1.001));
            assertThat(second.readings()).hasSize(signals).containsEntry(FleetModel.POWER, Reading.good(1.006));
            // All but the temperature are others than before.
            assertThat(second.readings().entrySet().stream()
                            .filter(reading -> !first.readings().entrySet().contains(reading)))
                    .hasSize(signals == 1 ? 1 : signals - 1);
        }
    }

    /** Over the ends of seconds and minutes. */
    @Test
    void shouldSendSamplesThatAreNewerEachTime() {
        SampleRecords records = new SampleRecords(1, 10_000);
        int last = 130_000;
        for (int first = 0; first < last; first += 10_000) {
            records.next();
        }

        Sample next = sample(TelemetryCodec.decode(
                Objects.requireNonNull(records.next().get(1).value())));

        assertThat(next.sequence()).isEqualTo(1_000_000_000L + last + 1);
        assertThat(next.measuredAt()).isEqualTo(SampleRecords.MEASURED_FROM.plusMillis(last + 1));
        assertThat(next.readings()).containsEntry(FleetModel.POWER, Reading.good(1.391));
    }

    @Test
    void shouldEncodeReadingsThatCanBeReadBack() {
        HistoryRowBenchmark benchmark = new HistoryRowBenchmark();

        ByteBuffer first = benchmark.encode();
        ByteBuffer second = benchmark.encode();

        Map<SignalName, Reading> readings = ReadingsEncoding.decode(first);
        assertThat(readings).hasSize(3).containsEntry(FleetModel.POWER, Reading.good(1.001));
        assertThat(ReadingsEncoding.decode(second)).isNotEqualTo(readings);
    }

    @Test
    void shouldBindOneStatementForEachRow() {
        HistoryRowBenchmark benchmark = new HistoryRowBenchmark();

        benchmark.history();
        long ofHistory = benchmark.rowsBound();
        benchmark.latest();

        assertThat(ofHistory).isEqualTo(HistoryRowBenchmark.ROWS);
        assertThat(benchmark.rowsBound()).isEqualTo(2 * ofHistory);
        assertThat(benchmark.last()).hasValueSatisfying(last -> assertThat(last).isInstanceOf(BatchStatement.class));
    }

    private static Sample sample(DecodeResult result) {
        assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
        return (Sample) ((DecodeResult.Decoded) result).telemetry();
    }
}
