package dev.muster.twinservice.twin;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.fleet.ShippedSettings;
import dev.muster.ingest.Observation;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Decision;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.counter.ContinuedCounters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/**
 * What a twin does with samples and silence. Each sample is newer than the one before; once all were had, a new twin goes on, which
 * so costs next to nothing per sample. It is one twin, whose memory is in the processor's caches: in a fleet it is not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TwinBenchmark {
    static final int BATCH = 30;

    private static final int BATCHES = 300;
    private static final AssetId ASSET = FleetModel.asset(0);
    private static final Instant NOW = SampleRecords.RECEIVED_AT.plusSeconds(1);
    private static final Instant BEFORE = SampleRecords.RECEIVED_AT.minusSeconds(3_600);
    private static final Lifecycle ONLINE =
            new Lifecycle(new ConnectivityState.Online(BEFORE), null, Lifecycle.NEW.recent());
    private static final Lifecycle OFFLINE = new Lifecycle(
            new ConnectivityState.Offline(BEFORE, BEFORE, OfflineCause.OVERDUE), null, Lifecycle.NEW.recent());
    private static final StatusRegister STATUS = new StatusRegister(Connectivity.ONLINE, BEFORE, 1);

    private final ModelView model = new FleetModel(1, List.of(1), 1).load();
    private final ContinuedCounters counters = new ContinuedCounters(model);
    private final TwinSettings.Judging settings =
            TwinSettings.from(ShippedSettings.read()).judging();
    private final List<List<Observation>> single = new ArrayList<>();
    private final List<List<Observation>> batches = new ArrayList<>();
    private final TwinLogic silent = new TwinLogic(ASSET, model, counters, settings);
    private TwinLogic logic = new TwinLogic(ASSET, model, counters, settings);
    private int next;
    private long silences;

    public TwinBenchmark() {
        SampleRecords records = new SampleRecords(1, BATCH);
        for (int i = 0; i < BATCHES; i++) {
            List<Observation> batch = new ArrayList<>();
            records.next().forEach(record -> batch.add(observation(record.value())));
            batches.add(batch);
            batch.forEach(observation -> single.add(List.of(observation)));
        }
    }

    private static Observation observation(byte[] json) {
        DecodeResult.Decoded decoded = (DecodeResult.Decoded) TelemetryCodec.decode(json);
        return new Observation(decoded.telemetry(), SampleRecords.RECEIVED_AT);
    }

    /** One sample of an asset that is online. */
    @Benchmark
    public Object oneSample() {
        return judge(ONLINE, single);
    }

    /** Per sample, when 30 come at once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object batchOf30() {
        return judge(ONLINE, batches);
    }

    /** One sample of an asset that was offline, and the transition that follows from it. */
    @Benchmark
    public Lifecycle comesOnline() {
        return OFFLINE.applyAll(judge(OFFLINE, single).events());
    }

    /** Its silence is noticed, and the transition that follows from it. */
    @Benchmark
    public Lifecycle goesOffline() {
        Instant watermark = NOW.plusMillis(silences++ & 0xFFFF);
        Decision decision = silent.decide(ONLINE, new ConnectivityInput.Overdue(watermark, BEFORE), watermark);
        return ONLINE.applyAll(decision.events());
    }

    /** What it tells its groups, after a sample that it took before. */
    @Benchmark
    public MemberRegisters toldToGroups() {
        if (next == 0) {
            judge(ONLINE, single);
        }
        return logic.registers(STATUS);
    }

    private Judgement judge(Lifecycle lifecycle, List<List<Observation>> all) {
        if (next == all.size()) {
            next = 0;
            logic = new TwinLogic(ASSET, model, counters, settings);
        }
        return logic.judge(lifecycle, all.get(next++), NOW);
    }
}
