package dev.muster.loadtest.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.latency.LatencyOptions.Only;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new LatencyOptions(
                        2_000,
                        0,
                        List.of(10, 50, 80),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        1_000,
                        50,
                        List.of(1, 1, 1),
                        Only.BOTH,
                        1_024,
                        Map.of(),
                        Path.of("/project/.muster/latency"),
                        false));
    }

    @Test
    void shouldTakeWhatIsAsked() {
        assertThat(parse(
                        "--assets=1000000",
                        "--capacity",
                        "41000",
                        "--shares",
                        "5, 100",
                        "--seconds",
                        "7",
                        "--warm-up=0",
                        "--queries",
                        "10",
                        "--query-share=0",
                        "--mix",
                        "0,1,10",
                        "--only",
                        "queries",
                        "--heap",
                        "4096",
                        "--set",
                        "muster.live.interval=100ms",
                        "--dir",
                        "/elsewhere"))
                .isEqualTo(new LatencyOptions(
                        1_000_000,
                        41_000,
                        List.of(5, 100),
                        Duration.ofSeconds(7),
                        Duration.ZERO,
                        10,
                        0,
                        List.of(0, 1, 10),
                        Only.QUERIES,
                        4_096,
                        Map.of("muster.live.interval", "100ms"),
                        Path.of("/elsewhere"),
                        false));
        assertThat(parse("--help").help()).isTrue();
    }

    @Test
    void shouldMeasureCapacityOnlyForWhatDependsOnIt() {
        assertThat(parse("--only", "queries", "--query-share", "0").needsCapacity())
                .isFalse();
        assertThat(parse("--only", "queries").needsCapacity()).isTrue();
        assertThat(parse("--query-share", "0").needsCapacity()).isTrue();
    }

    @Test
    void shouldWantBothUnlessToldOtherwise() {
        assertThat(parse().wants(Only.STEPS)).isTrue();
        assertThat(parse().wants(Only.QUERIES)).isTrue();
        assertThat(parse("--only", "steps").wants(Only.STEPS)).isTrue();
        assertThat(parse("--only", "steps").wants(Only.QUERIES)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--assets 99; Expected a whole number from 100 to 1000000 after --assets but got '99'",
                "--capacity 99; Expected a whole number from 100 to 10000000 after --capacity but got '99'",
                "--shares 10,101; Expected a whole number from 1 to 100 after --shares but got '101'",
                "--shares 10,; Expected a whole number from 1 to 100 after --shares but got ''",
                "--seconds 0; Expected a whole number from 1 to 86400 after --seconds but got '0'",
                "--queries 0; Expected a whole number from 1 to 100000 after --queries but got '0'",
                "--mix 1,1; Expected 3 weights after --mix, one of them above 0, but got [1, 1]",
                "--mix 0,0,0; Expected 3 weights after --mix, one of them above 0, but got [0, 0, 0]",
                "--only probes; Expected steps or queries after --only but got 'probes'",
                "--heap 255; Expected a whole number from 256 to 262144 after --heap but got '255'",
                "--set x; Expected KEY=VALUE after --set but got 'x'",
                "--share 3; Expected one of the options that --help lists but got '--share'",
            })
    void shouldRefuseWhatItDoesNotKnow(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static LatencyOptions parse(String... arguments) {
        return LatencyOptions.parse(List.of(arguments), PROJECT);
    }
}
