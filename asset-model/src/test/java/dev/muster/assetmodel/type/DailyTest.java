package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.type.ExpectationSchedule.Always;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of tables are UTC; windows are by the clocks of the zone. */
class DailyTest {
    private static final List<String> ZONES = List.of(
            "Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "Etc/UTC");

    @ParameterizedTest
    @CsvSource({
        "an ordinary day,         08:00-16:00, 2024-01-10T12:00Z, true,  2024-01-10T07:00Z, 2024-01-10T15:00Z",
        "its first instant,        08:00-16:00, 2024-01-10T07:00Z, true,  2024-01-10T07:00Z, 2024-01-10T15:00Z",
        "its last is over,         08:00-16:00, 2024-01-10T15:00Z, false, 2024-01-10T15:00Z, 2024-01-11T07:00Z",
        "over midnight: before,    22:00-06:00, 2024-01-10T22:30Z, true,  2024-01-10T21:00Z, 2024-01-11T05:00Z",
        "over midnight: after,     22:00-06:00, 2024-01-11T04:30Z, true,  2024-01-10T21:00Z, 2024-01-11T05:00Z",
        "over midnight: outside,   22:00-06:00, 2024-01-11T12:00Z, false, 2024-01-11T05:00Z, 2024-01-11T21:00Z",
        "until midnight,           12:00-00:00, 2024-01-11T22:59Z, true,  2024-01-11T11:00Z, 2024-01-11T23:00Z",
        "touching,           08:00-12:00 12:00-16:00, 2024-01-10T12:00Z, true,  2024-01-10T07:00Z, 2024-01-10T15:00Z",
        "touching at midnight, 20:00-00:00 00:00-04:00, 2024-01-10T23:00Z, true, 2024-01-10T19:00Z, 2024-01-11T03:00Z",
        "overlapping,        08:00-13:00 12:00-16:00, 2024-01-10T08:00Z, true,  2024-01-10T07:00Z, 2024-01-10T15:00Z",
        "one in another,     08:00-16:00 09:00-10:00, 2024-01-10T08:30Z, true,  2024-01-10T07:00Z, 2024-01-10T15:00Z",
        "between two,        08:00-12:00 13:00-16:00, 2024-01-10T11:30Z, false, 2024-01-10T11:00Z, 2024-01-10T12:00Z",
        "a day of 23 h: before,    08:00-16:00, 2024-03-30T20:00Z, false, 2024-03-30T15:00Z, 2024-03-31T06:00Z",
        "a night of 7 h,           22:00-06:00, 2024-03-31T00:30Z, true,  2024-03-30T21:00Z, 2024-03-31T04:00Z",
        "begins in the gap,        02:30-04:00, 2024-03-31T01:00Z, true,  2024-03-31T01:00Z, 2024-03-31T02:00Z",
        "ends in the gap,          01:00-02:30, 2024-03-31T00:30Z, true,  2024-03-31T00:00Z, 2024-03-31T01:00Z",
        "skipped by the gap,       02:10-02:50, 2024-03-31T00:59Z, false, 2024-03-30T01:50Z, 2024-04-01T00:10Z",
        "its pause is skipped,     02:50-02:10, 2024-03-31T05:00Z, true,  2024-03-30T01:50Z, 2024-04-01T00:10Z",
        "a night of 9 h,           22:00-06:00, 2024-10-27T02:00Z, true,  2024-10-26T20:00Z, 2024-10-27T05:00Z",
        "shown twice: first,      02:10-02:50, 2024-10-27T00:20Z, true,  2024-10-27T00:10Z, 2024-10-27T00:50Z",
        "shown twice: second,     02:10-02:50, 2024-10-27T01:20Z, true,  2024-10-27T01:10Z, 2024-10-27T01:50Z",
        "broken by the overlap,    01:00-02:30, 2024-10-27T00:45Z, false, 2024-10-27T00:30Z, 2024-10-27T01:00Z",
    })
    void shouldGoByTheClocksOfBerlin(
            String what, String windows, String now, boolean expected, String since, String until) {
        Span span = daily("Europe/Berlin", windows).spanAt(utc(now), Map.of());

        assertThat(span).as(what).isEqualTo(new Span(expected, utc(since), utc(until)));
    }

    @ParameterizedTest
    @CsvSource({
        "summer,                   06:00-18:00, 2024-01-10T00:00Z, true,  2024-01-09T19:00Z, 2024-01-10T07:00Z",
        "winter,                   06:00-18:00, 2024-07-10T00:00Z, true,  2024-07-09T20:00Z, 2024-07-10T08:00Z",
        "a night of 11 h,          20:00-06:00, 2024-04-06T16:00Z, true,  2024-04-06T09:00Z, 2024-04-06T20:00Z",
        "a night of 9 h,           20:00-06:00, 2024-10-05T16:00Z, true,  2024-10-05T10:00Z, 2024-10-05T19:00Z",
        "skipped by the gap,       02:10-02:50, 2024-10-05T16:00Z, false, 2024-10-04T16:50Z, 2024-10-06T15:10Z",
        "shown twice: second,     02:10-02:50, 2024-04-06T16:10Z, true,  2024-04-06T16:10Z, 2024-04-06T16:50Z",
    })
    void shouldGoByTheClocksOfSydney(
            String what, String windows, String now, boolean expected, String since, String until) {
        Span span = daily("Australia/Sydney", windows).spanAt(utc(now), Map.of());

        assertThat(span).as(what).isEqualTo(new Span(expected, utc(since), utc(until)));
    }

    @ParameterizedTest
    @CsvSource({"00:00-12:00 12:00-00:00", "06:00-05:00 04:00-07:00"})
    void shouldAlwaysExpectWhereWindowsCoverTheDay(String windows) {
        assertThat(daily("Europe/Berlin", windows).spanAt(utc("2024-01-10T12:00Z"), Map.of()))
                .isEqualTo(Span.ALWAYS);
        assertThat(new Always().spanAt(utc("2024-01-10T12:00Z"), Map.of())).isEqualTo(Span.ALWAYS);
        assertThat(Span.ALWAYS.since()).isEqualTo(Validity.BEGINNING);
    }

    @Test
    void shouldRefuseWindowsThatSayNothing() {
        LocalTime noon = LocalTime.NOON;
        Window window = new Window(noon, LocalTime.MIDNIGHT);
        ZoneId zone = ZoneId.of("Europe/Berlin");

        assertThatThrownBy(() -> new Window(noon, noon))
                .hasMessageStartingWith("Expected a daily window")
                .hasMessageContaining("12:00");
        assertThatThrownBy(() -> new Daily(zone, List.of())).hasMessage("Expected 1 to 8 daily windows but got 0");
        assertThat(new Daily(zone, Collections.nCopies(Daily.WINDOWS_MAX, window)).windows())
                .hasSize(8);
        assertThatThrownBy(() -> new Daily(zone, Collections.nCopies(Daily.WINDOWS_MAX + 1, window)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 1 to 8 daily windows but got 9");
    }

    /** A failure names its seed. Half of the instants lie around a change of clocks. */
    @Test
    void shouldHoldMinuteByMinuteUntilItSaysOtherwise() {
        for (long seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Daily daily = new Daily(zone, windows(random));
            Instant now = instant(random, zone);
            String where = "seed %d: %s at %s".formatted(seed, daily, now);

            Span span = daily.spanAt(now, Map.of());

            assertThat(span.covers(now)).as(where).isTrue();
            if (span.equals(Span.ALWAYS)) {
                continue;
            }
            assertThat(covers(daily, span.since().minusNanos(1))).as(where).isNotEqualTo(span.expected());
            assertThat(span.until()).as(where).isBefore(now.plus(Duration.ofDays(3)));
            for (Instant at = span.since(); at.isBefore(span.until()); at = at.plus(Duration.ofMinutes(1))) {
                if (covers(daily, at) != span.expected()) {
                    assertThat(at).as(where).isNull();
                }
            }
        }
    }

    /** The definition, and nothing else. */
    private static boolean covers(Daily daily, Instant at) {
        int minute = at.atZone(daily.zone()).toLocalTime().toSecondOfDay() / 60;
        return daily.windows().stream().anyMatch(window -> {
            int from = window.from().toSecondOfDay() / 60;
            int to = window.to().toSecondOfDay() / 60;
            return Math.floorMod(minute - from, 24 * 60) < Math.floorMod(to - from, 24 * 60);
        });
    }

    private static List<Window> windows(Random random) {
        List<Window> windows = new ArrayList<>();
        for (int count = 1 + random.nextInt(Daily.WINDOWS_MAX); count > 0; count--) {
            int from = random.nextInt(24 * 4);
            int to = (from + 1 + random.nextInt(random.nextInt(4) == 0 ? 24 * 4 - 1 : 12)) % (24 * 4);
            windows.add(new Window(LocalTime.MIN.plusMinutes(15L * from), LocalTime.MIN.plusMinutes(15L * to)));
        }
        return windows;
    }

    private static Instant instant(Random random, ZoneId zone) {
        Instant any =
                Instant.parse("2008-01-01T00:00:00Z").plus(random.nextInt(20 * 365 * 24 * 60), ChronoUnit.MINUTES);
        var change = zone.getRules().nextTransition(any);
        return change == null || random.nextBoolean()
                ? any
                : change.getInstant().plus(random.nextInt(36 * 60) - 18 * 60, ChronoUnit.MINUTES);
    }

    private static Daily daily(String zone, String windows) {
        List<Window> parsed = new ArrayList<>();
        for (String window : windows.split(" ", -1)) {
            parsed.add(new Window(LocalTime.parse(window.substring(0, 5)), LocalTime.parse(window.substring(6))));
        }
        return new Daily(ZoneId.of(zone), parsed);
    }

    private static Instant utc(String text) {
        return Instant.parse(text.replace("Z", ":00Z"));
    }
}
