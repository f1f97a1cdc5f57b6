package dev.muster.endtoend.cluster;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Has the twins of all assets write to their journals, by what is asked of each node, whether it answers or not. */
final class MaintenanceTraffic implements AutoCloseable {
    private static final int THREADS_PER_NODE = 6;
    private static final long PAUSE_MILLIS = 20;

    private final List<AssetId> assets;
    private final ExecutorService threads;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean ended;

    private MaintenanceTraffic(List<AssetId> assets, int nodes) {
        this.assets = assets;
        this.threads = Executors.newFixedThreadPool(nodes * THREADS_PER_NODE);
    }

    static MaintenanceTraffic start(ClusterUnderTest cluster, List<AssetId> assets) {
        MaintenanceTraffic traffic =
                new MaintenanceTraffic(assets, cluster.nodes().size());
        for (int node = 0; node < cluster.nodes().size(); node++) {
            MusterClient client = cluster.client(node);
            for (int i = 0; i < THREADS_PER_NODE; i++) {
                traffic.threads.execute(() -> traffic.run(client));
            }
        }
        return traffic;
    }

    private void run(MusterClient client) {
        while (!ended) {
            AssetId asset = assets.get(Math.floorMod(next.getAndIncrement(), assets.size()));
            try {
                begin(client, asset);
                end(client, asset);
            } catch (RequestFailed refusedOrUnanswered) {
                // As it must be, for whoever is cut off.
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    static void begin(MusterClient client, AssetId asset) {
        client.send(
                "PUT",
                path(asset),
                Map.of(
                        "until",
                        Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString()));
    }

    static void end(MusterClient client, AssetId asset) {
        client.send("DELETE", path(asset), null);
    }

    private static String path(AssetId asset) {
        return "/v1/assets/%s/maintenance".formatted(asset.value());
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }
}
