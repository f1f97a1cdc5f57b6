package dev.muster.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new RunOptions(
                        RunOptions.Mode.STORY, 8080, 9092, 9042, PROJECT.resolve(".muster"), 600, Optional.empty(), 1));
    }

    @Test
    void shouldTakeEveryOption() {
        assertThat(parse(
                        "--port",
                        "1",
                        "--kafka-port=2",
                        "--cassandra-port",
                        "65535",
                        "--dir",
                        "/d",
                        "--units=20",
                        "--data",
                        "/data"))
                .isEqualTo(new RunOptions(
                        RunOptions.Mode.STORY, 1, 2, 65535, Path.of("/d"), 20, Optional.of(Path.of("/data")), 1));
        assertThat(parse("--nodes", "1").nodes()).isEqualTo(1);
        assertThat(parse("--nodes=9").nodes()).isEqualTo(9);
        assertThat(parse("--help").mode()).isEqualTo(RunOptions.Mode.HELP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--prot 1; Expected one of the options that --help lists but got '--prot'",
                "data; Expected one of the options that --help lists but got 'data'",
                "--port; Expected a value after --port",
                "--port 0; Expected a whole number from 1 to 65535 after --port but got '0'",
                "--port 65536; Expected a whole number from 1 to 65535 after --port but got '65536'",
                "--port x; Expected a whole number from 1 to 65535 after --port but got 'x'",
                "--units 19; Expected a whole number from 20 to 100000 after --units but got '19'",
                "--units 100001; Expected a whole number from 20 to 100000 after --units but got '100001'",
                "--nodes 0; Expected a whole number from 1 to 9 after --nodes but got '0'",
                "--nodes 10; Expected a whole number from 1 to 9 after --nodes but got '10'",
                "--throughput; Expected one of the options that --help lists but got '--throughput'",
                "--dir=; Expected a directory after --dir but got ''",
                "--help=yes; Expected no value after --help but got 'yes'",
                "--port 9042; Expected three different ports but got 9042, 9092 and 9042",
            })
    void shouldRefuseWhatItDoesNotKnow(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void shouldEndWithOneLineAndTheCodeOfItsKind() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true), new PrintStream(err, true));

        assertThat(Run.run(List.of("--what"), console)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("muster: Expected one of the options that --help lists but got '--what'");
        err.reset();
        assertThat(Run.run(List.of("--data", "/nowhere/at/all"), console)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("/nowhere/at/all");
        assertThat(out.size()).isZero();

        assertThat(Run.run(List.of("--help"), console)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: ./run")
                .contains("--cassandra-port");
    }

    private static RunOptions parse(String... arguments) {
        return RunOptions.parse(List.of(arguments), PROJECT);
    }
}
