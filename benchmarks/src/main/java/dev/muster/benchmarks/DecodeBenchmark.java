package dev.muster.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.benchmarks.fleet.SampleRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record's bytes become a sample of three signals; beside it the least that a JSON parser needs for the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
    private static final int RECORDS = 1_024;

    private final ObjectMapper plain = new ObjectMapper();
    private final List<byte[]> values = new ArrayList<>();
    private int next;

    public DecodeBenchmark() {
        new SampleRecords(RECORDS, RECORDS).next().forEach(record -> values.add(record.value()));
    }

    @Benchmark
    public DecodeResult decode() {
        return TelemetryCodec.decode(nextValue());
    }

    /** The floor: a tree of the same bytes, unchecked. */
    @Benchmark
    public JsonNode tree() throws IOException {
        return plain.readTree(nextValue());
    }

    byte[] nextValue() {
        next = (next + 1) % RECORDS;
        return values.get(next);
    }
}
