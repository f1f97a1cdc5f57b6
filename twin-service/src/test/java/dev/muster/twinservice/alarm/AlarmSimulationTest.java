package dev.muster.twinservice.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * Setters whose clocks are wrong, a store that loses and delays, wakes that fail, and two sweepers that die at any
 * moment: every alarm whose setter was told that it stands goes off, never before it is due by the clock of whoever
 * swept, and in calm times on time.
 */
class AlarmSimulationTest {
    private static final int HISTORIES = Integer.getInteger("muster.simulations", 200);
    private static final long MINUTE = 60_000;
    private static final long RESTLESS = 10 * MINUTE;
    /** Of each clock; two differ by less than {@link AlarmSettings#SKEW}. */
    private static final long WRONG_MAX = 2_400;
    /** Two differ by less than the margin, which is what punctuality asks for. */
    private static final long HARDLY_WRONG_MAX = 900;

    /** Small pages and few at once, so that everything has its turn. */
    private static final AlarmSettings SETTINGS = settings();

    /** One history. */
    private static final class World {
        private final long seed;
        private final long wrongMax;
        private final SimulatedTime time;
        private final ShakyBook book;
        private final List<SimulatedSweeper> sweepers = new ArrayList<>();
        /** Alarms that stand, and when their setters were told. */
        private final Map<Alarm, Instant> promised = new HashMap<>();

        private final Map<Alarm, Instant> wentOff = new TreeMap<>(ShardSweep.BY_DUE);
        private final Map<Alarm, Integer> times = new HashMap<>();
        private int numbers;

        World(long seed, long wrongMax) {
            this.seed = seed;
            this.wrongMax = wrongMax;
            this.time = new SimulatedTime(seed);
            this.book = new ShakyBook(time);
            for (int i = 0; i < 2; i++) {
                int own = i;
                sweepers.add(new SimulatedSweeper(time, book, alarm -> wake(own, alarm), SETTINGS));
            }
        }

        private CompletionStage<?> wake(int sweeper, Alarm alarm) {
            assertThat(sweepers.get(sweeper).now())
                    .as("seed %d: clock of whoever wakes for %s", seed, alarm)
                    .isAfterOrEqualTo(alarm.due());
            CompletableFuture<Object> answer = new CompletableFuture<>();
            if (time.fails(10)) {
                time.after(time.upTo(5_000), () -> answer.completeExceptionally(new IllegalStateException("asleep")));
            } else if (!time.fails(5)) {
                time.after(time.fails(10) ? time.upTo(25_000) : time.upTo(30), () -> {
                    wentOff.putIfAbsent(alarm, time.instant());
                    times.merge(alarm, 1, Integer::sum);
                    if (!time.fails(5)) {
                        answer.complete("woken");
                    }
                });
            }
            return answer;
        }

        void set(CassandraAlarms setter, Instant due) {
            Alarm wanted = new Alarm(Alarm.Kind.values()[numbers % 2], "a" + numbers++, due);
            var unused = setter.set(wanted).whenComplete((set, failure) -> {
                if (failure == null) {
                    assertThat((Alarm) set)
                            .satisfies(alarm -> assertThat(alarm.due()).isAfterOrEqualTo(due));
                    promised.put((Alarm) set, time.instant());
                }
            });
        }

        CassandraAlarms setter() {
            return new CassandraAlarms(book, clock(), SETTINGS);
        }

        /** Some at once for the same millisecond, some far ahead, some overdue. */
        void setSome() {
            Instant due = time.instant()
                    .plusMillis(
                            time.happens(20) ? -time.upTo(MINUTE) : time.upTo(time.happens(30) ? 9 * MINUTE : 20_000));
            CassandraAlarms setter = setter();
            for (long count = time.happens(10) ? 23 : 1; count > 0; count--) {
                set(setter, due);
            }
        }

        private Clock clock() {
            return time.clock(time.upTo(2 * wrongMax) - wrongMax);
        }

        void startSweeper(int which) {
            sweepers.get(which).start(clock());
        }

        /** Sweepers die and come back; at the end both are down for so long. */
        void restless(long bothDown) {
            for (int i = 0; i < 60; i++) {
                time.after(time.upTo(RESTLESS), this::setSome);
            }
            for (int i = 0; i < 12; i++) {
                int which = (int) time.upTo(1);
                time.after(time.upTo(RESTLESS), () -> {
                    sweepers.get(which).die();
                    time.after(time.upTo(90_000), () -> startSweeper(which));
                });
            }
            startSweeper(0);
            startSweeper((int) time.upTo(1));
            time.runFor(RESTLESS + 100_000);
            if (bothDown > 0) {
                sweepers.forEach(SimulatedSweeper::die);
                time.runFor(bothDown);
            }
        }

        void calm() {
            time.calm();
            startSweeper(0);
        }

        void mustHaveGoneOff() {
            assertThat(wentOff.keySet())
                    .as("seed %d: of %d alarms set, those that went off, at %s", seed, promised.size(), time.instant())
                    .containsAll(promised.keySet());
        }
    }

    @Test
    void shouldLetEveryAlarmGoOffWhateverHappens() {
        long alarms = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            World world = new World(seed, WRONG_MAX);
            world.restless(seed % 4 == 0 ? seed % 16 == 0 ? 3 * 24 * 60 * MINUTE : 50 * MINUTE : 0);
            world.calm();
            world.time.runFor(10 * MINUTE);

            world.mustHaveGoneOff();
            assertThat(world.book.noted().orElseThrow())
                    .as("seed %d: swept up to", seed)
                    .isAfter(world.time.instant().minus(SETTINGS.overlap()).minusMillis(WRONG_MAX + 5_000));
            alarms += world.promised.size();
        }
        assertThat(alarms).as("alarms that were set").isGreaterThan(HISTORIES * 60L);
    }

    @Test
    void shouldBePunctualInCalmTimesWhateverIsStillToBeCaughtUp() {
        for (long seed = 0; seed < HISTORIES / 10; seed++) {
            // given a day to catch up
            World world = new World(seed, HARDLY_WRONG_MAX);
            world.restless(24 * 60 * MINUTE);
            world.calm();
            world.time.runFor(2_000);
            world.promised.clear();

            // when
            for (int i = 0; i < 40; i++) {
                world.time.after(world.time.upTo(2 * MINUTE), world::setSome);
            }
            world.time.runFor(15 * MINUTE);

            // then
            assertThat(world.promised).hasSizeGreaterThan(30);
            world.promised.forEach((alarm, at) -> assertThat(world.wentOff.get(alarm))
                    .as("seed %d: when %s went off", world.seed, alarm)
                    .isNotNull()
                    .isBetween(
                            alarm.due().minusMillis(HARDLY_WRONG_MAX),
                            alarm.due().plusMillis(HARDLY_WRONG_MAX + 2_500)));
        }
    }

    @Test
    void shouldWakeOnceWhereNothingFails() {
        for (long seed = 0; seed < HISTORIES / 10; seed++) {
            World world = new World(seed, HARDLY_WRONG_MAX);
            world.time.calm();
            world.startSweeper(0);
            for (int i = 0; i < 60; i++) {
                world.time.after(world.time.upTo(3 * MINUTE), world::setSome);
            }
            world.time.runFor(15 * MINUTE);

            world.mustHaveGoneOff();
            assertThat(world.times.values()).as("seed %d", seed).containsOnly(1);
        }
    }

    private static AlarmSettings settings() {
        return new AlarmSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofDays(14),
                new AlarmSettings.Reading(5, 60),
                new AlarmSettings.Waking(
                        8, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofDays(1)));
    }
}
