package dev.muster.loadtest.harness;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.PartitionCount;
import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A process of Muster with topics, group and keyspace of its own. A round is read when its offsets are committed, which is after twin,
 * history and quarantine have acked, and both roots show it.
 */
final class MusterRunner implements Runner {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration TOTAL_WITHIN = Duration.ofSeconds(30);

    private final Contender contender;
    private final Groups groups;
    private final String name;
    private final ServiceProcess process;
    private final MusterClient client;

    private MusterRunner(Contender contender, Groups groups, String name, ServiceProcess process, MusterClient client) {
        this.contender = contender;
        this.groups = groups;
        this.name = name;
        this.process = process;
        this.client = client;
    }

    /** Returns when it is ready and knows the assets. {@code settings}: of its stack, and all else that is asked for. */
    static MusterRunner start(Contender contender, ServiceSettings settings, int assets, Groups groups) {
        String name = "throughput-" + contender.id();
        ServiceSettings own = settings.apart(name);
        if (contender == Contender.WITHOUT_HISTORY) {
            own = own.with("muster.cassandra.history-enabled", "false");
        }
        MusterClient client = new MusterClient(own.uri(), new Principal("throughput"));
        MusterRunner runner = new MusterRunner(contender, groups, name, ServiceProcess.start(own), client);
        try {
            runner.process.awaitReady(READY_WITHIN, client::ready);
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(BenchModel.plan(assets));
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
        return runner;
    }

    @Override
    public Contender contender() {
        return contender;
    }

    @Override
    public String topic() {
        return "telemetry-" + name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public String heap() {
        return ServiceProcess.HEAP_MIB + " MiB";
    }

    @Override
    public Map<HierarchyId, RootTotal> read(Round round) {
        round.awaitRead(contender.title(), () -> {
            process.requireAlive();
            return groups.hasReached(name, topic(), round.ends());
        });
        // What it shows later than that, or never, is told by whoever compares.
        boolean unused =
                round.isTrue(TOTAL_WITHIN, () -> totals().values().stream().allMatch(round.expected()::equals));
        return totals();
    }

    private Map<HierarchyId, RootTotal> totals() {
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

    /** A duplicate is a record that its twin was asked for again, because the first answer came too late: nobody sends one twice. */
    @Override
    public void requireAll(long records) {
        long taken = PartitionCount.parse(client.metrics()).stream()
                .mapToLong(partition -> partition.outcomes().getOrDefault("accepted", 0L)
                        + partition.outcomes().getOrDefault("duplicate", 0L))
                .sum();
        if (taken != records) {
            throw new ServiceFailure(
                    "Expected its twins to have all %d records but they have %d".formatted(records, taken));
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
