package dev.muster.twinservice.alarm;

import static dev.muster.twinservice.alarm.AlarmTesting.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import dev.muster.twinservice.alarm.AlarmBook.Slice;
import dev.muster.twinservice.alarm.AlarmTesting.Bell;
import dev.muster.twinservice.alarm.AlarmTesting.SteppedClock;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.store.TestCassandra;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alarms on a real Cassandra. */
class CassandraAlarmsIT {
    private static CassandraStore store;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    /** Not only in another minute each, or tests would read each other's. */
    private final Instant start = Instant.parse("2040-01-02T03:04:55.123Z")
            .plus(UUID.randomUUID().getLeastSignificantBits() & 0xfffff, ChronoUnit.MINUTES);

    @BeforeAll
    static void connect() {
        store = connected();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static CassandraStore connected() {
        return await(CassandraStore.connect(TestCassandra.settings(CassandraAlarmsIT.class)));
    }

    @Test
    void shouldReadAMinutePageByPageInOrder() {
        // given many for one millisecond, and one at each end of the minute and beyond
        Instant minute = start.truncatedTo(ChronoUnit.MINUTES);
        Instant end = minute.plus(Duration.ofMinutes(1));
        List<Alarm> given = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            given.add(new Alarm(Alarm.Kind.values()[i % 2], unique + i, minute.plusMillis(30_000 + i % 3)));
        }
        for (Instant due : List.of(minute, end.minusMillis(1), minute.minusMillis(1), end)) {
            given.add(new Alarm(Alarm.Kind.TWIN, unique + due, due));
        }
        given.forEach(alarm -> await(store.alarmBook().insert(alarm, Duration.ofHours(1))));

        for (int shard = 0; shard < AlarmShard.COUNT; shard++) {
            // when
            List<Alarm> read = new ArrayList<>();
            for (List<Alarm> page = page(shard, minute, end, read);
                    !page.isEmpty();
                    page = page(shard, minute, end, read)) {
                read.addAll(page);
                assertThat(read).as("a minute that comes to its end").hasSizeLessThan(1_000);
            }

            // then
            int own = shard;
            assertThat(read)
                    .as("shard %d", shard)
                    .containsExactlyElementsOf(given.stream()
                            .filter(alarm -> AlarmShard.of(alarm) == own)
                            .filter(alarm ->
                                    !alarm.due().isBefore(minute) && alarm.due().isBefore(end))
                            .sorted(ShardSweep.BY_DUE)
                            .toList());
        }
    }

    private static List<Alarm> page(int shard, Instant from, Instant to, List<Alarm> before) {
        Alarm after = before.isEmpty() ? null : before.get(before.size() - 1);
        return await(store.alarmBook().due(shard, new Slice(after == null ? from : after.due(), to, after, 7)));
    }

    @Test
    void shouldGoOffAfterEverybodyWasAwayForHours() {
        // given alarms of a process that is gone
        SteppedClock clock = new SteppedClock(start);
        List<String> ids = IntStream.range(0, 50).mapToObj(i -> unique + i).toList();
        try (CassandraStore gone = connected()) {
            Alarms alarms = gone.alarms(clock, SETTINGS);
            for (int i = 0; i < ids.size(); i++) {
                await(alarms.set(new Alarm(Alarm.Kind.TWIN, ids.get(i), start.plusSeconds(i * 300L - 1_000))));
            }
        }
        // Other tests noted nothing so late, but may have begun somewhere earlier: years are not to be caught up here.
        for (int shard = 0; shard < AlarmShard.COUNT; shard++) {
            await(store.alarmBook().note(shard, start.minus(SETTINGS.overlap())));
        }

        // when another one comes
        clock.set(start.plus(Duration.ofHours(5)));
        Bell bell = new Bell();
        ActorTestKit node = AlarmTesting.node("CassandraAlarmsIT");
        try {
            AlarmSweep.start(node.system(), store.alarmBook(), bell, clock, SETTINGS);

            // then
            bell.mustHaveRung(node, ids);
            assertThat(bell.ids()).doesNotHaveDuplicates();
            node.createTestProbe().awaitAssert(Duration.ofMinutes(1), Duration.ofMillis(50), () -> {
                for (int shard = 0; shard < AlarmShard.COUNT; shard++) {
                    assertThat(await(store.alarmBook().sweptTo(shard)))
                            .contains(clock.instant().minus(SETTINGS.overlap()));
                }
                return bell;
            });
        } finally {
            node.shutdownTestKit();
        }
    }

    @Test
    void shouldKeepTheGreatestNoteAndBeforeItTheEarliestBeginning() {
        // given a keyspace of its own, in which nobody ever set an alarm
        try (CassandraStore fresh = await(CassandraStore.connect(TestCassandra.settings(Beginnings.class)))) {
            AlarmBook book = fresh.alarmBook();
            assertThat(await(book.sweptTo(3))).isEmpty();

            // when
            for (int seconds : new int[] {10, 5, 20}) {
                await(book.begin(start.plusSeconds(seconds)));
            }

            // then
            assertThat(await(book.sweptTo(3))).contains(start.plusSeconds(5));
            for (int seconds : new int[] {30, 32, 31}) {
                await(book.note(3, start.plusSeconds(seconds)));
            }
            await(book.begin(start.minusSeconds(100)));
            assertThat(await(book.sweptTo(3))).contains(start.plusSeconds(32));
            assertThat(await(book.sweptTo(7))).contains(start.minusSeconds(100));
        }
    }

    /** Names a keyspace. */
    private static final class Beginnings {}

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
