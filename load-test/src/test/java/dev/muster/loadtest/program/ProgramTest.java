package dev.muster.loadtest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.loadtest.service.ServiceFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-01T10:20:00.5Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private record Asked(Path directory, boolean help) implements Options {}

    @Test
    void shouldEndWithWhatTheWorkReturns() {
        assertThat(code((options, program) -> {
                    program.print("begun");
                    program.print("");
                    program.report(List.of("a", "b"));
                    return Program.FAILED;
                }))
                .isEqualTo(1);
        assertThat(text(out).lines()).containsExactly("10:20:00 begun", "", "", "a", "b");
    }

    @Test
    void shouldShowItsUsageInsteadOfWorking() {
        int code = program("--help")
                .codeOf("how\n", (arguments, project) -> new Asked(project, true), (options, program) -> {
                    throw new AssertionError("worked");
                });

        assertThat(code).isZero();
        assertThat(text(out)).isEqualTo("how\n");
    }

    @Test
    void shouldTellACommandLineThatIsNoneFromWorkThatCannotGoOn() {
        assertThat(program("--x").codeOf("", ProgramTest::refused, (options, program) -> 0))
                .isEqualTo(2);
        assertThat(code((options, program) -> {
                    throw new ServiceFailure("no");
                }))
                .isEqualTo(1);
        assertThat(text(err).lines()).containsExactly("muster: not [--x]", "muster: no");
    }

    @Test
    void shouldNameTheRunAfterTheProgramAndTheSecond() {
        String log = System.getProperty("muster.run.log");
        try {
            assertThat(program().directoryFor(new Asked(Path.of("/runs"), false)))
                    .isEqualTo(Path.of("/runs/try-1893493200"));
            assertThat(System.getProperty("muster.run.log")).isEqualTo("/runs/try-1893493200/logs/try.log");
        } finally {
            if (log == null) {
                System.clearProperty("muster.run.log");
            } else {
                System.setProperty("muster.run.log", log);
            }
        }
        assertThat(program("--a", "b").command()).isEqualTo("./run try --a b");
        assertThat(program().command()).isEqualTo("./run try");
    }

    @Test
    void shouldEndWhatWasStartedLastFirstAndShowOnlyWhatIsSaidOfIt() {
        Program program = program();
        List<String> ended = new ArrayList<>();
        program.endsWithIt(() -> ended.add("stack"));
        program.endsWithIt(
                () -> CompletableFuture.runAsync(() -> program.show("ending")).join());
        program.endsWithIt(() -> {
            ended.add("service");
            throw new IllegalStateException("hangs on to life");
        });

        program.shutdown().close();
        program.show("the service is gone");
        program.failed(new ServiceFailure("the service is gone"));

        assertThat(ended).containsExactly("service", "stack");
        assertThat(text(out)).isEqualTo("ending\n");
        assertThat(text(err)).isEmpty();
        program.endsWithIt(() -> ended.add("late"));
        assertThat(ended).contains("late");
    }

    private static Asked refused(List<String> arguments, Path project) {
        throw new IllegalArgumentException("not " + arguments);
    }

    private int code(Program.Work<Asked> work) {
        return program().codeOf("", (arguments, project) -> new Asked(project, false), work);
    }

    private Program program(String... arguments) {
        return new Program(
                "try", List.of(arguments), Path.of("/project"), CLOCK, new PrintStream(out), new PrintStream(err));
    }

    private static String text(ByteArrayOutputStream said) {
        return said.toString(StandardCharsets.UTF_8);
    }
}
