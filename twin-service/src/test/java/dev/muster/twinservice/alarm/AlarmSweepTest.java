package dev.muster.twinservice.alarm;

import static dev.muster.twinservice.alarm.AlarmTesting.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import dev.muster.twinservice.alarm.AlarmTesting.Bell;
import dev.muster.twinservice.alarm.AlarmTesting.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The actors around the logic, on a cluster of one node. */
class AlarmSweepTest {
    private static final Instant T = Instant.parse("2030-01-02T03:04:55.123Z");
    private static final ActorTestKit NODE = AlarmTesting.node("AlarmSweepTest");

    private final SteppedClock clock = new SteppedClock(T);
    private final Book book = new Book();
    private Bell bell = new Bell();
    private final CassandraAlarms alarms = new CassandraAlarms(book, clock, SETTINGS);

    @AfterAll
    static void stop() {
        NODE.shutdownTestKit();
    }

    /** All shards in memory; away when it is told to be. */
    private static final class Book implements AlarmBook {
        private final Map<Alarm, Boolean> rows = new ConcurrentHashMap<>();
        private final Map<Integer, Instant> noted = new ConcurrentHashMap<>();
        private volatile boolean away;

        @Override
        public CompletionStage<?> insert(Alarm alarm, Duration timeToLive) {
            rows.put(alarm, true);
            return CompletableFuture.completedFuture("written");
        }

        @Override
        public CompletionStage<?> begin(Instant at) {
            IntStream.range(0, AlarmShard.COUNT).forEach(shard -> noted.putIfAbsent(shard, at));
            return CompletableFuture.completedFuture("written");
        }

        @Override
        public CompletionStage<List<Alarm>> due(int shard, Slice slice) {
            return answer(rows.keySet().stream()
                    .filter(alarm -> AlarmShard.of(alarm) == shard)
                    .filter(alarm -> slice.after() == null
                            ? !alarm.due().isBefore(slice.from())
                            : ShardSweep.BY_DUE.compare(alarm, slice.after()) > 0)
                    .filter(alarm -> alarm.due().isBefore(slice.to()))
                    .sorted(ShardSweep.BY_DUE)
                    .limit(slice.limit())
                    .toList());
        }

        @Override
        public CompletionStage<Optional<Instant>> sweptTo(int shard) {
            return answer(Optional.ofNullable(noted.get(shard)));
        }

        @Override
        public CompletionStage<?> note(int shard, Instant sweptTo) {
            noted.merge(shard, sweptTo, (one, other) -> one.isAfter(other) ? one : other);
            return answer("written");
        }

        private <T> CompletionStage<T> answer(T value) {
            return away
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : CompletableFuture.completedFuture(value);
        }
    }

    @Test
    void shouldSweepAllShardsSomewhereInTheCluster() {
        // given
        List<String> ids = set(60, T.plusSeconds(10));
        assertThat(ids.stream()
                        .map(id -> AlarmShard.of(new Alarm(Alarm.Kind.TWIN, id, T)))
                        .distinct())
                .hasSize(AlarmShard.COUNT);

        // when
        AlarmSweep.start(NODE.system(), book, bell, clock, SETTINGS);
        clock.set(T.plusSeconds(11));

        // then
        bell.mustHaveRung(NODE, ids);
        assertThat(bell.ids()).doesNotHaveDuplicates();
    }

    @Test
    void shouldGoOnWhateverOneWakerDoes() {
        for (Alarm.Kind kind : Alarm.Kind.values()) {
            // given one that throws or fails
            Alarm bad = new Alarm(kind, "bad", clock.instant());
            bell.refuse("bad");
            assertThat(alarms.set(bad).toCompletableFuture()).isCompleted();
            int shard = AlarmShard.of(bad);
            List<String> others = set(40, clock.instant()).stream()
                    .filter(id -> AlarmShard.of(new Alarm(Alarm.Kind.TWIN, id, T)) == shard)
                    .toList();
            ActorRef<AlarmSweep.Command> sweep = sweep(shard);

            // when
            clock.set(clock.instant().plusSeconds(3));

            // then the others are woken, and it is as soon as that is possible
            bell.mustHaveRung(NODE, others);
            assertThat(bell.ids()).doesNotContain("bad");
            bell.refuse(null);
            mustRingAsTimeGoesOn("bad");
            NODE.stop(sweep);
            bell = new Bell();
        }
    }

    @Test
    void shouldOutliveAStoreThatIsAway() {
        // given
        book.away = true;
        List<String> ids = set(8, T.plusSeconds(3));
        List<ActorRef<AlarmSweep.Command>> sweeps =
                IntStream.range(0, AlarmShard.COUNT).mapToObj(this::sweep).toList();
        clock.set(T.plusSeconds(4));

        // when
        book.away = false;

        // then
        bell.mustHaveRung(NODE, ids);

        // and again, while they sweep
        book.away = true;
        List<String> more = set(8, T.plusSeconds(7));
        clock.set(T.plus(Duration.ofHours(2)));
        book.away = false;
        bell.mustHaveRung(NODE, more);
        sweeps.forEach(NODE::stop);
    }

    @Test
    void shouldTakeUpWhereTheSweepBeforeStopped() {
        // given one that swept an hour
        List<String> first = set(1, T.plusSeconds(3));
        int shard = AlarmShard.of(new Alarm(Alarm.Kind.TWIN, first.get(0), T));
        ActorRef<AlarmSweep.Command> before = sweep(shard);
        clock.set(T.plus(Duration.ofHours(1)));
        bell.mustHaveRung(NODE, first);
        NODE.createTestProbe().awaitAssert(() -> {
            assertThat(book.noted.get(shard))
                    .isEqualTo(T.plus(Duration.ofHours(1)).minus(SETTINGS.overlap()));
            return shard;
        });
        NODE.stop(before);
        List<String> second = set(40, T.plus(Duration.ofHours(5))).stream()
                .filter(id -> AlarmShard.of(new Alarm(Alarm.Kind.TWIN, id, T)) == shard)
                .toList();

        // when the next one comes two days later
        clock.set(T.plus(Duration.ofDays(2)));
        ActorRef<AlarmSweep.Command> next = sweep(shard);

        // then
        bell.mustHaveRung(NODE, second);
        assertThat(bell.ids()).doesNotHaveDuplicates();
        NODE.stop(next);
    }

    private ActorRef<AlarmSweep.Command> sweep(int shard) {
        return NODE.spawn(AlarmSweep.create(shard, book, bell, clock, SETTINGS, new StoreNews()));
    }

    /** The pause after a failure counts from when the sweep hears of it, which may be after the clock was moved. */
    private void mustRingAsTimeGoesOn(String id) {
        NODE.createTestProbe().awaitAssert(Duration.ofMinutes(1), Duration.ofMillis(20), () -> {
            clock.set(clock.instant().plus(SETTINGS.waking().retryMax()));
            assertThat(bell.ids()).contains(id);
            return id;
        });
    }

    /** Ids are told apart by when they are due. */
    private List<String> set(int count, Instant due) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(i -> due.getEpochSecond() + "-" + i)
                .toList();
        ids.forEach(
                id -> assertThat(alarms.set(new Alarm(Alarm.Kind.TWIN, id, due)).toCompletableFuture())
                        .isCompleted());
        return ids;
    }
}
