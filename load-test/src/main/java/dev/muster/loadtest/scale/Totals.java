package dev.muster.loadtest.scale;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceNode;
import java.time.Duration;
import java.util.List;

/** What nodes say of the whole fleet, held against what it sent: a figure counts only where both are the same. */
final class Totals {
    private static final List<GroupKey> ROOTS =
            List.of(GroupKey.root(ModelPlan.GEOGRAPHY), GroupKey.root(ModelPlan.TECHNOLOGY));
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration EQUAL_WITHIN = Duration.ofSeconds(90);
    private static final Duration AFTER_REPORT = Duration.ofSeconds(3);

    private final PacedFleet fleet;

    Totals(PacedFleet fleet) {
        this.fleet = fleet;
    }

    /** Waits until all of the fleet reports, on each of these nodes; {@link ServiceFailure} when it does not in time. */
    void awaitComplete(List<ServiceNode> nodes, Duration within) {
        List<MusterClient> clients = clients(nodes);
        boolean complete = Poll.untilTrue(within, () -> clients.stream().allMatch(this::isComplete));
        if (!complete) {
            throw new ServiceFailure("Expected all %d units to report on each of %d nodes within %d s but they do not"
                    .formatted(fleet.size(), nodes.size(), within.toSeconds()));
        }
    }

    /** While the fleet rests; {@link ServiceFailure} when a node does not come to show what was sent. */
    void requireEqual(List<ServiceNode> nodes) {
        List<MusterClient> clients = clients(nodes);
        boolean equal = Poll.untilTrue(EQUAL_WITHIN, () -> {
            // Values go stale while one looks on.
            fleet.reportOnce();
            return Poll.untilTrue(AFTER_REPORT, () -> clients.stream().allMatch(this::isEqual));
        });
        if (!equal) {
            throw new ServiceFailure("Expected the roots' totals to be what the fleet sent, %s, but nodes show: %s"
                    .formatted(
                            fleet.total(ROOTS.get(0)),
                            clients.stream().map(Totals::shown).toList()));
        }
    }

    private static List<MusterClient> clients(List<ServiceNode> nodes) {
        return nodes.stream()
                .map(node -> new MusterClient(node.uri(), new Principal("scale-totals"), ANSWER_WITHIN))
                .toList();
    }

    private boolean isComplete(MusterClient node) {
        try {
            return ROOTS.stream().allMatch(root -> {
                AggregateReply reply = node.aggregate(root, FleetTypes.POWER, 0);
                return reply.expected() == fleet.size() && reply.reporting() == fleet.size();
            });
        } catch (RequestFailed e) {
            return false;
        }
    }

    private boolean isEqual(MusterClient node) {
        try {
            return ROOTS.stream().allMatch(root -> {
                AggregateReply reply = node.aggregate(root, FleetTypes.POWER, 0);
                LedgerTotal sent = fleet.total(root);
                return isEqual(sent, reply.valueMicros(), reply.expected(), reply.reporting());
            });
        } catch (RequestFailed e) {
            return false;
        }
    }

    /** A fleet of which somebody is missing proves nothing of the rest. */
    static boolean isEqual(LedgerTotal sent, long micros, int expected, int reporting) {
        return sent.missing().isEmpty()
                && sent.micros() == micros
                && sent.expected() == expected
                && sent.expected() == reporting;
    }

    private static String shown(MusterClient node) {
        try {
            AggregateReply reply = node.aggregate(ROOTS.get(0), FleetTypes.POWER, 0);
            return "%d of %d, %d".formatted(reply.reporting(), reply.expected(), reply.valueMicros());
        } catch (RequestFailed e) {
            return String.valueOf(e.getMessage());
        }
    }
}
