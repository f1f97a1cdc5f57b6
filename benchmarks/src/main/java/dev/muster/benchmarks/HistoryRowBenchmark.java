package dev.muster.benchmarks;

import com.datastax.oss.driver.api.core.session.Request;
import com.typesafe.config.Config;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.fleet.ShippedSettings;
import dev.muster.benchmarks.path.BoundRows;
import dev.muster.benchmarks.path.UnsentStatements;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.ReadingsEncoding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A sample becomes a row of history and registers of latest values, up to where the driver would send them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HistoryRowBenchmark {
    static final int ROWS = 500;

    private final List<HistoryRow> rows = new ArrayList<>();
    private final UnsentStatements statements = new UnsentStatements();
    private final BoundRows store;
    private int next;

    public HistoryRowBenchmark() {
        Config settings = ShippedSettings.read();
        store = new BoundRows(statements, settings);
        new SampleRecords(ROWS, ROWS).next().forEach(record -> {
            Sample sample = (Sample) ((DecodeResult.Decoded) TelemetryCodec.decode(record.value())).telemetry();
            rows.add(new HistoryRow(new AssetId(sample.source().value()), sample, SampleRecords.RECEIVED_AT));
        });
    }

    /** The readings of a sample as the bytes of one column. */
    @Benchmark
    public ByteBuffer encode() {
        next = (next + 1) % ROWS;
        return ReadingsEncoding.encode(rows.get(next).sample().readings());
    }

    /** Per row: the statements of history, bound, in batches by partition. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public CompletionStage<?> history() {
        return store.history(rows);
    }

    /** Per row: the statements of latest values, bound, in batches by partition. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public CompletionStage<?> latest() {
        return store.latest(rows);
    }

    long rowsBound() {
        return statements.rows();
    }

    Optional<Request> last() {
        return statements.last();
    }
}
