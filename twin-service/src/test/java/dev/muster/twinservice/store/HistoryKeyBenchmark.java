package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.OptionsMap;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how history should be cut into partitions, on a real Cassandra, in a keyspace of its own that is dropped at
 * the end. Arguments: {@code host:port data-centre [assets] [rounds] [neighbours] [candidates]}, candidates as
 * {@code month,64x1,256x24} (buckets x hours).
 *
 * <p>Writing: one sample of each asset per round, in shuffled order, in ingest batches of 500; the rows of a batch are
 * grouped by partition into unlogged batches of at most 50, at most 256 of them in flight. Reading: a month of one asset
 * at 5 minutes, flushed to disk, with as many neighbours of the same bucket beside it as asked for.
 */
public final class HistoryKeyBenchmark {
    private static final int INGEST_BATCH = 500;
    private static final int READS_IN_FLIGHT = 32;
    private static final int READ_REPEATS = 15;
    private static final int PASSES = 2;
    private static final long INTERVAL_MS = Duration.ofMinutes(5).toMillis();
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long START_MS = Instant.parse("2030-06-01T00:00:00Z").toEpochMilli();
    private static final long END_MS = START_MS + Duration.ofDays(30).toMillis();
    private static final long MONTH_ROWS = (END_MS - START_MS) / INTERVAL_MS;
    private static final Duration FLUSHED_AFTER = Duration.ofSeconds(6);
    private static final String KEYSPACE = "history_key_benchmark";
    private static final String TABLE = KEYSPACE + ".history";

    private final CqlSession session;
    private final int assets;
    private final int rounds;
    private final int neighbours;
    private final PrintStream out;

    private HistoryKeyBenchmark(CqlSession session, int assets, int rounds, int neighbours, PrintStream out) {
        this.session = session;
        this.assets = assets;
        this.rounds = rounds;
        this.neighbours = neighbours;
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        String[] contact = args[0].split(":", -1);
        OptionsMap options = OptionsMap.driverDefaults();
        options.put(TypedDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, args[1]);
        options.put(TypedDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30));
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(contact[0], Integer.parseInt(contact[1])))
                .withConfigLoader(DriverConfigLoader.fromMap(options))
                .build()) {
            HistoryKeyBenchmark benchmark = new HistoryKeyBenchmark(
                    session,
                    Integer.parseInt(argument(args, 2, "100000")),
                    Integer.parseInt(argument(args, 3, "4")),
                    Integer.parseInt(argument(args, 4, "100")),
                    System.out);
            benchmark.run(candidates(argument(args, 5, "month,16x1,64x1,128x1,256x1,1024x1,64x24,256x24")));
        }
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }

    private static List<HistoryKeyCandidate> candidates(String list) {
        return Arrays.stream(list.split(","))
                .map(text -> {
                    if (text.equals("month")) {
                        return HistoryKeyCandidate.assetMonth();
                    }
                    String[] parts = text.split("x", -1);
                    return HistoryKeyCandidate.bucketed(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
                })
                .toList();
    }

    private void run(List<HistoryKeyCandidate> candidates) throws InterruptedException {
        session.execute("DROP KEYSPACE IF EXISTS " + KEYSPACE);
        session.execute("CREATE KEYSPACE " + KEYSPACE
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        write(candidates.get(candidates.size() / 2)); // warms both JVMs
        Map<HistoryKeyCandidate, Written> written = new LinkedHashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            for (HistoryKeyCandidate candidate : candidates) {
                written.merge(candidate, write(candidate), Written::better);
            }
        }
        Map<HistoryKeyCandidate, Read> read = new LinkedHashMap<>();
        for (HistoryKeyCandidate candidate : candidates) {
            read.put(candidate, read(candidate));
        }
        session.execute("DROP KEYSPACE " + KEYSPACE);
        print(candidates, written, read);
    }

    private void print(
            List<HistoryKeyCandidate> candidates,
            Map<HistoryKeyCandidate, Written> written,
            Map<HistoryKeyCandidate, Read> read) {
        out.printf(
                "%n%d assets, ingest batches of %d, %d rounds, best of %d passes;"
                        + " month of one asset (%d rows), %d neighbours%n%n",
                assets, INGEST_BATCH, rounds, PASSES, MONTH_ROWS, neighbours);
        out.println("| partition | ratio | batches/s | rows/s | rows per statement"
                + " | month: partitions | first | median | worst |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        double base = Objects.requireNonNull(written.get(candidates.get(0))).batchesPerSecond;
        for (HistoryKeyCandidate candidate : candidates) {
            Written writing = Objects.requireNonNull(written.get(candidate));
            Read reading = Objects.requireNonNull(read.get(candidate));
            out.printf(
                    "| %s | %.1f | %.0f | %.0fk | %.1f | %d | %d ms | %d ms | %d ms |%n",
                    candidate.name(),
                    writing.batchesPerSecond / base,
                    writing.batchesPerSecond,
                    writing.batchesPerSecond * INGEST_BATCH / 1000,
                    writing.rowsPerStatement,
                    candidate.spans(START_MS, END_MS).size(),
                    reading.firstMs,
                    reading.medianMs,
                    reading.worstMs);
        }
    }

    private record Written(double batchesPerSecond, double rowsPerStatement) {
        Written better(Written other) {
            return batchesPerSecond >= other.batchesPerSecond ? this : other;
        }
    }

    private Written write(HistoryKeyCandidate candidate) throws InterruptedException {
        HistoryKeyWriter writer = newTable(candidate);
        Random random = new Random(7);
        List<Integer> order = new ArrayList<>(IntStream.range(0, assets).boxed().toList());
        int statements = 0;
        long startNanos = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            long measuredAtMs = START_MS + round * 2_000L;
            for (int from = 0; from < assets; from += INGEST_BATCH) {
                Map<Integer, List<BoundStatement>> byPartition = new LinkedHashMap<>();
                for (int asset : order.subList(from, Math.min(assets, from + INGEST_BATCH))) {
                    byPartition
                            .computeIfAbsent(candidate.group(asset), group -> new ArrayList<>())
                            .add(writer.row(asset, measuredAtMs));
                }
                for (List<BoundStatement> rows : byPartition.values()) {
                    statements += writer.send(rows);
                }
            }
        }
        writer.awaitAll();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double rows = (double) rounds * assets;
        Written written = new Written(rows / INGEST_BATCH / seconds, rows / statements);
        out.printf(
                "wrote %s: %.0f batches/s, %d statements sent again%n",
                candidate.name(), written.batchesPerSecond, writer.retries());
        return written;
    }

    private record Read(long firstMs, long medianMs, long worstMs) {}

    private Read read(HistoryKeyCandidate candidate) throws InterruptedException {
        int[] present = writeMonth(candidate);
        String key = candidate.buckets() == 0 ? "asset = ? AND span = ?" : "bucket = ? AND span = ? AND asset = ?";
        PreparedStatement select = session.prepare("SELECT measured_at, source, sequence, received_at, readings FROM "
                + TABLE + " WHERE " + key + " AND measured_at >= ? AND measured_at < ?");
        long[] tookMs = new long[READ_REPEATS];
        for (int repeat = 0; repeat < READ_REPEATS; repeat++) {
            long startNanos = System.nanoTime();
            int rows = readMonth(select, candidate, present[repeat % present.length]);
            tookMs[repeat] = (System.nanoTime() - startNanos) / 1_000_000;
            if (rows != MONTH_ROWS) {
                throw new IllegalStateException("Expected %d rows but read %d".formatted(MONTH_ROWS, rows));
            }
        }
        out.printf("read %s: %s ms%n", candidate.name(), Arrays.toString(tookMs));
        long first = tookMs[0];
        Arrays.sort(tookMs);
        return new Read(first, tookMs[READ_REPEATS / 2], tookMs[READ_REPEATS - 1]);
    }

    /** One asset and its neighbours, hour by hour as time would write them, then flushed. Returns who is there. */
    private int[] writeMonth(HistoryKeyCandidate candidate) throws InterruptedException {
        HistoryKeyWriter writer = newTable(candidate);
        int bucket = candidate.group(0);
        int[] present = IntStream.range(0, Integer.MAX_VALUE)
                .filter(asset -> candidate.buckets() == 0 || candidate.group(asset) == bucket)
                .limit(neighbours + 1L)
                .toArray();
        for (long hourMs = START_MS; hourMs < END_MS; hourMs += HOUR_MS) {
            for (int asset : present) {
                List<BoundStatement> rows = new ArrayList<>();
                for (long ms = hourMs; ms < hourMs + HOUR_MS; ms += INTERVAL_MS) {
                    rows.add(writer.row(asset, ms));
                }
                writer.send(rows);
            }
        }
        writer.awaitAll();
        // CQL knows no flush: a short flush period makes one.
        session.execute("ALTER TABLE " + TABLE + " WITH memtable_flush_period_in_ms = 1000");
        LockSupport.parkNanos(FLUSHED_AFTER.toNanos());
        session.execute("ALTER TABLE " + TABLE + " WITH memtable_flush_period_in_ms = 0");
        return present;
    }

    private int readMonth(PreparedStatement select, HistoryKeyCandidate candidate, int asset)
            throws InterruptedException {
        Semaphore inFlight = new Semaphore(READS_IN_FLIGHT);
        AtomicInteger rows = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Instant from = Instant.ofEpochMilli(START_MS);
        Instant to = Instant.ofEpochMilli(END_MS);
        String id = HistoryKeyCandidate.assetId(asset);
        for (int span : candidate.spans(START_MS, END_MS)) {
            inFlight.acquire();
            BoundStatement bound = candidate.buckets() == 0
                    ? select.bind(id, span, from, to)
                    : select.bind(candidate.group(asset), span, id, from, to);
            count(session.executeAsync(bound), rows).whenComplete((done, thrown) -> {
                if (thrown != null) {
                    failure.compareAndSet(null, thrown);
                }
                inFlight.release();
            });
        }
        inFlight.acquire(READS_IN_FLIGHT);
        if (failure.get() != null) {
            throw new IllegalStateException("A read failed", failure.get());
        }
        return rows.get();
    }

    private static CompletionStage<@Nullable Void> count(CompletionStage<AsyncResultSet> page, AtomicInteger rows) {
        return page.thenCompose(result -> {
            for (Row row : result.currentPage()) {
                row.getInstant("measured_at");
                row.getByteBuffer("readings");
                rows.incrementAndGet();
            }
            return result.hasMorePages()
                    ? count(result.fetchNextPage(), rows)
                    : CompletableFuture.completedFuture(null);
        });
    }

    private HistoryKeyWriter newTable(HistoryKeyCandidate candidate) {
        session.execute("DROP TABLE IF EXISTS " + TABLE);
        session.execute(candidate.createTable(TABLE));
        return new HistoryKeyWriter(session, candidate, TABLE);
    }
}
