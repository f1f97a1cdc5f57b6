package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Just as long as others take to give a node up, and just longer. */
class StandStillTest {
    private static final ClusterSettings SETTINGS =
            ClusterSettings.from(ConfigFactory.parseString("muster.cluster { detect-after = 3s, stable-after = 4s }")
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final StandStill standStill = new StandStill(SETTINGS, nanos::get);

    @Test
    void shouldPutUpWithPausesThatOthersPutUpWith() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(standStill.wasTooLong()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(standStill.wasTooLong()).isFalse();
    }

    @Test
    void shouldNoticeALongerOneAndEachAnew() {
        nanos.addAndGet(Duration.ofSeconds(9).toNanos() + 1);
        assertThat(standStill.wasTooLong()).isTrue();
        assertThat(standStill.wasTooLong()).isFalse();
    }
}
