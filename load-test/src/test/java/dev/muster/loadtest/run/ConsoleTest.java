package dev.muster.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true), new PrintStream(err, true));

    @Test
    void shouldAlignColumns() {
        console.table(List.of("Region", "MW"), List.of(List.of("North", "1.0"), List.of("Centre-West", "1,234.5")));

        assertThat(lines())
                .containsExactly("  Region            MW", "  North            1.0", "  Centre-West  1,234.5");
    }

    @Test
    void shouldSayHowLongAStepTook() {
        assertThat(console.step("Waiting", () -> 7)).isEqualTo(7);
        console.step("Telling", () -> console.line("  news"));

        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0)).matches("Waiting \\.\\.\\. 0\\.\\d s");
        assertThat(lines().subList(1, 3)).containsExactly("Telling ... ", "  news");
        assertThat(lines().get(3)).matches(" {2}done: 0\\.\\d s");
    }

    @Test
    void shouldEndAnOpenLineBeforeAnError() {
        assertThatThrownBy(() -> console.step("Trying", () -> {
                    throw new RunFailure("no");
                }))
                .hasMessage("no");
        console.error("no");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Trying ... " + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("muster: no" + System.lineSeparator());
    }

    @Test
    void shouldShowPowersExactly() {
        assertThat(Megawatts.text(0)).isEqualTo("0.000");
        assertThat(Megawatts.text(-1_234_567_890_100L)).isEqualTo("-1,234,567.8901");
        assertThat(Megawatts.text(1)).isEqualTo("0.000001");
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
