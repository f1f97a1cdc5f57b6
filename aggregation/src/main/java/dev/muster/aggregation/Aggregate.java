package dev.muster.aggregation;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One signal over one group, and who is missing from it.
 *
 * @param asOf when the group's aggregator answered; what its members reported is up to one flush, and one tick per
 *     level below, older
 * @param children by key; of more children than one message holds, later ones may speak of a moment just after
 *     {@code asOf}
 * @param firstMissing the first page of {@link Aggregation#missing}, read from the leaves right after {@code totals}
 * @param next cursor to the members after {@code firstMissing}; {@code null}: there are no more
 */
public record Aggregate(
        GroupKey group,
        String name,
        SignalName signal,
        Instant asOf,
        Totals totals,
        List<ChildAggregate> children,
        List<MissingMember> firstMissing,
        @Nullable String next) {
    public Aggregate {
        children = List.copyOf(children);
        firstMissing = List.copyOf(firstMissing);
    }

    /** The same with members named. */
    public Aggregate withFirstMissing(MissingReply.Page page) {
        return new Aggregate(group, name, signal, asOf, totals, children, page.members(), page.next());
    }
}
