package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Deadlines with times in seconds; a source may be silent for a minute, looks for five seconds. */
final class DeadlinesUnderTest {
    static final int IN_FLIGHT_MAX = 2;

    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    /** The node's clock is a day ahead: it must not matter. */
    static final Instant NODE_TIME = START.plus(Duration.ofDays(1));

    private static final int PARTITIONS = 2;

    final FakeFleet fleet = new FakeFleet();
    final List<Overdue> told = new ArrayList<>();

    /** Of twins that were told and have not answered by themselves. */
    final List<CompletableFuture<Optional<Instant>>> answers = new ArrayList<>();

    final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 0L, 1, 0L));
    Function<Overdue, CompletionStage<Optional<Instant>>> twins = this::answerLater;

    @Nullable
    Instant oldestUnanswered;

    final Deadlines deadlines = new Deadlines(
            fleet,
            this::tell,
            new DeadlineSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), IN_FLIGHT_MAX),
            Clock.fixed(NODE_TIME, ZoneOffset.UTC));
    private int looked = -1;

    private CompletionStage<Optional<Instant>> tell(Overdue overdue) {
        told.add(overdue);
        return twins.apply(overdue);
    }

    CompletionStage<Optional<Instant>> answerLater(Overdue overdue) {
        CompletableFuture<Optional<Instant>> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    Deadlines.Partition takeUp(int partition) {
        return deadlines.takeUp(partition, 0, () -> oldestUnanswered);
    }

    /** Deadlines of the partition count since 2. */
    Deadlines.Partition counting(int partition) {
        Deadlines.Partition taken = takeUp(partition);
        deadlines.looked(at(0), ends, PARTITIONS);
        deadlines.looked(at(1), ends, PARTITIONS);
        deadlines.looked(at(2), ends, PARTITIONS);
        looked = 2;
        return taken;
    }

    void see(Deadlines.Partition partition, SourceId source, int second) {
        fleet.expect(source, Duration.ofSeconds(60));
        partition.processed(List.of(new Sighting(new AssetId(source.value()), source, at(second), 0)), 0, at(second));
    }

    /** Once a second. */
    void lookUntil(int second) {
        while (looked < second) {
            looked++;
            deadlines.looked(at(looked), ends, PARTITIONS);
        }
    }

    static List<SourceId> sources(int partition, int count) {
        List<SourceId> sources = new ArrayList<>();
        for (int i = 0; sources.size() < count; i++) {
            SourceId source = new SourceId("WT-" + i);
            if (Partitioning.partitionOf(source, PARTITIONS) == partition) {
                sources.add(source);
            }
        }
        return sources;
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
