package dev.muster.loadtest.bench;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What stands at the roots of both hierarchies, held against what was sent. Thread-safe. */
public final class Roots {
    private final MusterClient client;

    Roots(MusterClient client) {
        this.client = client;
    }

    /** Whether both show that total of that many, and nobody else is expected. */
    public boolean show(RootTotal total) {
        return BenchModel.HIERARCHIES.stream()
                .allMatch(hierarchy -> of(hierarchy, reply -> isComplete(reply, total), failure -> false));
    }

    /** Who is missing from a total, or not expected in it, makes it another one. */
    static boolean isComplete(AggregateReply reply, RootTotal total) {
        return reply.valueMicros() == total.micros()
                && reply.expected() == total.count()
                && reply.reporting() == total.count();
    }

    /** Of each; of one that does not answer, nothing. */
    public Map<HierarchyId, RootTotal> totals() {
        return BenchModel.HIERARCHIES.stream()
                .collect(Collectors.toMap(
                        hierarchy -> hierarchy,
                        hierarchy -> of(
                                hierarchy,
                                reply -> new RootTotal(reply.valueMicros(), reply.reporting()),
                                failure -> new RootTotal(0, 0))));
    }

    /** For whoever wonders why. */
    public List<String> told() {
        return BenchModel.HIERARCHIES.stream()
                .map(hierarchy -> of(
                        hierarchy,
                        reply -> "%d of %d, %d, missing %s"
                                .formatted(
                                        reply.reporting(),
                                        reply.expected(),
                                        reply.valueMicros(),
                                        reply.missing().byReason()),
                        failure -> String.valueOf(failure.getMessage())))
                .toList();
    }

    private <T> T of(HierarchyId hierarchy, Function<AggregateReply, T> known, Function<RequestFailed, T> failed) {
        try {
            return known.apply(client.aggregate(GroupKey.root(hierarchy), BenchModel.POWER, 0));
        } catch (RequestFailed e) {
            return failed.apply(e);
        }
    }
}
