package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new ScaleOptions(
                        List.of(1, 3, 5),
                        2_000,
                        1_000,
                        Duration.ofSeconds(60),
                        1,
                        1,
                        Map.of(),
                        Path.of("/project/.muster/scale"),
                        false));
    }

    @Test
    void shouldTakeWhatIsAsked() {
        assertThat(parse(
                        "--nodes",
                        "3, 1",
                        "--units",
                        "300",
                        "--rate",
                        "150",
                        "--seconds",
                        "15",
                        "--failovers",
                        "0",
                        "--seed",
                        "9",
                        "--set",
                        "muster.twin.placement=near-partition",
                        "--set",
                        "muster.twin.passivate-after=1 minute",
                        "--dir",
                        "/elsewhere"))
                .isEqualTo(new ScaleOptions(
                        List.of(3, 1),
                        300,
                        150,
                        Duration.ofSeconds(15),
                        0,
                        9,
                        Map.of("muster.twin.placement", "near-partition", "muster.twin.passivate-after", "1 minute"),
                        Path.of("/elsewhere"),
                        false));
    }

    @Test
    void shouldKnowTheIntervalOfAUnit() {
        assertThat(parse("--units", "300", "--rate", "150").interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(parse("--units", "300", "--rate", "1500").interval()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void shouldTakeRatesAtWhichValuesNeitherGoStaleNorComeTooFast() {
        assertThat(parse("--units", "300", "--rate", "100").rate()).isEqualTo(100);
        assertThat(parse("--units", "300", "--rate", "1500").rate()).isEqualTo(1_500);
        refuses("--rate from 100 to 1500 with 300 units but got 99", "--units", "300", "--rate", "99");
        refuses("--rate from 100 to 1500 with 300 units but got 1501", "--units", "300", "--rate", "1501");
        refuses("--rate from 101 to 1505 with 301 units", "--units", "301", "--rate", "100");
    }

    @Test
    void shouldSayWhatIsWrong() {
        refuses("1 to 9 after --nodes but got '10'", "--nodes", "1,10");
        refuses("1 to 9 after --nodes but got ''", "--nodes", "1,");
        refuses("each of --nodes once but got '3,3'", "--nodes", "3,3");
        refuses("40 to 20000 after --units but got '39'", "--units", "39");
        refuses("10 to 3600 after --seconds but got 'x'", "--seconds", "x");
        refuses("0 to 10 after --failovers but got '-1'", "--failovers", "-1");
        refuses("KEY=VALUE after --set but got 'muster.twin.placement'", "--set", "muster.twin.placement");
        refuses("KEY=VALUE after --set but got '=spread'", "--set", "=spread");
        refuses("a value after --seed", "--seed");
        refuses("no value after --help but got 'yes'", "--help=yes");
        refuses("a directory after --dir but got ''", "--dir=");
        refuses("'--node'", "--node", "3");
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static ScaleOptions parse(String... arguments) {
        return ScaleOptions.parse(List.of(arguments), PROJECT);
    }
}
