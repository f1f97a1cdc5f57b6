package dev.muster.loadtest.scale;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.fault.Site;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.scale.Meter.Memory;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One cluster of one size, from its start to its end, under a fleet of its own. Blocks; not thread-safe. */
final class Trial {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);
    private static final Duration READ_WITHIN = Duration.ofSeconds(30);

    /** Until code is compiled and queues are as they stay; less would measure the start. */
    private static final Duration WARM_UP = Duration.ofSeconds(25);

    /** Until everybody has noted that the fleet hung up, and groups have said so up to the root. */
    private static final Duration CALM_DOWN = Duration.ofSeconds(12);

    /** What repeats itself at rest does so each ten seconds. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final ScaleOptions options;
    private final Bench bench;
    private final Clock clock;
    private final Consumer<String> print;

    Trial(ScaleOptions options, Bench bench) {
        this.options = options;
        this.bench = bench;
        this.clock = bench.program().clock();
        this.print = bench.program()::print;
    }

    /** {@link ServiceFailure} when a node ends, or a total is not what was sent. */
    Finding run(int nodes) {
        String unique = "scale-%d-%d".formatted(clock.instant().getEpochSecond(), nodes);
        ServiceSettings settings = bench.service(unique, options.settings());
        String topic = "telemetry-" + unique;
        try (Site site = Site.of(settings, nodes, unique);
                PacedFleet fleet = new PacedFleet(options, bench.kafka(), topic, clock)) {
            ServiceCluster cluster = site.cluster();
            cluster.start();
            cluster.awaitReady(READY_WITHIN);
            new ModelLoader(
                            new MusterClient(cluster.node(0).uri(), new Principal("scale-model")),
                            ModelLoader.REQUESTS_IN_FLIGHT)
                    .load(fleet.plan());
            print.accept("%d nodes are ready, and %d units are in the model".formatted(nodes, fleet.size()));
            Totals totals = new Totals(fleet);
            Meter meter = new Meter(cluster, bench.stack());
            List<Memory> asleep = meter.memory();
            fleet.start();
            totals.awaitComplete(cluster.nodes(), COMPLETE_WITHIN);
            pause(WARM_UP);
            Window busy = measured(meter, options.window());
            fleet.rest();
            totals.requireEqual(cluster.nodes());
            requireAllRead(meter, fleet);
            long records = fleet.records();
            long samples = fleet.samples();
            DiskUse disk = DiskUse.of(
                    bench.directory(),
                    bench.stack().ports().cassandraJmx(),
                    topic,
                    unique.replace('-', '_').toLowerCase(Locale.ROOT));
            List<Memory> awake = meter.memory();
            fleet.hangUp();
            pause(CALM_DOWN);
            Window idle = measured(meter, REST);
            print.accept("measured: %,d samples in %.0f s; totals are equal".formatted(busy.records(), busy.seconds()));
            Failover failover = failovers(cluster, fleet, totals);
            return new Finding(
                    nodes,
                    fleet.size(),
                    busy,
                    idle,
                    asleep,
                    awake,
                    disk,
                    records,
                    samples,
                    failover.kills(),
                    failover.stops());
        }
    }

    private Failover failovers(ServiceCluster cluster, PacedFleet fleet, Totals totals) {
        Failover failover = new Failover(cluster, clock);
        if (options.failovers() == 0) {
            return failover;
        }
        fleet.start();
        totals.awaitComplete(cluster.nodes(), COMPLETE_WITHIN);
        for (int turn = 0; turn < options.failovers(); turn++) {
            failover.run(turn);
            print.accept("killed: %s; stopped: %s"
                    .formatted(failover.kills().get(turn), failover.stops().get(turn)));
        }
        fleet.rest();
        totals.requireEqual(cluster.nodes());
        return failover;
    }

    private static Window measured(Meter meter, Duration time) {
        Tally before = meter.read();
        pause(time);
        return meter.read().since(before);
    }

    /** Each record was sent once, so nodes are done with each once. */
    private static void requireAllRead(Meter meter, PacedFleet fleet) {
        boolean all = Poll.untilTrue(READ_WITHIN, () -> meter.read().records() == fleet.records());
        if (!all) {
            throw new ServiceFailure("Expected nodes to be done with the %d records that were sent but they are with %d"
                    .formatted(fleet.records(), meter.read().records()));
        }
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
