package dev.muster.loadtest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {
    private static final Map<String, String> LEAST = Map.of("MUSTER_URL", "http://muster", "KAFKA", "kafka:9092");

    @Test
    void shouldSendUntilStoppedByDefault() {
        assertThat(JobSettings.from(LEAST))
                .isEqualTo(new JobSettings(URI.create("http://muster"), "kafka:9092", 600, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"UNITS, 20", "UNITS, 100000", "MINUTES, 0", "MINUTES, 10080", "MUSTER_URL, https://muster.example:8443/"
    })
    void shouldTakeWhatIsJustWithin(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);

        assertThat(JobSettings.from(environment)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "UNITS, 19",
        "UNITS, 100001",
        "UNITS, many",
        "MINUTES, -1",
        "MINUTES, 10081",
        "MUSTER_URL, muster",
        "MUSTER_URL, http://muster/v1",
        "MUSTER_URL, ''",
        "KAFKA, ' '",
    })
    void shouldSayWhichVariableExpectsWhat(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobSettings.from(environment))
                .withMessageStartingWith("Expected")
                .withMessageContaining(name);
    }
}
