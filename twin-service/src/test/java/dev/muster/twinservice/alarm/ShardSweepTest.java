package dev.muster.twinservice.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.alarm.AlarmBook.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds of a sweep, step by step; {@link AlarmSimulationTest} shows what holds in the long run. */
class ShardSweepTest {
    private static final Instant T = Instant.parse("2030-01-02T03:04:40Z");
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final AlarmSettings SETTINGS = new AlarmSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            OVERLAP,
            Duration.ofDays(14),
            new AlarmSettings.Reading(4, 10),
            new AlarmSettings.Waking(
                    3, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(1)));

    private final ShardSweep sweep = new ShardSweep(SETTINGS, T.minus(OVERLAP), T);

    @Test
    void shouldReadUpToNowAndOnceMoreAfterTheOverlap() {
        assertThat(readAll(T.plusSeconds(30)))
                .containsExactly(
                        slice(T.minusSeconds(30), T.plusSeconds(20)),
                        slice(T.minusSeconds(30), T),
                        slice(T.plusSeconds(20), T.plusSeconds(30)));
        assertThat(readAll(T.plusSeconds(31)))
                .containsExactly(slice(T, T.plusSeconds(1)), slice(T.plusSeconds(30), T.plusSeconds(31)));
        assertThat(sweep.toNote()).isEqualTo(T.plusSeconds(1));
    }

    @Test
    void shouldReadNothingWhileAReadIsUnderWayAndTryAgainWithTheNextTick() {
        // given both fronts behind, and the read of one
        sweep.tick(T.plusSeconds(40));
        Slice first = Objects.requireNonNull(sweep.nextRead());
        assertThat(sweep.nextRead()).isNull();

        // when it fails
        sweep.unread(first);

        // then
        assertThat(sweep.nextRead()).isNull();
        sweep.tick(T.plusSeconds(41));
        sweep.found(Objects.requireNonNull(sweep.nextRead()), List.of());
        assertThat(Objects.requireNonNull(sweep.nextRead()).to()).isEqualTo(first.to());
    }

    @Test
    void shouldWakeAFewAtOnceAndTheNextWhenOneIsDone() {
        List<Alarm> alarms = alarms(5, T.minusSeconds(1));
        found(T, alarms);

        assertThat(sweep.toWake(T)).containsExactlyElementsOf(alarms.subList(0, 3));
        assertThat(sweep.toWake(T)).isEmpty();
        sweep.woken(alarms.get(1));
        assertThat(sweep.toWake(T)).containsExactly(alarms.get(3));
    }

    @Test
    void shouldStopReadingWhenTooManyAreOwedAndTheLateFrontFirst() {
        // given half of what may be owed, and both fronts behind
        found(T, alarms(5, T.minusSeconds(1)));
        sweep.tick(T.plusSeconds(10));

        // then only what is due now is read, until that is too much
        Slice early = Objects.requireNonNull(sweep.nextRead());
        assertThat(early.to()).isEqualTo(T.plusSeconds(10));
        sweep.found(early, alarms(5, T.plusSeconds(2)).subList(0, 3));
        assertThat(sweep.nextRead()).isNull();
        sweep.tick(T.plusSeconds(11));
        Slice next = Objects.requireNonNull(sweep.nextRead());
        sweep.found(next, alarms(2, T.plusSeconds(11).minusMillis(1)));
        sweep.tick(T.plusSeconds(12));
        assertThat(sweep.owedCount()).isEqualTo(10);
        assertThat(sweep.nextRead()).isNull();
    }

    @Test
    void shouldTryAgainWithGrowingPausesAndGiveUpInTheEnd() {
        // given
        Alarm alarm = alarms(1, T.minusSeconds(1)).get(0);
        found(T, List.of(alarm));
        List<Long> tries = new ArrayList<>();
        boolean givenUp = false;

        // when it fails each time
        for (long second = 0; second < 200 && !givenUp; second++) {
            Instant now = T.plusSeconds(second);
            if (sweep.toWake(now).contains(alarm)) {
                tries.add(second);
                givenUp = sweep.failed(alarm, now);
            }
            assertThat(sweep.owedCount()).isEqualTo(givenUp ? 0 : 1);
        }

        // then
        assertThat(tries.subList(0, 6)).containsExactly(0L, 1L, 3L, 7L, 11L, 15L);
        assertThat(tries.get(tries.size() - 1)).isBetween(60L, 64L);
    }

    @Test
    void shouldTakeSilenceForAFailureAndALateAnswerForAnAnswer() {
        Alarm alarm = alarms(1, T.minusSeconds(1)).get(0);
        found(T, List.of(alarm));
        sweep.toWake(T);

        sweep.tick(T.plusSeconds(14));
        assertThat(sweep.toWake(T.plusSeconds(20))).isEmpty();
        sweep.tick(T.plusSeconds(15));
        assertThat(sweep.toWake(T.plusSeconds(16))).containsExactly(alarm);
        sweep.woken(alarm);

        assertThat(sweep.owedCount()).isZero();
        assertThat(sweep.failed(alarm, T.plusSeconds(17))).isFalse();
        assertThat(sweep.owedCount()).isZero();
    }

    @Test
    void shouldNoteNoFurtherThanWhatIsOwed() {
        Alarm alarm = alarms(1, T.minusSeconds(1)).get(0);
        found(T, List.of(alarm));
        readAll(T.plusSeconds(100));

        assertThat(sweep.toNote()).isEqualTo(alarm.due());
        sweep.noted(alarm.due());
        assertThat(sweep.toNote()).isNull();
        sweep.toWake(T.plusSeconds(100));
        sweep.woken(alarm);
        assertThat(sweep.toNote()).isEqualTo(T.plusSeconds(70));
    }

    @Test
    void shouldWakeOnceWhenBothFrontsHaveMinutesToRead() {
        // given a process that stood still for ten minutes
        List<Alarm> alarms = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            alarms.addAll(alarms(3, T.plusSeconds(60 * minute + 1)));
        }
        List<Alarm> wakes = new ArrayList<>();

        readAll(T);

        // when each is woken as soon as it is found
        sweep.tick(T.plusSeconds(700));
        for (Slice slice = sweep.nextRead(); slice != null; slice = sweep.nextRead()) {
            sweep.found(slice, page(slice, alarms));
            for (List<Alarm> due = sweep.toWake(T.plusSeconds(700));
                    !due.isEmpty();
                    due = sweep.toWake(T.plusSeconds(700))) {
                wakes.addAll(due);
                due.forEach(sweep::woken);
            }
        }

        // then
        assertThat(wakes).containsExactlyInAnyOrderElementsOf(alarms);
    }

    @Test
    void shouldReadAgainWhatAClockThatJumpedHadPassed() {
        // given a clock that was an hour ahead
        readAll(T.plus(Duration.ofHours(1)));

        // when it is right again
        List<Slice> read = readAll(T.plusSeconds(2));
        Alarm alarm = alarms(1, T.plusSeconds(3)).get(0);
        found(T.plusSeconds(4), List.of(alarm));

        // then
        assertThat(read).allSatisfy(slice -> assertThat(slice.to()).isBeforeOrEqualTo(T.plusSeconds(2)));
        assertThat(sweep.toWake(T.plusSeconds(4))).containsExactly(alarm);
    }

    /** Everything due before {@code now} is read, and found are these. */
    private void found(Instant now, List<Alarm> alarms) {
        sweep.tick(now);
        for (Slice slice = sweep.nextRead(); slice != null; slice = sweep.nextRead()) {
            sweep.found(slice, page(slice, alarms));
        }
        assertThat(sweep.owedCount()).isEqualTo(alarms.size());
    }

    private static List<Alarm> page(Slice read, List<Alarm> alarms) {
        return alarms.stream()
                .filter(alarm ->
                        !alarm.due().isBefore(read.from()) && alarm.due().isBefore(read.to()))
                .filter(alarm -> read.after() == null || ShardSweep.BY_DUE.compare(alarm, read.after()) > 0)
                .limit(read.limit())
                .toList();
    }

    private List<Slice> readAll(Instant now) {
        sweep.tick(now);
        List<Slice> read = new ArrayList<>();
        for (Slice slice = sweep.nextRead(); slice != null; slice = sweep.nextRead()) {
            read.add(slice);
            sweep.found(slice, List.of());
        }
        return read;
    }

    private static Slice slice(Instant from, Instant to) {
        return new Slice(from, to, null, 4);
    }

    private static List<Alarm> alarms(int count, Instant due) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Alarm(Alarm.Kind.TWIN, due.getEpochSecond() + "-" + i, due))
                .toList();
    }
}
