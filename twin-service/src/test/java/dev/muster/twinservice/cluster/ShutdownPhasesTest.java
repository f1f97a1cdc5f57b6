package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownPhasesTest {
    private static final Config CONFIG = ConfigFactory.parseResources("application.conf")
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();

    @Test
    void shouldKnowEveryPhase() {
        assertThat(ShutdownPhases.of(CONFIG).phases().stream().map(ShutdownPhases.Phase::name))
                .containsExactlyInAnyOrderElementsOf(
                        CONFIG.getObject("akka.coordinated-shutdown.phases").keySet());
    }

    /** docs/operations.md and the manifests for Kubernetes name it. */
    @Test
    void shouldLeaveWithinTheGracePeriod() {
        assertThat(ShutdownPhases.of(CONFIG).sum()).isEqualTo(Duration.ofSeconds(106));
    }

    @ParameterizedTest
    @CsvSource({
        "muster.cluster.leave-after, 10s, before-service-unbind",
        "muster.http.drain-timeout, 12s, service-requests-done",
        "muster.ingest.drain-timeout, 22s, service-stop",
        "muster.command.acks.drain-timeout, 22s, service-stop"
    })
    void shouldRefuseToBeginWhatItWouldCutOff(String key, String tooLong, String phase) {
        assertThatNoException().isThrownBy(() -> ShutdownPhases.of(CONFIG).requireRoomFor(CONFIG));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShutdownPhases.of(CONFIG)
                        .requireRoomFor(
                                ConfigFactory.parseMap(Map.of(key, tooLong)).withFallback(CONFIG)))
                .withMessageStartingWith("Expected " + key + " below")
                .withMessageContaining(phase);
    }
}
