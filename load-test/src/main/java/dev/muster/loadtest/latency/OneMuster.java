package dev.muster.loadtest.latency;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.PartitionCount;
import dev.muster.loadtest.harness.BenchModel;
import dev.muster.loadtest.harness.RootTotal;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The node of Muster that is measured, as it is shipped. */
final class OneMuster implements AutoCloseable {
    /** As Muster makes it. */
    static final String TOPIC = "telemetry";

    static final int PARTITIONS = 12;

    /** Whose offsets say how far it has read. */
    static final String GROUP = "muster";

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(60);

    /** Of the plan, at once in memory. */
    private static final int PART = 10_000;

    private final ServiceSettings settings;
    private final ServiceProcess process;
    private final MusterClient client;
    private final int assets;

    private OneMuster(ServiceSettings settings, ServiceProcess process, MusterClient client, int assets) {
        this.settings = settings;
        this.process = process;
        this.client = client;
        this.assets = assets;
    }

    /** Returns when it is ready. */
    static OneMuster start(ServiceSettings settings, int heapMib, int assets) {
        MusterClient client = new MusterClient(settings.uri(), new Principal("latency"));
        OneMuster muster = new OneMuster(settings, ServiceProcess.start(settings, heapMib), client, assets);
        try {
            muster.process.awaitReady(READY_WITHIN, client::ready);
        } catch (RuntimeException e) {
            muster.close();
            throw e;
        }
        return muster;
    }

    URI uri() {
        return settings.uri();
    }

    long pid() {
        return process.pid();
    }

    /** Returns when it knows all assets. */
    void load(Consumer<String> print) {
        ModelLoader loader = new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT);
        for (int from = 0; from < assets; from += PART) {
            int to = Math.min(assets, from + PART);
            loader.load(BenchModel.part(assets, from, to));
            if (to % (10 * PART) == 0 || to == assets) {
                print.accept("%,d of %,d assets are in the model".formatted(to, assets));
            }
        }
    }

    void requireAlive() {
        process.requireAlive();
    }

    /** What stands at the roots; of one that does not answer, nothing. */
    Map<HierarchyId, RootTotal> totals() {
        Map<HierarchyId, RootTotal> totals = new HashMap<>();
        for (HierarchyId hierarchy : BenchModel.HIERARCHIES) {
            try {
                AggregateReply root = client.aggregate(GroupKey.root(hierarchy), BenchModel.POWER, 0);
                totals.put(hierarchy, new RootTotal(root.valueMicros(), root.reporting()));
            } catch (RequestFailed e) {
                totals.put(hierarchy, new RootTotal(0, 0));
            }
        }
        return totals;
    }

    /** Returns when both roots show it; {@link ServiceFailure}: they do not. */
    void awaitTotal(RootTotal expected, Duration within) {
        boolean shown = Poll.untilTrue(within, () -> {
            requireAlive();
            return totals().values().stream().allMatch(expected::equals);
        });
        if (!shown) {
            throw new ServiceFailure("Expected %s at both roots within %d s but they show %s"
                    .formatted(expected, within.toSeconds(), totals()));
        }
    }

    /**
     * Records that its twins have. A duplicate is one that its twin was asked for again, because the first answer came too late: nobody
     * sends one twice.
     */
    long taken() {
        return PartitionCount.parse(client.metrics()).stream()
                .mapToLong(partition -> partition.outcomes().getOrDefault("accepted", 0L)
                        + partition.outcomes().getOrDefault("duplicate", 0L))
                .sum();
    }

    /** Returns when its twins have exactly so many; {@link ServiceFailure}: they have fewer or more. */
    void awaitTaken(long records) {
        if (!Poll.untilTrue(TAKEN_WITHIN, () -> taken() == records)) {
            throw new ServiceFailure(
                    "Expected its twins to have all %d records but they have %d".formatted(records, taken()));
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
