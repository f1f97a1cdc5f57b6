package dev.muster.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldHaveDefaults() {
        assertThat(parse())
                .isEqualTo(new GrowthOptions(
                        false, List.of(Curve.values()), 1, Path.of("/project/docs/performance"), false));
    }

    @Test
    void shouldTakeWhatIsAskedAndCurvesInTheirOrder() {
        assertThat(parse("--curves", "depth, assets", "--forks=3", "--out", "/elsewhere/../here", "--quick"))
                .isEqualTo(new GrowthOptions(true, List.of(Curve.ASSETS, Curve.DEPTH), 3, Path.of("/here"), false));
        assertThat(parse("--help").help()).isTrue();
    }

    @Test
    void shouldNotWriteTriesOverWhatWasMeasured() {
        assertThat(parse("--quick").out()).isEqualTo(Path.of("/project/.muster/growth"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--forks 0; Expected a whole number from 1 to 10 after --forks but got '0'",
                "--forks 11; Expected a whole number from 1 to 10 after --forks but got '11'",
                "--forks x; Expected a whole number from 1 to 10 after --forks but got 'x'",
                "--out; Expected a value after --out",
                "--curves=; Expected a value after --curves",
                "--curves depth,depth; Expected each of --curves once but got 'depth,depth'",
                "--curves width; Expected curves out of assets,signals,depth,members,answers,questions but got 'width'",
                "--quick=yes; Expected no value after --quick",
                "--fast; Expected one of the options that --help lists but got '--fast'"
            })
    void shouldSayWhatWasExpected(String given, String said) {
        assertThatThrownBy(() -> parse(given.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(said);
    }

    @Test
    void shouldEndWithTwoOrShowHowItIsUsed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(Growth.codeOf(List.of("--fast"), PROJECT, stream(out), stream(err)))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("muster: Expected one of the options");
        assertThat(out.size()).isZero();
        assertThat(Growth.codeOf(List.of("--help"), PROJECT, stream(out), stream(err)))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(GrowthOptions.USAGE)
                .contains(Curve.ids());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static GrowthOptions parse(String... arguments) {
        return GrowthOptions.parse(List.of(arguments), PROJECT);
    }
}
