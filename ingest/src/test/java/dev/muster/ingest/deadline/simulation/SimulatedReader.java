package dev.muster.ingest.deadline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.ingest.deadline.simulation.SimulatedBroker.Arrival;
import dev.muster.ingest.deadline.simulation.Story.Span;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one partition in one life of a node: one batch at a time to the twins, to the store, and then committed. */
final class SimulatedReader {
    /** What undisturbed reading takes for all that was left, from the end of the last trouble on. */
    static final long CATCH_UP_MAX = 5_000;

    private static final int BATCH_MAX = 100;

    /** How long a twin that was away may wait to be asked again. */
    private static final long RETRY_MAX = 3_000;

    private final History history;
    private final SimulatedNode node;
    private final int partition;
    private final int generation;
    private final int life;
    private final long takenUpAt;
    private final Deadlines.Partition deadlines;
    private final Map<SourcePlan, Long> decided = new HashMap<>();
    private final Set<SourcePlan> telling = new HashSet<>();
    private final List<Arrival> behind = new ArrayList<>();
    private final Deque<List<Arrival>> unsettled = new ArrayDeque<>();
    private int read;
    private int processed;
    private int settled;
    private boolean retrying;
    private boolean closed;
    private long watermark = Long.MIN_VALUE;

    SimulatedReader(SimulatedNode node, Deadlines owner, int partition, int generation, int next) {
        this.history = node.history();
        this.node = node;
        this.partition = partition;
        this.generation = generation;
        this.life = node.life();
        this.takenUpAt = history.agenda.now();
        this.deadlines = owner.takeUp(partition, next, this::oldestUnanswered);
        this.read = next;
        this.processed = next;
        this.settled = next;
    }

    int generation() {
        return generation;
    }

    long takenUpAt() {
        return takenUpAt;
    }

    Deadlines.Partition deadlines() {
        return deadlines;
    }

    int processed() {
        return processed;
    }

    void close() {
        closed = true;
    }

    /** Arrival of the oldest record that was read and has not reached its twin. */
    @Nullable
    Instant oldestUnanswered() {
        return behind.isEmpty()
                ? null
                : history.broker.clock(
                        behind.stream().mapToLong(Arrival::at).min().orElseThrow());
    }

    void fetch() {
        if (closed || node.life() != life) {
            return;
        }
        if (read == history.broker.log(partition).size()) {
            // The broker holds the question back until there is something: it answers even while this process stalls.
            history.broker.onAppend(partition, this::take);
        } else {
            history.broker.whenUp(partition, Span.FOREVER, this::take, () -> {});
        }
    }

    private void take() {
        boolean slow = history.isTroubled(Story.Kind.SLOW_READING, node.index());
        List<Arrival> log = history.broker.log(partition);
        int size = Math.min(slow ? 1 + history.random.nextInt(5) : BATCH_MAX, log.size() - read);
        List<Arrival> batch = List.copyOf(log.subList(read, read + size));
        read += size;
        node.later(life, history.random.nextLong(slow ? 5_000 : 30), () -> hear(batch));
    }

    /** A twin that is away is left behind with its records, and the others go on. */
    private void hear(List<Arrival> batch) {
        if (isDropped()) {
            return;
        }
        for (Arrival arrival : batch) {
            if (isBehind(arrival.source()) || history.twins.isAway(arrival.source())) {
                behind.add(arrival);
            } else {
                history.twins.observe(arrival.source(), arrival.at());
            }
        }
        process(batch);
        unsettled.add(batch);
        node.later(history.random.nextLong(100), this::settle);
        fetch();
    }

    private boolean isBehind(SourcePlan source) {
        return !behind.isEmpty() && behind.stream().anyMatch(arrival -> arrival.source() == source);
    }

    private void process(List<Arrival> batch) {
        List<Sighting> sightings = new ArrayList<>(batch.size());
        for (Arrival arrival : batch) {
            sightings.add(new Sighting(
                    arrival.source().asset,
                    arrival.source().id,
                    history.broker.clock(arrival.at()),
                    processed + sightings.size()));
        }
        processed += batch.size();
        deadlines.processed(
                sightings,
                processed,
                history.broker.clock(batch.get(batch.size() - 1).at()));
        node.checkWatermarks();
    }

    /** What has reached its twins is stored and committed, in its order. */
    private void settle() {
        if (isDropped() || unsettled.isEmpty()) {
            return;
        }
        catchUp();
        while (!unsettled.isEmpty() && Collections.disjoint(unsettled.peek(), behind)) {
            List<Arrival> batch = unsettled.remove();
            batch.forEach(arrival -> history.twins.store(arrival.source(), arrival.at()));
            settled += batch.size();
        }
        if (history.random.nextInt(5) > 0) {
            history.group.commit(partition, generation, settled);
        }
        if (!behind.isEmpty() && !retrying) {
            retrying = true;
            node.later(history.random.nextLong(1, RETRY_MAX), () -> {
                retrying = false;
                settle();
            });
        }
    }

    private void catchUp() {
        behind.removeIf(arrival -> {
            boolean there = !history.twins.isAway(arrival.source());
            if (there) {
                history.twins.observe(arrival.source(), arrival.at());
            }
            return there;
        });
    }

    /** A stream that ends may or may not take along what it has begun. */
    private boolean isDropped() {
        return closed && history.random.nextBoolean();
    }

    void telling(GroundTruth.Told told) {
        assertThat(telling.add(told.source()))
                .as("%s is told once at a time", told.source().id)
                .isTrue();
        assertThat(Objects.equals(decided.get(told.source()), told.lastSeen()))
                .as("%s is told again of a silence that its twin has decided about", told.source().id)
                .isFalse();
    }

    /** @param agreed the twin knew of nothing later */
    void answered(GroundTruth.Told told, boolean agreed) {
        telling.remove(told.source());
        if (agreed) {
            decided.put(told.source(), told.lastSeen());
        }
    }

    void checkWatermark(long now) {
        if (now < watermark) {
            throw new AssertionError("Expected the watermark of partition %d at %d or later but got %d"
                    .formatted(partition, watermark, now));
        }
        watermark = now;
    }
}
