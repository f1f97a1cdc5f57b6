package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaylightTest {
    private static final ExpectationSchedule DAYLIGHT = new Daylight();
    private static final Map<String, String> SVALBARD = at("78.2", "15.6");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({
        "Greenwich at midsummer,   51.4779, -0.0015, 2024-06-20T03:43:00Z, 2024-06-20T20:21:00Z",
        "Greenwich at midwinter,   51.4779, -0.0015, 2024-12-21T08:03:00Z, 2024-12-21T15:53:00Z",
        "Greenwich in March,       51.4779, -0.0015, 2024-03-20T06:03:00Z, 2024-03-20T18:13:00Z",
        "Sydney at midsummer,     -33.87, 151.21, 2024-12-20T18:41:00Z, 2024-12-21T09:05:00Z",
        "New York at midsummer,    40.7128, -74.006, 2024-06-20T09:25:00Z, 2024-06-21T00:31:00Z",
    })
    void shouldRiseAndSetAsPublished(String place, String latitude, String longitude, Instant rise, Instant set) {
        Instant noon = rise.plus(Duration.between(rise, set).dividedBy(2));

        Span day = DAYLIGHT.spanAt(noon, at(latitude, longitude));

        assertThat(day.expected()).as(place).isTrue();
        assertThat(day.since()).as(place).isCloseTo(rise, within(3, ChronoUnit.MINUTES));
        assertThat(day.until()).as(place).isCloseTo(set, within(3, ChronoUnit.MINUTES));
        Span night = DAYLIGHT.spanAt(day.until(), at(latitude, longitude));
        assertThat(night.expected()).as(place).isFalse();
        assertThat(night.since()).as(place).isEqualTo(day.until());
        assertThat(DAYLIGHT.spanAt(day.since().minusNanos(1), at(latitude, longitude)))
                .as(place)
                .matches(before -> !before.expected() && before.until().equals(day.since()));
    }

    /** The sun does not set at Longyearbyen from about 19 April to 24 August, nor rise from 26 October to 16 February. */
    @ParameterizedTest
    @CsvSource({
        "true,  2024-06-20T23:00:00Z, 2024-04-18T00:00:00Z, 2024-08-24T00:00:00Z",
        "false, 2024-12-21T11:00:00Z, 2024-10-26T00:00:00Z, 2025-02-15T00:00:00Z"
    })
    void shouldSeeHowPolarDayAndNightBeganAndLookUntilTheyEnd(boolean up, Instant now, Instant began, Instant end) {
        Span span = DAYLIGHT.spanAt(now, SVALBARD);
        int looks = 0;
        Instant at = now;
        Span next = span;
        while (next.expected() == up) {
            assertThat(next.since()).isEqualTo(span.since());
            assertThat(next.until()).isAfter(at).isBeforeOrEqualTo(at.plus(Duration.ofDays(2)));
            at = next.until();
            next = DAYLIGHT.spanAt(at, SVALBARD);
            looks++;
        }

        assertThat(span.expected()).isEqualTo(up);
        assertThat(span.since()).isCloseTo(began, within(3, ChronoUnit.DAYS));
        assertThat(at).isCloseTo(end, within(3, ChronoUnit.DAYS));
        assertThat(looks).isGreaterThan(20);
    }

    /** Whoever looks at different times goes on looking at the same ones, and so does not look ever more often. */
    @Test
    void shouldLookForTheEndOfPolarDayAtTimesCommonToAll() {
        Instant morning = Instant.parse("2024-06-20T06:12:31Z");

        assertThat(DAYLIGHT.spanAt(morning, SVALBARD).until())
                .isEqualTo(DAYLIGHT.spanAt(morning.plusSeconds(4_711), SVALBARD).until())
                .isEqualTo(Instant.parse("2024-06-22T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "north", "NaN", "90.001", "-91", "5O.1", "50,1", "51.5 N", "10d", "0x1p3", "1e999"})
    void shouldAlwaysExpectWhatStandsNobodyKnowsWhere(String latitude) {
        Instant midnight = Instant.parse("2024-06-21T00:00:00Z");

        assertThat(DAYLIGHT.spanAt(midnight, at(latitude, "0"))).isEqualTo(Span.ALWAYS);
        assertThat(DAYLIGHT.spanAt(
                        midnight, at("50.1", latitude.replace("90", "180").replace("-91", "-181"))))
                .isEqualTo(Span.ALWAYS);
        assertThat(DAYLIGHT.spanAt(midnight, Map.of("latitude", "50.1"))).isEqualTo(Span.ALWAYS);
        assertThat(DAYLIGHT.spanAt(midnight, Map.of("longitude", "50.1"))).isEqualTo(Span.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "+50.1, 1E-4", "0, 0.0"})
    void shouldUnderstandDegreesAtTheirBounds(String latitude, String longitude) {
        Span span = DAYLIGHT.spanAt(Instant.parse("2024-06-21T00:00:00Z"), at(latitude, longitude));

        assertThat(span).isNotEqualTo(Span.ALWAYS);
    }

    /** Around days that are too short, or nights, more than anywhere: at the edge of the polar night. */
    @Test
    void shouldHoldMinuteByMinuteUntilItSaysOtherwise() {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            double latitude = random.nextBoolean() ? random.nextDouble() * 180 - 90 : 64 + random.nextDouble() * 6;
            Map<String, String> place = at(Double.toString(latitude), Double.toString(random.nextDouble() * 360 - 180));
            Instant now = Instant.parse("2000-01-01T00:00:00Z").plusSeconds(random.nextInt(1_500_000_000));
            Sun sun = Sun.over(place.get(Daylight.LATITUDE), place.get(Daylight.LONGITUDE));
            assertThat(sun).isNotNull();

            Span span = DAYLIGHT.spanAt(now, place);

            String where = "round %d: %s at %s".formatted(round, place, now);
            assertThat(span.covers(now)).as(where).isTrue();
            assertThat(sun.isUp(span.since().getEpochSecond() - 1)).as(where).isNotEqualTo(span.expected());
            Instant checked = later(span.since(), now.minus(Duration.ofDays(3)));
            while (checked.isBefore(span.until())) {
                assertThat(sun.isUp(checked.getEpochSecond()))
                        .as("%s: %s", where, checked)
                        .isEqualTo(span.expected());
                checked = checked.plus(MINUTE);
            }
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Map<String, String> at(String latitude, String longitude) {
        return Map.of(Daylight.LATITUDE, latitude, Daylight.LONGITUDE, longitude);
    }
}
