package dev.muster.twinservice.http.api.explain;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedPartition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that is known of one group's total at one moment.
 *
 * @param unit of the signal; empty: not known
 * @param listed those of the missing that were read
 * @param behind partitions that are not read up to now, by number
 */
record GroupFacts(
        Instant now, Aggregate aggregate, String unit, MissingMembers.Listed listed, List<LocatedPartition> behind) {
    private static final int NAMED_MAX = 5;

    GroupFacts {
        behind = behind.stream()
                .filter(partition -> AssetFacts.isBehind(partition.report(), now))
                .sorted(Comparator.comparingInt(partition -> partition.report().partition()))
                .toList();
    }

    Totals totals() {
        return aggregate.totals();
    }

    /** Of each reason those who were read. */
    Map<MissingReason, List<MissingMember>> byReason() {
        return listed.members().stream()
                .collect(Collectors.groupingBy(MissingMember::reason, TreeMap::new, Collectors.toList()));
    }

    /** The one who is missing longest, of those of whom it is known. */
    static Optional<MissingMember> oldest(List<MissingMember> members) {
        return members.stream()
                .filter(member -> member.since() != null)
                .min(Comparator.comparing((MissingMember member) -> Objects.requireNonNull(member.since()))
                        .thenComparing(MissingMember::asset));
    }

    static List<MissingMember> first(List<MissingMember> members, Comparator<MissingMember> order) {
        return members.stream().sorted(order).limit(NAMED_MAX).toList();
    }

    /** The children with most missing, most first; none that misses nobody. */
    List<ChildAggregate> worstChildren() {
        return aggregate.children().stream()
                .filter(child -> child.totals().missingCount() > 0)
                .sorted(Comparator.comparingInt(
                                (ChildAggregate child) -> -child.totals().missingCount())
                        .thenComparing(ChildAggregate::group))
                .limit(NAMED_MAX)
                .toList();
    }
}
