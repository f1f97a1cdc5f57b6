package dev.muster.loadtest.harness;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The same records, read by a bare loop (consumer, Jackson, hash map) and by Muster complete: decoded, judged by their twins,
 * written to history, summed up in every group. Rounds alternate between the two, after one round that warms both up and does
 * not count; figures are medians. The records of a round are in Kafka before its clock starts, and Muster's part of it begins
 * with what it has not read yet at that moment. Both must come to the same total.
 *
 * <p>Uses topics and a keyspace of its own on the stack that it is given. Blocks; not thread-safe.
 */
public final class Throughput {
    private static final int ROUNDS = 3;
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration ROUND_TIMEOUT = Duration.ofMinutes(30);
    private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(30);

    private final ServiceSettings settings;
    private final int assets;
    private final int records;
    private final Consumer<String> print;
    private final String topic;
    private final Clock clock;

    /**
     * @param settings of a service that is started here, on a stack that runs already
     * @param records of each round
     * @param print takes the lines of the report
     */
    public Throughput(ServiceSettings settings, int assets, int records, Clock clock, Consumer<String> print) {
        this.topic = "throughput-" + clock.instant().toEpochMilli();
        this.settings = settings.with("muster.topics.telemetry", topic)
                .with("muster.topics.quarantine", "throughput-quarantine")
                .with("muster.topics.model", "throughput-model")
                .with("muster.topics.commands", "throughput-commands")
                .with("muster.topics.command-acks", "throughput-command-acks")
                .with("muster.topics.command-records", "throughput-command-records")
                .with("muster.topics.promises", "throughput-promises")
                .with("muster.command.consumer-group", "throughput-commands")
                .with("muster.ingest.consumer-group", "throughput")
                .with("muster.cassandra.keyspace", "throughput");
        this.assets = assets;
        this.records = records;
        this.print = print;
        this.clock = clock;
    }

    /** Measures and prints; {@link ServiceFailure} when the service ends or does not come to the same total. */
    public void run() {
        MusterClient client = new MusterClient(settings.uri(), new Principal("throughput"));
        print.accept("Throughput: %,d records a round, %,d assets, 3 signals, %d rounds after a warm-up"
                .formatted(records, assets, ROUNDS));
        try (ServiceProcess service = ServiceProcess.start(settings)) {
            service.awaitReady(READY_TIMEOUT, client::ready);
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(BenchModel.plan(assets));
            print.accept("Service ready, model loaded");
            List<Double> bare = new ArrayList<>();
            List<Double> muster = new ArrayList<>();
            try (BenchTopic kafka = new BenchTopic(settings.kafka(), topic)) {
                for (int round = 0; round <= ROUNDS; round++) {
                    Rates rates = round(kafka, client, service);
                    String name = round == 0 ? "warm-up" : "round " + round;
                    print.accept("  %-8s bare loop %,11.0f records/s   Muster %,11.0f records/s"
                            .formatted(name, rates.bare(), rates.muster()));
                    if (round > 0) {
                        bare.add(rates.bare());
                        muster.add(rates.muster());
                    }
                }
            }
            long taken = IngestProgress.taken(client.metrics());
            long sent = (ROUNDS + 1L) * records;
            if (taken != sent) {
                throw new ServiceFailure(
                        "Expected Muster's twins to have all %d records but they have %d".formatted(sent, taken));
            }
            print.accept(String.format(
                    Locale.ROOT,
                    "Median   bare loop %,11.0f records/s   Muster %,11.0f records/s   ratio %.3f",
                    median(bare),
                    median(muster),
                    median(muster) / median(bare)));
        }
    }

    private record Rates(double bare, double muster) {}

    private Rates round(BenchTopic kafka, MusterClient client, ServiceProcess service) {
        long[] before = kafka.ends();
        Instant now = clock.instant();
        kafka.produce(BenchModel.records(assets, records, now));
        long[] ends = kafka.ends();
        double muster = measureMuster(client, service, Arrays.stream(ends).sum());
        BareLoop.Result bare = kafka.readBare(before, ends);
        boolean equal = Poll.untilTrue(TOTAL_TIMEOUT, () -> total(client) == bare.powerMicros());
        if (!equal) {
            throw new ServiceFailure("Expected Muster's total to become the bare loop's, %d W, but it is %d W"
                    .formatted(bare.powerMicros(), total(client)));
        }
        return new Rates(bare.recordsPerSecond(), muster);
    }

    private static long total(MusterClient client) {
        return client.aggregate(GroupKey.root(BenchModel.HIERARCHY), BenchModel.POWER, 1)
                .valueMicros();
    }

    /** Records per second from now until all up to {@code end} are done. */
    private static double measureMuster(MusterClient client, ServiceProcess service, long end) {
        long first = IngestProgress.done(client.metrics());
        long started = System.nanoTime();
        boolean done = Poll.untilTrue(ROUND_TIMEOUT, () -> {
            service.requireAlive();
            return IngestProgress.done(client.metrics()) >= end;
        });
        double seconds = (System.nanoTime() - started) / 1e9;
        if (!done) {
            throw new ServiceFailure("Expected Muster to have read up to %d within %d minutes but it has not"
                    .formatted(end, ROUND_TIMEOUT.toMinutes()));
        }
        return (end - first) / seconds;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
