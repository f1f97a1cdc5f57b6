package dev.muster.twinservice.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final Readiness readiness = new Readiness(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void shouldSayWhatItWaitsForUntilItIsReady() {
        assertThat(readiness.stage()).isEqualTo(new Readiness.Stage("the start", NOON));

        readiness.waitFor("Kafka");
        assertThat(readiness.stage().waitingFor()).isEqualTo("Kafka");
        assertThat(readiness.stage().ready()).isFalse();
        assertThat(readiness.stage().leaving()).isFalse();

        readiness.ready();
        assertThat(readiness.stage().ready()).isTrue();
    }

    @Test
    void shouldNotBeReadyAnyMoreOnceItLeaves() {
        readiness.ready();

        readiness.leave();

        assertThat(readiness.stage().ready()).isFalse();
        assertThat(readiness.stage().leaving()).isTrue();
    }

    @Test
    void shouldNotBecomeReadyWhileItLeaves() {
        readiness.leave();

        readiness.waitFor("the model's changelog");
        readiness.ready();

        assertThat(readiness.stage().leaving()).isTrue();
    }
}
