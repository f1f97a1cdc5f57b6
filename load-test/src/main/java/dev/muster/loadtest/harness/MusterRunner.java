package dev.muster.loadtest.harness;

import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.Groups;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceSettings;
import java.time.Duration;
import java.util.Map;

/** A Muster with topics, group and keyspace of its own. */
final class MusterRunner implements Runner {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Contender contender;
    private final int heapMib;
    private final Groups groups;
    private final OneMuster muster;

    private MusterRunner(Contender contender, int heapMib, Groups groups, OneMuster muster) {
        this.contender = contender;
        this.heapMib = heapMib;
        this.groups = groups;
        this.muster = muster;
    }

    /** Returns when it is ready and knows the assets. */
    static MusterRunner start(Contender contender, Bench bench, ThroughputOptions options, Groups groups) {
        ServiceSettings settings =
                bench.service(contender.id(), options.settings()).apart("throughput-" + contender.id());
        if (contender == Contender.WITHOUT_HISTORY) {
            settings = settings.with("muster.cassandra.history-enabled", "false");
        }
        OneMuster muster = bench.start(settings, options.heapMib());
        muster.awaitReady(READY_WITHIN);
        muster.load(BenchModel.plan(options.assets()));
        return new MusterRunner(contender, options.heapMib(), groups, muster);
    }

    @Override
    public Contender contender() {
        return contender;
    }

    @Override
    public String topic() {
        return muster.topic();
    }

    @Override
    public long pid() {
        return muster.pid();
    }

    @Override
    public String heap() {
        return heapMib + " MiB";
    }

    @Override
    public Map<HierarchyId, RootTotal> read(Round round) {
        // What it shows later than it should, or never, is told by whoever compares.
        boolean unused = muster.read(round, groups, contender.title());
        return muster.roots().totals();
    }

    @Override
    public void requireAll(long records) {
        long taken = muster.taken();
        if (taken != records) {
            throw new ServiceFailure(
                    "Expected its twins to have all %d records but they have %d".formatted(records, taken));
        }
    }

    @Override
    public void close() {
        muster.close();
    }
}
