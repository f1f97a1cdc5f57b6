package dev.muster.ingest.batch;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.HistoryWriter;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.IngestProbe;
import dev.muster.ingest.Observation;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.SourceDirectory;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.ingest.report.DeviceReport;
import dev.muster.ingest.report.DeviceReports.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All ports in memory. A source's asset has the same id; twins keep what they saw, refuse what the signal {@code refuse} asks them
 * to, and know late from new as a real twin does. What fails is up to the test.
 */
final class FakePorts implements SourceDirectory {
    /** The history key of a sample. */
    record Key(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        static Key of(AssetId asset, Sample sample) {
            return new Key(asset, sample.measuredAt(), sample.source(), sample.sequence());
        }
    }

    /** Decides whether a call succeeds. */
    interface Fate {
        /** {@code null}: the call succeeds. Otherwise a stage that fails or never completes. */
        @Nullable
        CompletionStage<?> of(String port);
    }

    final Set<SourceId> known = new HashSet<>();
    final Map<SourceId, String> left = new HashMap<>();
    final Set<SourceId> knownWhenCaughtUp = new HashSet<>();
    final Map<AssetId, List<TelemetryRecord>> seen = new HashMap<>();
    final Map<AssetId, Instant> newest = new HashMap<>();
    final Map<Key, HistoryRow> history = new HashMap<>();
    final List<HistoryRow> writes = new ArrayList<>();
    final List<Sighting> arrivals = new ArrayList<>();
    final Map<String, QuarantinedRecord> quarantine = new HashMap<>();
    long quarantinePuts;
    /** By asset, what its device said of itself, as the model came to have it. */
    final Map<AssetId, List<Properties>> reported = new HashMap<>();

    final List<String> calls = new ArrayList<>();
    Fate fate = port -> null;
    int rowsPerCall = HistoryWriter.ROWS_PER_CALL;
    /** Whether a call that fails has its effect nevertheless, and only its answer is lost. */
    BooleanSupplier takesEffect = () -> false;

    IngestProbe probe = IngestProbe.NONE;

    IngestPorts ports() {
        return new IngestPorts(
                this,
                this::observe,
                new Store(),
                this::put,
                this::report,
                SilentFleet.PORT,
                (partition, first, last) -> probe.twinsAnswered(partition, first, last));
    }

    @Override
    public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        return known.contains(source) ? Optional.of(new AssetId(source.value())) : Optional.empty();
    }

    @Override
    public Optional<String> silence(SourceId source, Instant measuredAt) {
        return Optional.ofNullable(left.get(source));
    }

    @Override
    public CompletionStage<?> caughtUp() {
        calls.add("caughtUp");
        CompletionStage<?> trouble = fate.of("model");
        if (trouble != null) {
            return trouble;
        }
        known.addAll(knownWhenCaughtUp);
        return CompletableFuture.completedFuture(null);
    }

    @SuppressWarnings("unchecked")
    private CompletionStage<List<Verdict>> observe(AssetId asset, List<Observation> observations) {
        calls.add("twin " + asset);
        CompletionStage<?> trouble = fate.of("twin");
        if (trouble != null && !takesEffect.getAsBoolean()) {
            return (CompletionStage<List<Verdict>>) trouble;
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Observation observation : observations) {
            verdicts.add(verdict(asset, observation.telemetry()));
        }
        return trouble == null ? CompletableFuture.completedFuture(verdicts) : (CompletionStage<List<Verdict>>) trouble;
    }

    private Verdict verdict(AssetId asset, TelemetryRecord telemetry) {
        if (telemetry instanceof Sample sample && sample.readings().containsKey(Records.REFUSED)) {
            return new Verdict.Refused(RefusalReason.UNKNOWN_SIGNAL, "Expected a known signal but got 'refuse'");
        }
        List<TelemetryRecord> before = seen.computeIfAbsent(asset, a -> new ArrayList<>());
        if (before.contains(telemetry)) {
            return new Verdict.Duplicate();
        }
        before.add(telemetry);
        Instant latest = newest.get(asset);
        if (latest != null && telemetry.measuredAt().isBefore(latest)) {
            return new Verdict.Late();
        }
        newest.put(asset, telemetry.measuredAt());
        return new Verdict.Accepted();
    }

    /** What a restart of the process does to twins: their memory of samples goes. */
    void forgetTwins() {
        seen.clear();
        newest.clear();
    }

    private CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
        calls.add("history " + rows.size());
        CompletionStage<?> trouble = fate.of("history");
        if (trouble == null || takesEffect.getAsBoolean()) {
            writes.addAll(rows);
            arrivals.addAll(sightings);
            rows.forEach(row -> history.put(Key.of(row.asset(), row.sample()), row));
        }
        return trouble == null ? CompletableFuture.completedFuture(null) : trouble;
    }

    private final class Store implements HistoryWriter {
        @Override
        public CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
            return FakePorts.this.write(rows, sightings);
        }

        @Override
        public int rowsPerCall() {
            return rowsPerCall;
        }
    }

    @SuppressWarnings("unchecked")
    private CompletionStage<Optional<Refusal>> report(DeviceReport report) {
        calls.add("report " + report.asset() + " " + report.properties().values());
        CompletionStage<?> trouble = fate.of("report");
        boolean refused = report.properties().values().containsKey(Records.REFUSED.value());
        if (!refused && (trouble == null || takesEffect.getAsBoolean())) {
            reported.computeIfAbsent(report.asset(), asset -> new ArrayList<>()).add(report.properties());
        }
        if (trouble != null) {
            return (CompletionStage<Optional<Refusal>>) trouble;
        }
        return CompletableFuture.completedFuture(
                refused
                        ? Optional.of(
                                new Refusal(RefusalReason.BAD_PROPERTIES, "Expected at most 64 properties but got 65"))
                        : Optional.empty());
    }

    private CompletionStage<?> put(List<QuarantinedRecord> records) {
        calls.add("quarantine " + records.size());
        CompletionStage<?> trouble = fate.of("quarantine");
        if (trouble == null || takesEffect.getAsBoolean()) {
            quarantinePuts += records.size();
            records.forEach(record -> quarantine.put(record.id(), record));
        }
        return trouble == null ? CompletableFuture.completedFuture(null) : trouble;
    }
}
