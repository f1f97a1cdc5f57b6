package dev.muster.twinservice.http.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static final Instant NOW = Instant.parse("2030-01-02T10:42:10.678Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-5S, 0 s",
        "PT0.35S, 0.3 s",
        "PT7S, 7 s",
        "PT10S, 10 s",
        "PT59.99S, 59.9 s",
        "PT1M, 1 min",
        "PT31M5.9S, 31 min 5 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT23H59M59S, 23 h 59 min",
        "P1D, 1 day",
        "P3DT4H59M, 3 days 4 h",
        "P400D, 400 days"
    })
    void shouldTellDurationInTwoUnits(Duration duration, String told) {
        assertThat(Wording.duration(duration)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT-1S, 0", "PT1.2345S, 1.234", "PT10S, 10", "PT100S, 100"})
    void shouldTellSecondsExactlyAndNeverBelowZero(Duration duration, String told) {
        assertThat(Wording.seconds(duration).toString()).isEqualTo(told);
    }

    @Test
    void shouldLeaveOutTheDateOfToday() {
        assertThat(Wording.shortTime(NOW, NOW)).isEqualTo("10:42:10Z");
        assertThat(Wording.shortTime(Instant.parse("2030-01-02T00:00:00Z"), NOW))
                .isEqualTo("00:00:00Z");
        assertThat(Wording.shortTime(Instant.parse("2030-01-01T23:59:59Z"), NOW))
                .isEqualTo("2030-01-01T23:59:59Z");
    }

    @Test
    void shouldTellAgeOfWhatIsPast() {
        assertThat(Wording.timeAndAge(NOW.minusSeconds(40), NOW)).isEqualTo("2030-01-02T10:41:30Z, 40 s ago");
        assertThat(Wording.timeAndAge(NOW.plusSeconds(40), NOW)).isEqualTo("2030-01-02T10:42:50Z");
    }

    @Test
    void shouldGroupDigits() {
        assertThat(Wording.number(12_000)).isEqualTo("12,000");
    }
}
