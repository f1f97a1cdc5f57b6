package dev.muster.twinservice.http.api.explain;

import static dev.muster.twinservice.http.api.explain.Wording.number;
import static dev.muster.twinservice.http.api.explain.Wording.shortTime;

import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedPartition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What there is to say of a group's total, the most important first. */
final class GroupSentences {
    private static final int PARTITIONS_TOLD_MAX = 5;

    private final GroupFacts facts;
    private final Totals totals;

    private GroupSentences(GroupFacts facts) {
        this.facts = facts;
        this.totals = facts.totals();
    }

    static List<String> of(GroupFacts facts) {
        return new GroupSentences(facts).all();
    }

    private List<String> all() {
        List<String> sentences = new ArrayList<>();
        sentences.add(total());
        facts.worstChildren().stream().findFirst().map(this::worst).ifPresent(sentences::add);
        facts.behind().stream().limit(PARTITIONS_TOLD_MAX).map(this::behind).forEach(sentences::add);
        if (facts.behind().size() > PARTITIONS_TOLD_MAX) {
            sentences.add("%s more partitions are behind"
                    .formatted(number(facts.behind().size() - PARTITIONS_TOLD_MAX)));
        }
        if (!facts.listed().complete()) {
            sentences.add("Only %s of the %s missing were looked at for names and times"
                    .formatted(number(facts.listed().members().size()), number(totals.missingCount())));
        }
        return sentences;
    }

    private String total() {
        if (totals.expected() == 0) {
            return "Nobody is expected to report %s here now"
                    .formatted(facts.aggregate().signal());
        }
        String uncertain = totals.uncertain() == 0
                ? ""
                : "; %s of those reporting call their value uncertain".formatted(number(totals.uncertain()));
        if (totals.missingCount() == 0) {
            return "%s from all %s expected%s"
                    .formatted(quantity(totals.micros()), number(totals.expected()), uncertain);
        }
        return "%s from %s of %s expected; %s missing: %s; %s%s"
                .formatted(
                        quantity(totals.micros()),
                        number(totals.reporting()),
                        number(totals.expected()),
                        number(totals.missingCount()),
                        reasons(),
                        bounds(),
                        uncertain);
    }

    private String reasons() {
        Map<MissingReason, List<MissingMember>> byReason = facts.byReason();
        return totals.missing().entrySet().stream()
                .map(entry -> "%s %s%s"
                        .formatted(
                                number(entry.getValue()),
                                Json.name(entry.getKey()),
                                longest(entry.getValue(), byReason.getOrDefault(entry.getKey(), List.of()))))
                .collect(Collectors.joining(", "));
    }

    private String longest(int count, List<MissingMember> members) {
        Optional<MissingMember> oldest = GroupFacts.oldest(members);
        if (oldest.isEmpty()) {
            return count == 1 && members.size() == 1
                    ? " (%s)".formatted(members.get(0).asset())
                    : "";
        }
        Instant since = oldest.get().since();
        return " (%s%s since %s)"
                .formatted(
                        count == 1 ? "" : "longest ",
                        oldest.get().asset(),
                        since == null ? "" : shortTime(since, facts.now()));
    }

    private String bounds() {
        String them = totals.missingCount() == 1 ? "it" : "them";
        return totals.unbounded() > 0
                ? "with %s the total could be anything: %s of the missing without limits"
                        .formatted(them, number(totals.unbounded()))
                : "with %s the total would lie between %s and %s"
                        .formatted(
                                them,
                                FixedPoint.toDecimal(totals.lowMicros()).toPlainString(),
                                quantity(totals.highMicros()));
    }

    private String worst(ChildAggregate child) {
        return "Most are missing in %s (%s): %s of %s expected there"
                .formatted(
                        child.group().group(),
                        child.name(),
                        number(child.totals().missingCount()),
                        number(child.totals().expected()));
    }

    private String behind(LocatedPartition located) {
        return "%s; %s reads it".formatted(PartitionView.told(located.report(), facts.now()), located.node());
    }

    private String quantity(long micros) {
        String figure = FixedPoint.toDecimal(micros).toPlainString();
        return facts.unit().isEmpty() ? figure : figure + " " + facts.unit();
    }
}
