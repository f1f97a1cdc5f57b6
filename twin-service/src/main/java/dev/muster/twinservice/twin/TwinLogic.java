package dev.muster.twinservice.twin;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.command.rules.Situation;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityRules;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Decision;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.counter.ContinuedCounters;
import dev.muster.twinservice.latest.StoredLatest;
import dev.muster.twinservice.twin.ledger.SampleLedger;
import dev.muster.twinservice.twin.ledger.SignalRules;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a twin does, without the actor around it: judges observations against the model, its memory and its connectivity.
 * One per twin, used by its actor alone. The journaled part, {@link Lifecycle}, comes in and its events go out; only the
 * memory of samples is held here, and moves at once: an actor whose persisting fails starts anew with an empty one.
 */
final class TwinLogic {
    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict DUPLICATE = new Verdict.Duplicate();
    private static final Verdict LATE = new Verdict.Late();

    private final AssetId id;
    private final ModelView model;
    private final TwinSettings.Judging settings;
    private final SampleLedger ledger;
    private final ContinuedCounters counters;
    private final VerdictTally tally = new VerdictTally();

    TwinLogic(AssetId id, TwinPorts ports) {
        this(id, ports.model(), ports.counters(), ports.settings().judging());
    }

    TwinLogic(AssetId id, ModelView model, ContinuedCounters counters, TwinSettings.Judging settings) {
        this.id = id;
        this.model = model;
        this.settings = settings;
        this.ledger = new SampleLedger(settings.duplicateWindow());
        this.counters = counters;
    }

    /** Takes over what {@code latest} holds. */
    void load(StoredLatest stored) {
        ledger.load(stored.registers().values());
        if (stored.lastSeen() != null) {
            ledger.see(stored.lastSeen());
        }
    }

    /** Judges a batch in its order. The verdicts hold once the events are persisted and the undecided ones settled. */
    Judgement judge(Lifecycle lifecycle, List<Observation> observations, Instant now) {
        Optional<Asset> asset = model.asset(id);
        Optional<AssetType> type = asset.flatMap(known -> model.type(known.type()));
        if (asset.isEmpty() || type.isEmpty()) {
            Verdict unknown = new Verdict.Refused(
                    RefusalReason.UNKNOWN_SOURCE, "Expected an asset of the model but got '%s'".formatted(id));
            observations.forEach(observation -> tally.count(unknown));
            return new Judgement(observations.stream().map(any -> unknown).toList(), List.of(), List.of(), false);
        }
        ledger.beginBatch(observations.size());
        Batch batch = new Batch(lifecycle, asset.get(), type.get(), now);
        observations.forEach(batch::add);
        return batch.judgement();
    }

    /** All verdicts of a batch, once history was asked about its undecided samples, in their order. */
    List<Verdict> settle(Judgement judgement, BitSet rowsExist) {
        int[] index = {0};
        return judgement.decided(() -> tally.count(rowsExist.get(index[0]++) ? DUPLICATE : LATE));
    }

    /** Nobody could ask history: whoever sent this batch sends it again. */
    void forget(Judgement judgement) {
        judgement.undecided().forEach(ledger::forget);
    }

    /** The greatest {@code receivedAt} of its sources that is known, from records or from the journal; {@code null}: none. */
    @Nullable
    Instant lastSeen(Lifecycle lifecycle) {
        Instant seen = ledger.lastSeen();
        ConnectivityState state = lifecycle.state();
        ConnectivityState presence = state instanceof ConnectivityState.Maintenance work ? work.presence() : state;
        // What brought it online was received then; a twin that was just woken may remember nothing else.
        return presence instanceof ConnectivityState.Online online
                        && (seen == null || online.since().isAfter(seen))
                ? online.since()
                : seen;
    }

    /** What others are to know of a state that the journal has under this number; {@code null}: nothing was journaled yet. */
    static @Nullable StatusRegister status(ConnectivityState state, long journalSequence) {
        if (journalSequence == 0) {
            return null;
        }
        StatusRegister.Work work = state instanceof ConnectivityState.Maintenance maintenance
                ? new StatusRegister.Work(
                        maintenance.until(),
                        maintenance.presence().connectivity(),
                        known(maintenance.presence().since()))
                : null;
        return new StatusRegister(state.connectivity(), known(state.since()), journalSequence, work);
    }

    private static Instant known(@Nullable Instant since) {
        return since == null ? Instant.EPOCH : since;
    }

    /** Decides about anything that is not a record. */
    Decision decide(Lifecycle lifecycle, ConnectivityInput input, Instant now) {
        return ConnectivityRules.decide(lifecycle, input, ledger.lastSeen(), now);
    }

    /** Whether a command could go out now. */
    Situation situation(Lifecycle lifecycle, Instant now) {
        Optional<Asset> asset = model.asset(id);
        return new Situation(
                id,
                lifecycle.state(),
                lifecycle.session(),
                model.devices()
                        .sourceOf(id, now)
                        .or(() -> asset.map(Asset::source))
                        .orElse(null),
                asset.map(Asset::retiredFrom).orElse(null),
                now);
    }

    /** What aggregation needs to know: values of summed signals, and the status unless the twin never had one. */
    MemberRegisters registers(@Nullable StatusRegister status) {
        Map<SignalName, SignalValue> summed = new HashMap<>();
        model.asset(id).flatMap(asset -> model.type(asset.type())).ifPresent(type -> {
            for (Signal signal : type.signals()) {
                SignalValue value = signal.summed() ? ledger.latest(signal.name()) : null;
                if (value != null) {
                    counters.accepted(id, signal.name(), value).ifPresent(count -> summed.put(signal.name(), count));
                }
            }
        });
        return new MemberRegisters(summed, status);
    }

    TwinSnapshot snapshot(TwinState state, String node) {
        return TwinSnapshot.of(id, state, ledger, counters, tally.counts(), node);
    }

    /** One batch on its way through the rules. */
    private final class Batch {
        private final Asset asset;
        private final AssetType type;
        private final Instant now;
        private Lifecycle lifecycle;
        private final List<@Nullable Verdict> verdicts = new ArrayList<>();
        private final List<Sample> undecided = new ArrayList<>();
        private final List<ConnectivityEvent> events = new ArrayList<>();
        private boolean advanced;

        Batch(Lifecycle lifecycle, Asset asset, AssetType type, Instant now) {
            this.lifecycle = lifecycle;
            this.asset = asset;
            this.type = type;
            this.now = now;
            decide(new ConnectivityInput.TimePassed());
        }

        void add(Observation observation) {
            boolean speaks = speaks(observation);
            if (speaks) {
                ledger.see(observation.receivedAt());
            }
            if (observation.telemetry() instanceof Sample sample) {
                sample(sample, observation.receivedAt(), speaks);
            } else if (observation.telemetry() instanceof Notice notice) {
                notice(notice, observation.receivedAt(), speaks);
            }
        }

        /** What a device still sends that was replaced says nothing of whether the asset can be reached. */
        private boolean speaks(Observation observation) {
            return model.devices()
                    .sourceOf(id, observation.receivedAt())
                    .map(observation.telemetry().source()::equals)
                    .orElse(true);
        }

        Judgement judgement() {
            return new Judgement(verdicts, undecided, List.copyOf(events), advanced);
        }

        private void sample(Sample sample, Instant receivedAt, boolean speaks) {
            ledger.measureSkew(sample.measuredAt(), receivedAt);
            if (speaks && !retiredAt(receivedAt)) {
                decide(new ConnectivityInput.Seen(sample.source(), receivedAt));
            }
            Verdict refused = retiredAt(sample.measuredAt())
                    ? retired()
                    : SignalRules.broken(sample, receivedAt, type, settings.clockAheadMax());
            if (refused != null) {
                verdicts.add(tally.count(refused));
                return;
            }
            SampleLedger.Novelty novelty = ledger.take(sample);
            advanced |= ledger.advance(sample, receivedAt, type);
            switch (novelty) {
                case NEWEST -> verdicts.add(tally.count(ACCEPTED));
                case REPEATED -> verdicts.add(tally.count(DUPLICATE));
                case UNDECIDED -> {
                    undecided.add(sample);
                    verdicts.add(null);
                }
            }
        }

        private void notice(Notice notice, Instant receivedAt, boolean speaks) {
            if (retiredAt(receivedAt)) {
                verdicts.add(tally.count(retired()));
                return;
            }
            boolean news = speaks
                    && decide(
                            switch (notice.kind()) {
                                case CONNECTED ->
                                    new ConnectivityInput.Connect(notice.source(), notice.epoch(), receivedAt);
                                case DISCONNECTED ->
                                    new ConnectivityInput.Disconnect(notice.source(), notice.epoch(), receivedAt);
                            });
            verdicts.add(tally.count(news ? ACCEPTED : DUPLICATE));
        }

        private boolean decide(ConnectivityInput input) {
            Decision decision = TwinLogic.this.decide(lifecycle, input, now);
            if (decision.events().isEmpty()) {
                return false;
            }
            lifecycle = lifecycle.applyAll(decision.events());
            events.addAll(decision.events());
            return true;
        }

        /** By the model, or because somebody retired the twin; whichever came first. */
        private boolean retiredAt(Instant time) {
            Instant byModel = asset.retiredFrom();
            return (byModel != null && !time.isBefore(byModel))
                    || (lifecycle.state() instanceof ConnectivityState.Retired retired
                            && !time.isBefore(retired.since()));
        }

        private Verdict retired() {
            return new Verdict.Refused(
                    RefusalReason.RETIRED, "Expected an asset in service but %s is retired".formatted(id));
        }
    }
}
