package dev.muster.twinservice.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    private final TokenBucket bucket = new TokenBucket(new TokenBucket.Rate(30, 3));

    @Test
    void shouldLetABurstThroughAndSayHowLongTheNextMustWait() {
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(NOON)).isEmpty();
        }
        assertThat(bucket.take(NOON)).hasValue(Duration.ofSeconds(2));
        assertThat(bucket.take(NOON.plusMillis(1_500))).hasValue(Duration.ofMillis(500));
        assertThat(bucket.take(NOON.plusMillis(1_999)))
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        assertThat(bucket.take(NOON.plusMillis(2_000))).isEmpty();
        assertThat(bucket.take(NOON.plusMillis(2_000))).isPresent();
    }

    @Test
    void shouldNeverHoldMoreThanABurst() {
        assertThat(bucket.take(NOON)).isEmpty();
        assertThat(bucket.isFull(NOON)).isFalse();
        assertThat(bucket.isFull(NOON.plusSeconds(2))).isTrue();

        Instant later = NOON.plusSeconds(100_000);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(later)).isEmpty();
        }
        assertThat(bucket.take(later)).isPresent();
    }

    @Test
    void shouldBearAClockThatGoesBack() {
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(NOON)).isEmpty();
        }
        assertThat(bucket.take(NOON.minusSeconds(3_600))).hasValue(Duration.ofSeconds(2));
        assertThat(bucket.take(NOON.minusSeconds(3_598))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "1000001, 1", "1, 1000001", "-1, 1"})
    void shouldRefuseRatesBeyondItsLimits(int perMinute, int burst) {
        assertThatThrownBy(() -> new TokenBucket.Rate(perMinute, burst)).hasMessageContaining("Expected a rate");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000000, 1000000"})
    void shouldTakeRatesAtItsLimits(int perMinute, int burst) {
        assertThat(new TokenBucket(new TokenBucket.Rate(perMinute, burst)).take(NOON))
                .isEmpty();
    }
}
