package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    private final Path directory;

    LogTailTest(@TempDir(factory = TargetDirectory.class) Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldQuoteTheLastThreeLinesWrittenSinceThen() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "before\n");
        LogTail tail = new LogTail(List.of(log));

        Files.writeString(
                log, "one\ntwo\n\n\tat frame\nthree\nWARNING: not of interest\nfour\n", StandardOpenOption.APPEND);

        assertThat(tail.describe()).isEqualTo("log " + log + " ends: two | three | four");
    }

    @Test
    void shouldSayWhenNothingWasWritten() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "before\n");
        Path missing = directory.resolve("missing");

        assertThat(new LogTail(List.of(log, missing)).describe())
                .isEqualTo("log " + log + " says nothing; log " + missing + " says nothing");
    }

    @Test
    void shouldReadAFileFromItsStartWhenItWasRolledOver() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "a long line before\n");
        LogTail tail = new LogTail(List.of(log));

        Files.writeString(log, "new\n");

        assertThat(tail.describe()).isEqualTo("log " + log + " ends: new");
    }

    @Test
    void shouldBoundWhatItReadsAndQuotes() throws IOException {
        Path log = directory.resolve("log");
        LogTail tail = new LogTail(List.of(log));

        Files.writeString(log, "early\n" + "x".repeat(100_000) + "\n" + "y".repeat(301) + "\nend\n");

        assertThat(tail.describe())
                .doesNotContain("early")
                .endsWith("x".repeat(300) + "... | " + "y".repeat(300) + "... | end");
    }
}
