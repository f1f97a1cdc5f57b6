package dev.muster.aggregation.rollup;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole result of one group, as its parent needs it: always complete, so any one that arrives heals what was lost
 * before. Ordered by {@code incarnation}, then {@code version}.
 *
 * <p>{@code fingerprint} names the member set that the sums are over: an order-free hash over the ids of all expected
 * members below, which every node computes alike from its own model view. The parent counts a partial only while it
 * equals the fingerprint in the parent's own roster. It stands where one might expect a revision of the model, and is
 * better in two ways. Membership also changes without any write, when a scheduled {@code validFrom} or {@code validTo}
 * passes, and each node passes it by its own clock at its own moment: a revision would be equal while the members are
 * not. And most revisions touch other groups: they would make equal member sets look different, and totals flicker.
 * Because the children's sets in one roster are disjoint, no member is ever counted twice, however far the children's
 * views lag.
 *
 * @param incarnation of the aggregator that speaks; grows with every start
 * @param version counts the changes within the incarnation
 * @param node where it speaks; {@code null}: an older build does not say, so only silence tells that it is gone
 */
public record Partial(
        GroupKey group,
        long incarnation,
        long version,
        long fingerprint,
        Map<SignalName, SignalPartial> signals,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String node) {
    public Partial {
        Objects.requireNonNull(group, "Expected a group but got none");
        signals = Map.copyOf(signals);
    }

    /** Of two partials of one group, whether this was sent after {@code other}. */
    boolean isNewerThan(Partial other) {
        return incarnation != other.incarnation ? incarnation > other.incarnation : version > other.version;
    }
}
