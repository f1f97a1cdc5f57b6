package dev.muster.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {
    private final Path directory;

    CsvFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldFindColumnsByNameAndPassOverOthers() throws IOException {
        assertThat(read("x,b,a\n1,2,3\n4,,6\n")).containsExactly("3|2", "6|");
    }

    @Test
    void shouldReadQuotesBlankLinesByteOrderMarkAndForeignLineEnds() throws IOException {
        assertThat(read("\uFEFFa,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n\r\n\"two\nlines\", z \r\n"))
                .containsExactly("x, y|say \"hi\"", "two\nlines|z");
    }

    @Test
    void shouldUnpackGzip() throws IOException {
        Path file = directory.resolve("data.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(rows(file)).containsExactly("1|2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; data.csv:0: Expected a first line with the columns [a, b] but the file is empty",
                "a,c\\n; data.csv:1: Expected a column 'b' but got [a, c]",
                "a,b,a\\n; data.csv:1: Expected each column once but got 'a' twice",
                "a,b\\n1,2\\n1,2,3\\n; data.csv:3: Expected 2 fields but got 3",
                "a,b\\n1\\n; data.csv:2: Expected 2 fields but got 1",
                "a,b\\n1,\"2\\n; data.csv:2: Expected a closing quote but the file ends",
            })
    void shouldNameFileAndLineOfWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(BadData.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseOtherBytesThanText() throws IOException {
        Path file = directory.resolve("data.csv");
        Files.write(file, new byte[] {'a', ',', 'b', '\n', (byte) 0xC3, '(', ',', '1', '\n'});
        assertThatThrownBy(() -> rows(file)).isInstanceOf(BadData.class).hasMessageContaining("Expected UTF-8");

        Path notGzip = directory.resolve("data.csv.gz");
        Files.writeString(notGzip, "a,b\n");
        assertThatThrownBy(() -> rows(notGzip)).isInstanceOf(BadData.class).hasMessageContaining("readable file");
    }

    @Test
    void shouldStopAtAQuoteThatNeverEnds() {
        assertThatThrownBy(() -> read("a,b\n\"" + "x".repeat(10) + "\n".repeat(20_000)))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("is a quote missing?");
    }

    private List<String> read(String text) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, text);
        return rows(file);
    }

    private static List<String> rows(Path file) {
        List<String> rows = new ArrayList<>();
        CsvFile.read(file, List.of("a", "b"), row -> rows.add(row.get("a") + "|" + row.get("b")));
        return rows;
    }
}
