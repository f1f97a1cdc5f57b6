package dev.muster.loadtest.fault.evidence;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All nodes that answer, one after the other: each has to know everything. Thread-safe. */
public final class Nodes {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final int TRIES = 5;

    private final List<MusterClient> clients;
    private final AtomicInteger next = new AtomicInteger();

    public Nodes(List<URI> nodes) {
        this.clients = nodes.stream()
                .map(node -> new MusterClient(node, new Principal("fault-checker"), ANSWER_WITHIN))
                .toList();
    }

    public int count() {
        return clients.size();
    }

    public MusterClient node(int index) {
        return clients.get(index);
    }

    /** Asks the next node, and if it cannot answer just now those after it. */
    <T> T ask(Function<MusterClient, T> question) {
        @Nullable RequestFailed last = null;
        for (int i = 0; i < TRIES; i++) {
            MusterClient client = clients.get(Math.floorMod(next.getAndIncrement(), clients.size()));
            try {
                return question.apply(client);
            } catch (RequestFailed e) {
                if (!e.mayPass()) {
                    throw e;
                }
                last = e;
            }
        }
        if (last == null) {
            throw new IllegalStateException("Expected an answer or a failure");
        }
        throw last;
    }
}
