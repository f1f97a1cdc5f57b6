package dev.muster.assetmodel.exchange.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    private static final int MAX = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void shouldFindTheSameLinesInPiecesOfAnySize(int size) {
        List<String> lines = split("\uFEFFone\r\ntwo\n\nthree".getBytes(UTF_8), size);

        assertThat(lines).containsExactly("1:one\r", "2:two", "3:", "4:three");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void shouldTakeLineOfGreatestLengthAndKeepOnlyTheNumberOfLongerOnes(int size) {
        String longest = "x".repeat(MAX);

        assertThat(split(
                        (longest + "\n" + longest + "\r\n" + longest + "x\n" + "x".repeat(1_000) + "\nshort")
                                .getBytes(UTF_8),
                        size))
                .containsExactly("1:" + longest, "2:" + longest + "\r", "3 too long", "4 too long", "5:short");
        assertThat(split(("\uFEFF" + longest).getBytes(UTF_8), size)).containsExactly("1:" + longest);
        assertThat(split(("\uFEFF" + longest + "x").getBytes(UTF_8), size)).containsExactly("1 too long");
    }

    @Test
    void shouldTakeTheMarkOffTheBeginningOnly() {
        assertThat(split("\uFEFF\uFEFFa\n\uFEFFb".getBytes(UTF_8), 3)).containsExactly("1:\uFEFFa", "2:\uFEFFb");
    }

    @Test
    void shouldFindNothingInNothing() {
        LineSplitter splitter = new LineSplitter(MAX);
        splitter.end(line -> {
            throw new AssertionError("Expected no line but got " + line);
        });

        assertThat(splitter.anything()).isFalse();
    }

    private static List<String> split(byte[] bytes, int size) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(MAX);
        for (int from = 0; from < bytes.length; from += size) {
            splitter.take(
                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)),
                    line -> lines.add(shown(line)));
        }
        splitter.end(line -> lines.add(shown(line)));
        return lines;
    }

    private static String shown(TextLine line) {
        return line.tooLong() ? line.number() + " too long" : line.number() + ":" + new String(line.bytes(), UTF_8);
    }
}
