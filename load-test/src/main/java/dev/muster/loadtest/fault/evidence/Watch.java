package dev.muster.loadtest.fault.evidence;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.Sight;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every node for the root's total five times a second, each on a thread of its own, whatever goes on. Thread-safe. */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final GroupKey root;
    private final SignalName signal;
    private final Clock clock;
    private final List<Sight> seen = new ArrayList<>();
    private final ScheduledExecutorService threads;

    public Watch(List<URI> nodes, GroupKey root, SignalName signal, Clock clock) {
        this.root = root;
        this.signal = signal;
        this.clock = clock;
        this.threads = Executors.newScheduledThreadPool(nodes.size(), task -> {
            Thread thread = new Thread(task, "fault-watch");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < nodes.size(); i++) {
            int node = i;
            MusterClient client = new MusterClient(nodes.get(i), new Principal("fault-watch"), ANSWER_WITHIN);
            threads.scheduleAtFixedRate(() -> look(node, client), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(int node, MusterClient client) {
        Instant asked = clock.instant();
        try {
            AggregateReply reply = client.aggregate(root, signal, 1);
            add(new Sight(
                    node,
                    clock.instant(),
                    true,
                    reply.expected(),
                    reply.reporting(),
                    reply.missing().count(),
                    reply.missing().byReason()));
        } catch (RequestFailed e) {
            add(Sight.failed(node, asked));
        } catch (RuntimeException e) {
            // A thread that ends would see nothing more, and say so to nobody.
            LOG.warn("Looking at node {} failed", node, e);
            add(Sight.failed(node, asked));
        }
    }

    private void add(Sight sight) {
        synchronized (seen) {
            seen.add(sight);
        }
    }

    /** All that was seen from then on, in the order of the answers. */
    public List<Sight> since(Instant from) {
        synchronized (seen) {
            return seen.stream().filter(sight -> !sight.at().isBefore(from)).toList();
        }
    }

    /** Forgets what was seen before. */
    public void forget(Instant before) {
        synchronized (seen) {
            seen.removeIf(sight -> sight.at().isBefore(before));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
