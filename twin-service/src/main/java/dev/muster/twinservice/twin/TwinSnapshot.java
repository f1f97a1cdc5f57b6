package dev.muster.twinservice.twin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.connectivity.Session;
import dev.muster.twinservice.counter.ContinuedCounters;
import dev.muster.twinservice.serialization.NodeMessage;
import dev.muster.twinservice.twin.ledger.ClockSkew.Skew;
import dev.muster.twinservice.twin.ledger.SampleLedger;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a twin knows at one moment.
 *
 * @param since when it came to be so; of an offline asset: when it was last seen; {@code null}: always was
 * @param detectedAt of an offline asset: when its silence was noticed
 * @param lastSeen the greatest {@code receivedAt} of its sources that is known; {@code null}: none
 * @param epoch of the newest session known; {@code null}: its sources never told
 * @param signals the latest value of each signal, sorted by name
 * @param clockSkew {@code null}: no sample since the twin woke
 * @param verdicts since the twin woke
 * @param transitions the last ones, oldest first
 * @param node address of the node that the twin is awake on; {@code null}: said by a node of a version that did not tell
 * @param commands the last ones, newest first, at most {@link #COMMANDS_MAX}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TwinSnapshot(
        AssetId asset,
        Connectivity connectivity,
        @Nullable Instant since,
        @Nullable Instant detectedAt,
        @Nullable Instant lastSeen,
        @Nullable Long epoch,
        @Nullable MaintenanceWindow maintenance,
        Map<SignalName, LatestReading> signals,
        @Nullable Skew clockSkew,
        VerdictTally.Counts verdicts,
        List<ConnectivityEvent> transitions,
        @Nullable String node,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CommandRecord> commands)
        implements NodeMessage {
    /** Enough to see what is going on; all are in the audit. */
    public static final int COMMANDS_MAX = 10;

    /** Who works on the asset, and until when. */
    public record MaintenanceWindow(Principal by, Instant since, Instant until) {}

    /**
     * The latest value of one signal, in the device's sign convention and the unit of the asset's type; of a counter, the asset's
     * count.
     */
    public record LatestReading(
            BigDecimal value, Quality quality, Instant measuredAt, Instant receivedAt, long sequence, SourceId source) {
        static LatestReading of(SignalValue held, double offset) {
            BigDecimal value = FixedPoint.toDecimal(held.micros());
            return new LatestReading(
                    offset == 0 ? value : value.add(FixedPoint.toDecimal(FixedPoint.toMicros(offset))),
                    held.quality(),
                    held.measuredAt(),
                    held.receivedAt(),
                    held.sequence(),
                    held.source());
        }
    }

    public TwinSnapshot {
        signals = Collections.unmodifiableSortedMap(new TreeMap<>(signals));
        transitions = List.copyOf(transitions);
        commands = commands == null ? List.of() : List.copyOf(commands);
    }

    static TwinSnapshot of(
            AssetId asset,
            TwinState twin,
            SampleLedger ledger,
            ContinuedCounters counters,
            VerdictTally.Counts verdicts,
            String node) {
        Lifecycle lifecycle = twin.lifecycle();
        ConnectivityState state = lifecycle.state();
        Session session = lifecycle.session();
        SortedMap<SignalName, LatestReading> signals = new TreeMap<>();
        ledger.registers()
                .forEach((name, held) ->
                        signals.put(name, LatestReading.of(held, counters.offset(asset, name, held.measuredAt()))));
        return new TwinSnapshot(
                asset,
                state.connectivity(),
                state.since(),
                state instanceof ConnectivityState.Offline offline ? offline.detectedAt() : null,
                ledger.lastSeen(),
                session == null ? null : session.epoch(),
                state instanceof ConnectivityState.Maintenance work
                        ? new MaintenanceWindow(work.by(), work.since(), work.until())
                        : null,
                signals,
                ledger.skew(),
                verdicts,
                lifecycle.recent(),
                node,
                newest(twin.commands().records()));
    }

    private static List<CommandRecord> newest(List<CommandRecord> records) {
        List<CommandRecord> last =
                new ArrayList<>(records.subList(Math.max(0, records.size() - COMMANDS_MAX), records.size()));
        Collections.reverse(last);
        return last;
    }
}
