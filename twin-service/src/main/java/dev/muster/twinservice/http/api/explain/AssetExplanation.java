package dev.muster.twinservice.http.api.explain;

import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.command.CommandView;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedSource;
import dev.muster.twinservice.http.api.twin.TwinViews;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The facts about one asset, and what follows from them, as JSON. */
final class AssetExplanation {
    private final AssetFacts facts;
    private final ModelView view;

    AssetExplanation(AssetFacts facts, ModelView view) {
        this.facts = facts;
        this.view = view;
    }

    Map<String, Object> asJson() {
        List<Standing> standings = facts.summedSignals().stream()
                .map(signal -> Standing.of(signal, facts))
                .toList();
        Map<String, Object> answer = model();
        answer.putAll(Json.fields("toReportAgain", Remedies.of(facts, standings), "reporting", reporting(standings)));
        answer.putAll(twin(facts.twin()));
        answer.putAll(Json.fields("signals", signals()));
        answer.putAll(source(facts.source()));
        answer.putAll(Json.fields("notAnswering", notAnswering()));
        return answer;
    }

    private Map<String, Object> model() {
        Asset asset = facts.asset();
        Expected expected = facts.expected();
        Map<HierarchyId, Object> groups = new TreeMap<>();
        view.groupsOf(asset.id()).forEach((hierarchy, group) -> groups.put(hierarchy, GroupPath.to(group, view)));
        return Json.fields(
                "asset", asset.id(),
                "name", asset.name(),
                "type", asset.type(),
                "source", asset.source(),
                "retiredFrom", asset.retiredFrom(),
                "asOf", facts.now(),
                "expected",
                        Json.fields(
                                "now", expected.now(),
                                "since", expected.since(),
                                "schedule", expected.schedule()),
                "groups", groups);
    }

    private static Map<String, Object> reporting(List<Standing> standings) {
        Map<String, Object> reporting = new TreeMap<>();
        standings.forEach(standing -> reporting.put(
                standing.signal().name().value(),
                Json.fields(
                        "counts", standing.counts(),
                        "reason", standing.reason(),
                        "since", standing.since())));
        return reporting;
    }

    /** Without an answer of the twin the fields are there, and empty. */
    private static Map<String, Object> twin(@Nullable TwinSnapshot twin) {
        return Json.fields(
                "node",
                twin == null ? null : twin.node(),
                "connectivity",
                twin == null
                        ? null
                        : Json.fields(
                                "state", twin.connectivity(),
                                "since", twin.since(),
                                "detectedAt", twin.detectedAt(),
                                "lastSeen", twin.lastSeen(),
                                "epoch", twin.epoch(),
                                "maintenance", TwinViews.maintenance(twin)),
                "clockSkew",
                twin == null ? null : TwinViews.clockSkew(twin),
                "verdicts",
                twin == null ? null : TwinViews.verdicts(twin),
                "transitions",
                twin == null ? null : TwinViews.transitions(twin),
                "commands",
                twin == null
                        ? null
                        : twin.commands().stream().map(CommandView::of).toList());
    }

    /** Those of the type, and those of which the twin has a value though the type has them no more. */
    private Map<String, Object> signals() {
        AssetType type = facts.type();
        TwinSnapshot twin = facts.twin();
        Set<SignalName> names = new TreeSet<>();
        if (type != null) {
            type.signals().forEach(signal -> names.add(signal.name()));
        }
        if (twin != null) {
            names.addAll(twin.signals().keySet());
        }
        Map<String, Object> views = new LinkedHashMap<>();
        names.forEach(name -> views.put(
                name.value(), view(type == null ? null : type.signal(name).orElse(null), facts.reading(name))));
        return views;
    }

    private Map<String, Object> view(@Nullable Signal signal, @Nullable LatestReading reading) {
        return Json.fields(
                "value", reading == null ? null : reading.value(),
                "unit", signal == null ? null : signal.unit(),
                "quality", reading == null ? null : reading.quality(),
                "measuredAt", reading == null ? null : reading.measuredAt(),
                "receivedAt", reading == null ? null : reading.receivedAt(),
                "ageSeconds",
                        reading == null ? null : Wording.seconds(Duration.between(reading.receivedAt(), facts.now())),
                "staleAfter", signal == null ? null : signal.staleAfter(),
                "staleAt", signal == null ? null : facts.staleAt(signal),
                "fresh", signal != null && facts.isFresh(signal),
                "reporting", signal == null ? null : signal.reporting(),
                "summed", signal != null && signal.summed());
    }

    /** Without an answer of ingest: no {@code lastRecord}, because null would say that there was none. */
    private Map<String, Object> source(@Nullable LocatedSource source) {
        Instant now = facts.now();
        if (source == null) {
            return Json.fields("partition", null, "overdueAt", null, "refusals", null);
        }
        SourceReport report = source.report();
        Instant lastSeen = report.lastSeen();
        return Json.fields(
                "lastRecord",
                lastSeen == null
                        ? null
                        : Json.fields(
                                "partition", report.partition().partition(),
                                "offset", report.lastOffset(),
                                "receivedAt", lastSeen),
                "partition",
                PartitionView.of(source.node(), report.partition(), now),
                "overdueAt",
                report.overdueAt(),
                "refusals",
                report.refusals());
    }

    private List<Map<String, Object>> notAnswering() {
        List<Map<String, Object>> silent = new ArrayList<>();
        String twin = facts.twinPart().failure();
        if (twin != null) {
            silent.add(Json.fields(
                    "part", "twin",
                    "detail", twin,
                    "means", "Connectivity, latest values, verdicts, transitions and the last commands are not known"));
        }
        String ingest = facts.sourcePart().failure();
        if (ingest != null || facts.source() == null) {
            silent.add(Json.fields(
                    "part", "ingest",
                    "detail",
                            ingest != null
                                    ? ingest
                                    : "Expected an answer of the node that reads the partition of source %s but it is"
                                                    .formatted(facts.asset().source())
                                            + " not known, or did not answer",
                    "means", "The last record, how far its partition is read, and refusals are not known"));
        }
        return silent;
    }
}
