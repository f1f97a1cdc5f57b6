package dev.muster.twinservice.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private final AtomicLong counter = new AtomicLong(Long.MAX_VALUE - 5);
    private Instant ofDay = Instant.parse("2030-01-02T03:04:05.006Z");
    private final SteadyTime time = new SteadyTime(counter::get, new Clock() {
        @Override
        public Instant instant() {
            return ofDay;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    });

    private Duration passed(Duration counted, Duration onTheClock) {
        long before = time.nanos();
        counter.addAndGet(counted.toNanos());
        ofDay = ofDay.plus(onTheClock);
        return Duration.ofNanos(time.nanos() - before);
    }

    @Test
    void shouldPassAsBothClocksDo() {
        assertThat(passed(Duration.ofSeconds(3), Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }

    /** The counter of a suspended machine stands still. */
    @Test
    void shouldPassWhileTheMachineIsSuspended() {
        assertThat(passed(Duration.ZERO, Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldPassWhileTheTimeOfDayIsSetBack() {
        assertThat(passed(Duration.ofSeconds(3), Duration.ofHours(-1))).isEqualTo(Duration.ofSeconds(3));
        assertThat(passed(Duration.ofSeconds(2), Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    }
}
