package dev.muster.loadtest.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.harness.figure.Contender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThroughputOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new ThroughputOptions(
                        2_000,
                        1_000_000,
                        5,
                        3,
                        List.of(Contender.BARE, Contender.STREAMS, Contender.WITHOUT_HISTORY, Contender.COMPLETE),
                        2_048,
                        Map.of(),
                        Path.of("/project/.muster/throughput"),
                        false));
    }

    @Test
    void shouldTakeWhatIsAskedAndContendersInTheirOrder() {
        assertThat(parse(
                        "--assets",
                        "100",
                        "--records=5000",
                        "--warm-ups",
                        "0",
                        "--rounds",
                        "5",
                        "--contenders",
                        "complete, bare",
                        "--heap",
                        "1024",
                        "--set",
                        "muster.ingest.batch-wait=5ms",
                        "--dir",
                        "/elsewhere"))
                .isEqualTo(new ThroughputOptions(
                        100,
                        5_000,
                        0,
                        5,
                        List.of(Contender.BARE, Contender.COMPLETE),
                        1_024,
                        Map.of("muster.ingest.batch-wait", "5ms"),
                        Path.of("/elsewhere"),
                        false));
        assertThat(parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--assets 99; Expected a whole number from 100 to 100000 after --assets but got '99'",
                "--records x; Expected a whole number from 1 to 100000000 after --records but got 'x'",
                "--records 1999; Expected --records to be no fewer than the 2000 assets but got 1999",
                "--warm-ups -1; Expected a whole number from 0 to 100 after --warm-ups but got '-1'",
                "--rounds 0; Expected a whole number from 1 to 100 after --rounds but got '0'",
                "--contenders muster; Expected some of bare,streams,without-history,complete after --contenders but got 'muster'",
                "--contenders bare,bare; Expected each of --contenders once but got 'bare,bare'",
                "--heap 255; Expected a whole number from 256 to 262144 after --heap but got '255'",
                "--set x; Expected KEY=VALUE after --set but got 'x'",
                "--round 3; Expected one of the options that --help lists but got '--round'",
            })
    void shouldRefuseWhatItDoesNotKnow(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static ThroughputOptions parse(String... arguments) {
        return ThroughputOptions.parse(List.of(arguments), PROJECT);
    }
}
