package dev.muster.loadtest.memory;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.harness.BenchModel;
import dev.muster.loadtest.harness.RootTotal;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import java.time.Duration;

/** What stands at the roots of both hierarchies, held against what was sent. */
final class Roots {
    private Roots() {}

    /** Returns when both show that total of that many; {@link ServiceFailure} when they do not in time. */
    static void await(MusterClient client, ServiceProcess process, RootTotal total, Duration within) {
        boolean complete = Poll.untilTrue(within, () -> {
            process.requireAlive();
            return BenchModel.HIERARCHIES.stream()
                    .allMatch(hierarchy -> shows(client, GroupKey.root(hierarchy), total));
        });
        if (!complete) {
            throw new ServiceFailure("Expected %s at both roots within %d s but they show %s"
                    .formatted(
                            total,
                            within.toSeconds(),
                            BenchModel.HIERARCHIES.stream()
                                    .map(hierarchy -> shown(client, GroupKey.root(hierarchy)))
                                    .toList()));
        }
    }

    private static boolean shows(MusterClient client, GroupKey root, RootTotal total) {
        try {
            return isComplete(client.aggregate(root, BenchModel.POWER, 0), total);
        } catch (RequestFailed e) {
            return false;
        }
    }

    /** Who is missing from a total, or not expected in it, makes it another one. */
    static boolean isComplete(AggregateReply reply, RootTotal total) {
        return reply.valueMicros() == total.micros()
                && reply.expected() == total.count()
                && reply.reporting() == total.count();
    }

    private static String shown(MusterClient client, GroupKey root) {
        try {
            AggregateReply reply = client.aggregate(root, BenchModel.POWER, 0);
            return "%d of %d, %d, missing %s"
                    .formatted(
                            reply.reporting(),
                            reply.expected(),
                            reply.valueMicros(),
                            reply.missing().byReason());
        } catch (RequestFailed e) {
            return String.valueOf(e.getMessage());
        }
    }
}
