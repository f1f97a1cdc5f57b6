package dev.muster.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks some nodes for a total, again and again: how deep it dips, for how long, and whether it ever says what is not true. */
final class RootWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<MusterClient> clients;
    private final GroupKey group;
    private final SignalName signal;
    private final int expected;
    private final List<String> untrue = new ArrayList<>();
    private final TreeSet<String> reasons = new TreeSet<>();
    private int asked;
    private int unanswered;
    private int deepest;
    private long incompleteSince = -1;
    private long longestNanos;

    private RootWatch(List<MusterClient> clients, GroupKey group, SignalName signal, int expected) {
        this.clients = clients;
        this.group = group;
        this.signal = signal;
        this.expected = expected;
    }

    static RootWatch start(
            ClusterUnderTest cluster, List<Integer> nodes, GroupKey group, SignalName signal, int expected) {
        RootWatch watch = new RootWatch(nodes.stream().map(cluster::client).toList(), group, signal, expected);
        watch.thread.scheduleWithFixedDelay(watch::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        int missing = 0;
        for (MusterClient client : clients) {
            try {
                missing = Math.max(missing, take(client.base().toString(), client.aggregate(group, signal, expected)));
            } catch (RequestFailed e) {
                missing = expected;
                unanswered();
            }
        }
        looked(missing);
    }

    private synchronized void unanswered() {
        asked++;
        unanswered++;
    }

    /** Returns how many are missing. */
    private synchronized int take(String node, AggregateReply reply) {
        asked++;
        reply.missing().members().forEach(member -> {
            reasons.add(member.reason());
            if (member.reason().equals("offline")) {
                untrue.add("%s calls %s offline".formatted(node, member.asset()));
            }
        });
        if (reply.expected() != expected) {
            untrue.add("%s expects %d".formatted(node, reply.expected()));
        }
        int missing = reply.expected() - reply.reporting();
        deepest = Math.max(deepest, missing);
        return missing;
    }

    private synchronized void looked(int missing) {
        long now = System.nanoTime();
        if (missing == 0) {
            incompleteSince = -1;
        } else if (incompleteSince < 0) {
            incompleteSince = now;
        }
        longestNanos = Math.max(longestNanos, incompleteSince < 0 ? 0 : now - incompleteSince);
    }

    synchronized void shouldNeverHaveBeenWrong() {
        assertThat(asked).isPositive();
        assertThat(untrue).isEmpty();
    }

    @Override
    public synchronized String toString() {
        return "asked %d times, %d without an answer, at most %d of %d missing, incomplete for at most %d ms, because of %s"
                .formatted(asked, unanswered, deepest, expected, longestNanos / 1_000_000, reasons);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
