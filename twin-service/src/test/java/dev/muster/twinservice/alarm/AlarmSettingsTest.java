package dev.muster.twinservice.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "tick,10ms,9ms",
        "tick,1m,61s",
        "margin,0s,-1s",
        "margin,1m,61s",
        "overlap,15s,14999ms",
        "overlap,1h,3601s",
        "keep,1h,3599s",
        "keep,365d,366d",
        "page-max,1,0",
        "page-max,10000,10001",
        "owed-max,2,1",
        "owed-max,1000000,1000001",
        "wakes-at-once,1,0",
        "wakes-at-once,10000,10001",
        "wake-timeout,10ms,9ms",
        "wake-timeout,5m,301s",
        "retry-min,1ms,0s",
        "retry-max,1s,999ms",
        "retry-max,1h,61m",
        "give-up-after,1m,59s",
        "give-up-after,365d,366d"
    })
    void shouldHoldSettingsToTheirBounds(String key, String last, String beyond) {
        assertThat(settings(key, last)).isNotNull();
        assertThatThrownBy(() -> settings(key, beyond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("muster.alarm." + key);
    }

    /** They are part of every key that is stored. */
    @Test
    void shouldKeepTheKeysOfAlarms() {
        Instant due = Instant.parse("2030-01-02T03:04:05.006Z");

        assertThat(AlarmShard.of(new Alarm(Alarm.Kind.TWIN, "WT-07", due))).isEqualTo(2);
        assertThat(AlarmShard.of(new Alarm(Alarm.Kind.GROUP_COMMAND, "WT-07", due)))
                .isEqualTo(3);
        assertThat(AlarmStatements.slot(due)).isEqualTo(31_559_224);
        assertThat(AlarmStatements.slotEnd(due)).isEqualTo(Instant.parse("2030-01-02T03:05:00Z"));
        assertThat(AlarmStatements.slotEnd(Instant.parse("2030-01-02T03:05:00Z")))
                .isEqualTo(Instant.parse("2030-01-02T03:06:00Z"));
        assertThat(AlarmSettings.SKEW).isEqualTo(Duration.ofSeconds(5));
    }

    private static AlarmSettings settings(String key, String value) {
        return AlarmSettings.from(ConfigFactory.parseString("muster.alarm." + key + " = " + value)
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    }
}
