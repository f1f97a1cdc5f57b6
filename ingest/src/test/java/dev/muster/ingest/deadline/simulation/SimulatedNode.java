package dev.muster.ingest.deadline.simulation;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.DeadlineSettings;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.Overdue;
import dev.muster.ingest.deadline.OverdueGateway;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process around the real {@link Deadlines}: looks at the broker, reads partitions, tells twins; is killed, and stalls. */
final class SimulatedNode implements FleetRegister, OverdueGateway {
    static final long LATENCY_MAX = 50;

    /** How long it waits for a twin. */
    static final long ANSWER_TIMEOUT = 2_000;

    private final History history;
    private final int index;
    private final long clockOffset;
    private final List<Runnable> pending = new ArrayList<>();
    private final Map<Integer, SimulatedReader> readers = new HashMap<>();
    private Deadlines deadlines;
    private int life;
    private boolean alive;
    private boolean stalled;

    SimulatedNode(History history, int index) {
        this.history = history;
        this.index = index;
        this.clockOffset = history.random.nextLong(-60_000, 60_000);
        this.deadlines = newDeadlines();
    }

    private Deadlines newDeadlines() {
        return new Deadlines(
                this,
                this,
                new DeadlineSettings(
                        Duration.ofMillis(history.story.lookInterval),
                        Duration.ofMillis(history.story.gapAfter),
                        history.story.overdueInFlightMax),
                new NodeClock());
    }

    History history() {
        return history;
    }

    int index() {
        return index;
    }

    /** Counts starts and kills. */
    int life() {
        return life;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isRunning() {
        return alive && !stalled;
    }

    SimulatedReader reader(int partition) {
        return readers.get(partition);
    }

    void start() {
        life++;
        alive = true;
        deadlines = newDeadlines();
        later(history.random.nextLong(history.story.lookInterval), this::look);
    }

    void kill() {
        life++;
        alive = false;
        stalled = false;
        readers.clear();
        pending.clear();
    }

    void stall() {
        stalled = true;
    }

    /** Everything that has waited happens at once, in any order. */
    void goOn() {
        stalled = false;
        int current = life;
        List<Runnable> tasks = new ArrayList<>(pending);
        pending.clear();
        while (!tasks.isEmpty()) {
            Runnable task = tasks.remove(history.random.nextInt(tasks.size()));
            later(current, 0, task);
        }
    }

    void later(long delay, Runnable task) {
        later(life, delay, task);
    }

    /** Unless the process was killed since. */
    void later(int ofLife, long delay, Runnable task) {
        history.agenda.after(delay, () -> {
            if (life != ofLife || !alive) {
                return;
            }
            if (stalled) {
                pending.add(task);
            } else {
                task.run();
            }
        });
    }

    void takeUp(int partition, int generation) {
        if (!history.group.isCurrent(partition, generation)) {
            return;
        }
        request(partition, () -> history.group.committed(partition), next -> {
            if (next == null) {
                later(500, () -> takeUp(partition, generation));
            } else if (history.group.isCurrent(partition, generation)) {
                history.say(() -> "node %d reads partition %d from %d".formatted(index, partition, next));
                SimulatedReader reader = new SimulatedReader(this, deadlines, partition, generation, next);
                SimulatedReader former = readers.put(partition, reader);
                if (former != null) {
                    former.close();
                    later(latency(), () -> deadlines.release(former.deadlines()));
                }
                reader.fetch();
            }
        });
    }

    void release(int partition, int generation) {
        SimulatedReader reader = readers.get(partition);
        if (reader != null && reader.generation() == generation) {
            readers.remove(partition);
            reader.close();
            deadlines.release(reader.deadlines());
        }
    }

    private void look() {
        long asked = history.agenda.now();
        request(Story.ALL, () -> history.broker.clock(history.agenda.now()), time -> {
            if (time == null) {
                looked(asked, deadlines::lookFailed);
                return;
            }
            later(
                    hiccup(),
                    () -> request(
                            waitsFor(),
                            this::ends,
                            ends -> later(hiccup(), () -> {
                                if (ends == null) {
                                    looked(asked, deadlines::lookFailed);
                                } else {
                                    looked(asked, () -> deadlines.looked(time, ends, history.story.partitions));
                                }
                            })));
        });
    }

    private void looked(long asked, Runnable told) {
        told.run();
        checkWatermarks();
        later(Math.max(1, asked + history.story.lookInterval - history.agenda.now()), this::look);
    }

    /** A client may or may not wait for a partition that is away. */
    private int waitsFor() {
        int partition = history.random.nextInt(history.story.partitions);
        return history.random.nextBoolean() ? partition : Story.ALL;
    }

    private Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < history.story.partitions; partition++) {
            if (history.broker.isUp(partition)) {
                ends.put(partition, (long) history.broker.log(partition).size());
            }
        }
        return ends;
    }

    /** What the broker says at one moment while it is there; {@code null}: it was not. */
    private <T> void request(int partition, Supplier<T> what, Consumer<@Nullable T> answer) {
        int asking = life;
        history.agenda.after(
                latency(),
                () -> history.broker.whenUp(
                        partition,
                        history.story.patience,
                        () -> {
                            T said = what.get();
                            later(asking, latency(), () -> answer.accept(said));
                        },
                        () -> later(asking, 0, () -> answer.accept(null))));
    }

    void checkWatermarks() {
        for (PartitionReport report : deadlines.report()) {
            SimulatedReader reader = readers.get(report.partition());
            if (reader != null) {
                history.truth.checkWatermark(report, reader);
            }
        }
    }

    @Override
    public long revision() {
        return history.model.revision();
    }

    @Override
    public Optional<Terms> termsOf(SourceId source) {
        return history.model.termsOf(source);
    }

    @Override
    public CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions) {
        CompletableFuture<Map<SourceId, Seed>> answer = new CompletableFuture<>();
        int asking = life;
        boolean troubled = history.isTroubled(Story.Kind.SEEDS_FAIL, index);
        history.agenda.after(latency(), () -> {
            Map<SourceId, Seed> seeds = new HashMap<>();
            for (SourcePlan source : history.story.sources) {
                if (source.partition == partition && history.model.knows(source)) {
                    history.twins.seed(source).ifPresent(seed -> seeds.put(source.id, seed));
                }
            }
            later(asking, troubled ? history.random.nextLong(5_000) : latency(), () -> {
                if (troubled && history.random.nextInt(3) > 0) {
                    answer.completeExceptionally(new IllegalStateException("simulated"));
                } else {
                    answer.complete(seeds);
                }
            });
        });
        return answer;
    }

    @Override
    public CompletionStage<Optional<Instant>> tell(Overdue overdue) {
        GroundTruth.Told told = history.truth.told(overdue, this);
        return new SimulatedTell(history, told, history.isTroubled(Story.Kind.TELLS_FAIL, index)).send();
    }

    private long hiccup() {
        return history.isTroubled(Story.Kind.HICCUP, index) ? history.random.nextLong(3 * history.story.gapAfter) : 0;
    }

    private long latency() {
        return history.random.nextLong(LATENCY_MAX);
    }

    /** Runs with the broker's, but tells another time. */
    private final class NodeClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return history.broker.clock(history.agenda.now()).plusMillis(clockOffset);
        }
    }
}
