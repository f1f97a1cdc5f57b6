package dev.muster.loadtest.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new SoakOptions(
                        5,
                        1,
                        Duration.ofMinutes(30),
                        List.of(Fault.values()),
                        240,
                        Path.of("/project/.muster/soak"),
                        false));
    }

    @Test
    void shouldTakeWhatIsAsked() {
        assertThat(parse(
                        "--nodes",
                        "3",
                        "--seed",
                        "9",
                        "--minutes",
                        "2",
                        "--faults",
                        "kill, rolling-restart",
                        "--units",
                        "20",
                        "--dir",
                        "/elsewhere"))
                .isEqualTo(new SoakOptions(
                        3,
                        9,
                        Duration.ofMinutes(2),
                        List.of(Fault.KILL, Fault.ROLLING_RESTART),
                        20,
                        Path.of("/elsewhere"),
                        false));
    }

    @Test
    void shouldSayWhatIsWrong() {
        refuses("1 to 9 after --nodes but got '10'", "--nodes", "10");
        refuses("1 to 9 after --nodes but got '0'", "--nodes", "0");
        refuses("but got 'x'", "--minutes", "x");
        refuses("20 to 5000 after --units but got '19'", "--units", "19");
        refuses("kill-oldest", "--faults", "kill,earthquake");
        refuses("a fault that 4 nodes can take", "--faults", "kill-two", "--nodes", "4");
        refuses("a value after --seed", "--seed");
        refuses("'--nodess'", "--nodess", "3");
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SoakOptions parse(String... arguments) {
        return SoakOptions.parse(List.of(arguments), PROJECT);
    }
}
