package dev.muster.loadtest.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaultsAndAHeapForAsManyAssets() {
        assertThat(parse())
                .isEqualTo(new MemoryOptions(
                        100_000, List.of(1, 10), 2, 2_188, Map.of(), Path.of("/project/.muster/memory"), false));
        assertThat(parse("--assets", "1000000").heapMib()).isEqualTo(12_736);
        assertThat(parse("--assets", "100").heapMib()).isEqualTo(1_024);
    }

    @Test
    void shouldTakeWhatIsAsked() {
        assertThat(parse(
                        "--assets",
                        "2000",
                        "--signals=3, 1",
                        "--rounds",
                        "1",
                        "--heap",
                        "512",
                        "--set",
                        "muster.twin.activations-max=100",
                        "--dir",
                        "/elsewhere"))
                .isEqualTo(new MemoryOptions(
                        2_000,
                        List.of(3, 1),
                        1,
                        512,
                        Map.of("muster.twin.activations-max", "100"),
                        Path.of("/elsewhere"),
                        false));
        assertThat(parse("--rounds", "0").rounds()).isZero();
        assertThat(parse("--help").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--assets 99; Expected a whole number from 100 to 1000000 after --assets but got '99'",
                "--assets 1000001; Expected a whole number from 100 to 1000000 after --assets but got '1000001'",
                "--signals 0; Expected a whole number from 1 to 100 after --signals but got '0'",
                "--signals 1,101; Expected a whole number from 1 to 100 after --signals but got '101'",
                "--signals 1,1; Expected each of --signals once but got '1,1'",
                "--rounds 21; Expected a whole number from 0 to 20 after --rounds but got '21'",
                "--heap 255; Expected a whole number from 256 to 30000 after --heap but got '255'",
                "--set x; Expected KEY=VALUE after --set but got 'x'",
                "--round 3; Expected one of the options that --help lists but got '--round'",
            })
    void shouldRefuseWhatItDoesNotKnow(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static MemoryOptions parse(String... arguments) {
        return MemoryOptions.parse(List.of(arguments), PROJECT);
    }
}
