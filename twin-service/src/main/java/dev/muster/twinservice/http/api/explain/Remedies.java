package dev.muster.twinservice.http.api.explain;

import static dev.muster.twinservice.http.api.explain.Wording.duration;
import static dev.muster.twinservice.http.api.explain.Wording.time;
import static dev.muster.twinservice.http.api.explain.Wording.timeAndAge;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.type.Signal;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport.Refusal;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would have to happen for an asset to report again, each thing as a sentence. All of them, not only the first: who ends
 * the maintenance of a dead device wants to know that it is dead. For one question.
 */
final class Remedies {
    private final AssetFacts facts;
    private final Instant now;
    private final List<Remedy> remedies = new ArrayList<>();

    /** @param code stable; programs tell remedies apart by it */
    record Remedy(String code, String text) {}

    private Remedies(AssetFacts facts) {
        this.facts = facts;
        this.now = facts.now();
    }

    /** None: nothing has to happen. */
    static List<Remedy> of(AssetFacts facts, List<Standing> standings) {
        Remedies all = new Remedies(facts);
        all.find(standings);
        return List.copyOf(all.remedies);
    }

    private void find(List<Standing> standings) {
        if (!facts.expected().now()) {
            notExpected();
            return;
        }
        if (standings.isEmpty()) {
            add(
                    "noSummedSignal",
                    facts.type() == null
                            ? "The model must define the type %s: this node does not know it"
                                    .formatted(facts.asset().type())
                            : "Its type %s must have a summed signal: without one it counts in no total"
                                    .formatted(facts.asset().type()));
            return;
        }
        TwinSnapshot twin = facts.twin();
        Refusal lastRefusal = lastRefusal();
        if (twin == null) {
            add("twinNotAnswering", "Its twin must answer: only the twin knows whether it counts. Ask again");
        } else if (standings.stream().noneMatch(Standing::isMissing)) {
            return;
        } else {
            work(twin);
            records(twin, standings, lastRefusal != null);
            qualities();
        }
        ingest();
        if (lastRefusal != null) {
            refused(lastRefusal);
        }
    }

    private void notExpected() {
        Expected expected = facts.expected();
        Instant since = expected.since();
        Instant nextLook = expected.nextLook();
        if (facts.isRetired() && since != null) {
            add(
                    "retired",
                    "Somebody must take it back into service in the model (retiredFrom): it is retired since %s"
                            .formatted(timeAndAge(since, now)));
        } else if (nextLook != null && nextLook.isAfter(now)) {
            add(
                    "notExpected",
                    "Its schedule (%s) must expect it again, which it does not before %s: until then it is not missing"
                            .formatted(expected.schedule(), time(nextLook)));
        } else {
            add("notExpected", "The model must expect it again: until then it is not missing");
        }
    }

    private void work(TwinSnapshot twin) {
        MaintenanceWindow work = twin.maintenance();
        if (work != null) {
            add(
                    "maintenance",
                    "Somebody must end the maintenance that %s began at %s, or it ends by itself at %s, in %s"
                            .formatted(
                                    work.by(),
                                    time(work.since()),
                                    time(work.until()),
                                    duration(Duration.between(now, work.until()))));
        }
        if (twin.connectivity() == Connectivity.RETIRED) {
            Instant since = twin.since();
            add(
                    "reinstated",
                    "Somebody must reinstate its twin, which is retired%s although the model expects it"
                            .formatted(since == null ? "" : " since " + time(since)));
        }
    }

    /** Either nothing comes at all, which one sentence tells, or single signals do not. */
    private void records(TwinSnapshot twin, List<Standing> standings, boolean refused) {
        if (twin.connectivity() == Connectivity.RETIRED) {
            return;
        }
        Instant lastSeen = facts.lastSeen();
        if (lastSeen == null
                || twin.connectivity() == Connectivity.OFFLINE
                || twin.connectivity() == Connectivity.EXPECTED) {
            anyRecord(lastSeen);
            return;
        }
        // What is ingestBehind may have arrived, and only Muster does not know.
        List<Signal> silent = standings.stream()
                .filter(standing -> standing.reason() != MissingReason.INGEST_BEHIND)
                .map(Standing::signal)
                .filter(signal -> !facts.isFresh(signal))
                .toList();
        if (silent.stream().anyMatch(signal -> !isHeardWithout(signal, lastSeen))) {
            anyRecord(lastSeen);
        }
        // What is refused is sent.
        if (!refused) {
            silent.stream()
                    .filter(signal -> isHeardWithout(signal, lastSeen))
                    .forEach(signal -> oneSignal(signal, lastSeen));
        }
    }

    /** Whether its source was still heard after this signal's last arrival, and lately enough to call it heard. */
    private boolean isHeardWithout(Signal signal, Instant lastSeen) {
        LatestReading reading = facts.reading(signal.name());
        boolean lately = lastSeen.plus(signal.staleAfter()).isAfter(now);
        return lately && (reading == null || lastSeen.isAfter(reading.receivedAt()));
    }

    private void anyRecord(@Nullable Instant lastSeen) {
        PartitionReport partition = facts.partition();
        String where = partition == null ? "" : " in topic partition " + partition.partition();
        add(
                "record",
                lastSeen == null
                        ? "A first record from source %s must arrive%s; none was ever received"
                                .formatted(facts.asset().source(), where)
                        : "A record from source %s must arrive%s; the last one came at %s"
                                .formatted(facts.asset().source(), where, timeAndAge(lastSeen, now)));
    }

    private void oneSignal(Signal signal, Instant lastSeen) {
        LatestReading reading = facts.reading(signal.name());
        add(
                "staleSignal",
                "The signal %s must be sent: the source is heard, last at %s, but this signal was %s"
                        .formatted(
                                signal.name(),
                                timeAndAge(lastSeen, now),
                                reading == null
                                        ? "never received"
                                        : "last received at %s, and counts for %s only"
                                                .formatted(
                                                        timeAndAge(reading.receivedAt(), now),
                                                        duration(signal.staleAfter()))));
    }

    private void qualities() {
        facts.summedSignals().stream().filter(facts::isFresh).forEach(signal -> {
            LatestReading reading = facts.reading(signal.name());
            if (reading != null && reading.quality() == Quality.BAD) {
                add(
                        "badQuality",
                        "The device must stop calling its value of signal %s bad, as it did at %s"
                                .formatted(signal.name(), timeAndAge(reading.receivedAt(), now)));
            }
        });
    }

    private void ingest() {
        PartitionReport partition = facts.partition();
        if (partition == null) {
            String failure = facts.sourcePart().failure();
            add(
                    "ingestUnknown",
                    ("Whether records of source %s arrive cannot be told here: %s. If nobody reads its partition, a node"
                                    + " must take it up")
                            .formatted(
                                    facts.asset().source(),
                                    failure == null
                                            ? "the node that reads its partition is not known, or did not answer"
                                            : "ingest did not answer"));
        } else if (facts.isIngestBehind()) {
            add("ingestBehind", PartitionView.told(partition, now));
        }
    }

    private void refused(Refusal last) {
        if (last.reason() == RefusalReason.CLOCK_AHEAD) {
            add(
                    "clockAhead",
                    "The device must fix its clock: its samples are refused as clockAhead%s, last at %s"
                            .formatted(ahead(), timeAndAge(last.receivedAt(), now)));
        } else {
            add(
                    "refused",
                    "Its records must stop being refused, last at offset %d, %s: %s"
                            .formatted(last.offset(), timeAndAge(last.receivedAt(), now), last.detail()));
        }
    }

    /** Its last refused record, if nothing better came since; {@code null}: none. */
    private @Nullable Refusal lastRefusal() {
        if (facts.refusals().isEmpty()) {
            return null;
        }
        Refusal last = facts.refusals().get(0);
        boolean betterSince = facts.summedSignals().stream()
                .map(signal -> facts.reading(signal.name()))
                .anyMatch(reading -> reading != null && reading.receivedAt().isAfter(last.receivedAt()));
        return betterSince ? null : last;
    }

    private String ahead() {
        TwinSnapshot twin = facts.twin();
        ClockSkew.Skew skew = twin == null ? null : twin.clockSkew();
        return skew == null || !skew.last().isNegative()
                ? ""
                : " by " + duration(skew.last().negated());
    }

    private void add(String code, String text) {
        remedies.add(new Remedy(code, text));
    }
}
