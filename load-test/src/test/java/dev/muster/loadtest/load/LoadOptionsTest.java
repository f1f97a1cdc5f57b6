package dev.muster.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.load.LoadOptions.Model;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new LoadOptions(
                        List.of(Subject.MIXED),
                        Model.OPEN,
                        50,
                        10,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(500),
                        600,
                        300,
                        null,
                        Path.of("/project/.muster/load"),
                        false));
    }

    @Test
    void shouldTakeWhatIsAsked() {
        assertThat(parse(
                        "twins",
                        "aggregates",
                        "--model",
                        "closed",
                        "--users",
                        "7",
                        "--seconds",
                        "15",
                        "--limit",
                        "250",
                        "--units",
                        "300",
                        "--telemetry-rate",
                        "150",
                        "--dir",
                        "/elsewhere"))
                .isEqualTo(new LoadOptions(
                        List.of(Subject.AGGREGATES, Subject.TWINS),
                        Model.CLOSED,
                        50,
                        7,
                        Duration.ofSeconds(15),
                        Duration.ofMillis(250),
                        300,
                        150,
                        null,
                        Path.of("/elsewhere"),
                        false));
        assertThat(parse("live", "--rate", "3", "--url", "http://node-1:8080"))
                .returns(List.of(Subject.LIVE), LoadOptions::subjects)
                .returns(3, LoadOptions::rate)
                .returns(URI.create("http://node-1:8080"), LoadOptions::url);
    }

    @Test
    void shouldKnowEverySubjectThatItLists() {
        for (Subject subject : Subject.values()) {
            assertThat(parse(subject.word()).subjects()).containsExactly(subject);
            assertThat(LoadOptions.USAGE).contains("\n  " + subject.word() + " ");
        }
    }

    @Test
    void shouldLoadLittleWithSmoke() {
        LoadOptions smoke = parse("smoke");

        assertThat(smoke.rate()).isEqualTo(4);
        assertThat(smoke.time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(smoke.limit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(parse("smoke", "--limit", "1").limit()).isEqualTo(Duration.ofMillis(1));
        assertThat(parse("--limit", "1").limit()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void shouldKnowTheIntervalOfAUnitOfThoseWhoAreThere() {
        // Of 300 units the first and each nineteenth after it, 16, are away.
        assertThat(parse("--units", "300", "--telemetry-rate", "142").interval())
                .isEqualTo(Duration.ofSeconds(2));
        // Of 304 as well, of 305 one more.
        assertThat(parse("--units", "304", "--telemetry-rate", "144").interval())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(parse("--units", "305", "--telemetry-rate", "144").interval())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTakeRatesAtWhichValuesNeitherGoStaleNorComeTooFast() {
        assertThat(parse("--units", "300", "--telemetry-rate", "100").telemetryRate())
                .isEqualTo(100);
        assertThat(parse("--units", "300", "--telemetry-rate", "1500").telemetryRate())
                .isEqualTo(1_500);
        refuses("from 100 to 1500 with 300 units but got 99", "--units", "300", "--telemetry-rate", "99");
        refuses("from 100 to 1500 with 300 units but got 1501", "--units", "300", "--telemetry-rate", "1501");
    }

    @Test
    void shouldRefuseWhatItWouldPassOver() {
        refuses("mixed or smoke alone but got [twins, mixed]", "mixed", "twins");
        refuses("mixed or smoke alone but got [mixed, smoke]", "smoke", "mixed");
        refuses("no --seconds with smoke", "smoke", "--seconds", "5");
        refuses("no --rate with smoke", "smoke", "--rate", "5");
        refuses("no --model with mixed", "--model", "closed");
        refuses("no --users in the open model", "twins", "--users", "5");
        refuses("no --rate in the closed model", "twins", "--model", "closed", "--rate", "5");
        refuses("no --units with --url", "--url", "http://localhost:8080", "--units", "50");
        refuses("no --telemetry-rate with --url", "--url", "http://localhost:8080", "--telemetry-rate", "300");
    }

    @Test
    void shouldSayWhatIsWrong() {
        refuses("'aggregate'", "aggregate");
        refuses("'--user'", "--user=3");
        refuses("open or closed after --model but got 'half'", "--model", "half");
        refuses("1 to 5000 after --rate but got '0'", "--rate", "0");
        refuses("1 to 5000 after --rate but got '5001'", "--rate", "5001");
        refuses("1 to 1000 after --users but got '1001'", "--users", "1001");
        refuses("1 to 3600 after --seconds but got '3601'", "--seconds", "3601");
        refuses("1 to 60000 after --limit but got '60001'", "--limit", "60001");
        refuses("40 to 20000 after --units but got '39'", "--units", "39");
        refuses("a URL such as http://localhost:8080 after --url but got 'localhost:8080'", "--url", "localhost:8080");
        refuses("after --url but got 'http://'", "--url", "http://");
        refuses("after --url but got 'http://a b'", "--url", "http://a b");
        refuses("a value after --limit", "--limit");
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static LoadOptions parse(String... arguments) {
        return LoadOptions.parse(List.of(arguments), PROJECT);
    }
}
