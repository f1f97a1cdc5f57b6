package dev.muster.twinservice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2030-01-02T03:04:05.678901234Z, 2030-01-02T03:04:05.678Z",
        "2030-01-02T03:04:05.678Z, 2030-01-02T03:04:05.678Z",
        "2030-01-02T03:04:05Z, 2030-01-02T03:04:05Z",
        "2030-01-02T03:04:05.000000999Z, 2030-01-02T03:04:05Z"
    })
    void shouldWriteTimesToTheMillisecond(Instant instant, String written) {
        byte[] json = Json.bytes(Map.of("at", instant));

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"at\":\"" + written + "\"}");
    }
}
