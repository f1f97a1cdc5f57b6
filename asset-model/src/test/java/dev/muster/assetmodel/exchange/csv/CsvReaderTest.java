package dev.muster.assetmodel.exchange.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
    private static final int MAX = 40;

    @Test
    void shouldReadWhatTheStandardSays() {
        assertThat(read("a,b\r\n\"a,b\",\"c \"\"d\"\"\"\r\n\"two\r\nlines\",x\n,\"\"\n\n1,2"))
                .containsExactly("1 [a, b]", "2 [a,b, c \"d\"]", "3 [two\r\nlines, x]", "5 [null, ]", "7 [1, 2]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        "a"b,c|Expected a separator behind the closing quote of field 1 but got more text
        "a" ,c|Expected a separator behind the closing quote of field 1 but got more text
        a,b"c"|Expected field 2 in quotes, as a quote is inside, but it does not begin with one
        a,"b|Expected a closing quote but the file ends
        """)
    void shouldSayWhatIsWrong(String line, String expected) {
        assertThat(read("ok,1\n" + line + "\n")).containsExactly("1 [ok, 1]", "2 " + expected);
    }

    @Test
    void shouldLoseNoLineToMissingQuote() {
        assertThat(read("a,\"b\nc,d\n\"e,\",f\ng,h\n"))
                .as("the quote of line 3 seems to close that of line 1")
                .containsExactly(
                        "1 Expected a separator behind the closing quote of field 2 but got more text",
                        "2 [c, d]",
                        "3 [e,, f]",
                        "4 [g, h]");
        assertThat(read("a,\"b\nc,d\ne,f\n"))
                .containsExactly("1 Expected a closing quote but the file ends", "2 [c, d]", "3 [e, f]");
        assertThat(read("a,\"b\n" + "c,d\n".repeat(20) + "e,f"))
                .startsWith("1 Expected a closing quote but none came within 40 bytes", "2 [c, d]")
                .endsWith("22 [e, f]")
                .hasSize(22);
    }

    @Test
    void shouldTakeRecordOfGreatestLengthOnly() {
        String longest = "\"" + "x".repeat(18) + "\n" + "x".repeat(19) + "\"";

        assertThat(longest).hasSize(MAX);
        assertThat(read(longest + "\r\n" + longest)).hasSize(2).allMatch(record -> record.contains("[x"));
        assertThat(read(longest.replaceFirst("x", "xx") + "\nnext"))
                .containsExactly(
                        "1 Expected a closing quote but none came within 40 bytes",
                        "2 Expected field 1 in quotes, as a quote is inside, but it does not begin with one",
                        "3 [next]");
        assertThat(read("x".repeat(MAX + 1) + "\nnext"))
                .containsExactly("1 Expected a line of at most 40 bytes but it is longer", "2 [next]");
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        assertThat(read("a,b\nGr\u00f6\u00dfe,1\nc,d".getBytes(ISO_8859_1)))
                .containsExactly("1 [a, b]", "2 Expected UTF-8 but field 1 holds other bytes", "3 [c, d]");
        assertThat(read("a,b\n1,x\0y\nc,d"))
                .containsExactly("1 [a, b]", "2 Expected text but field 2 holds a NUL", "3 [c, d]");
        assertThat(read("a\rb\nc"))
                .containsExactly("1 Expected lines that end with LF or CRLF but got a CR inside of one", "2 [c]");
    }

    @Test
    void shouldReadWhateverWasWritten() {
        Random random = new Random(7);
        for (int file = 0; file < 500; file++) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < 5; row++) {
                List<@Nullable String> fields = new ArrayList<>(List.of("first"));
                for (int field = 0; field < 3; field++) {
                    fields.add(random.nextInt(4) == 0 ? null : randomText(random));
                }
                rows.add(fields);
                CsvText.append(text, fields);
            }
            List<List<@Nullable String>> read = new ArrayList<>();
            each(text.toString().getBytes(UTF_8), 1 + random.nextInt(9), 10_000, one -> {
                assertThat(one.flaw()).as(text.toString()).isNull();
                read.add(one.fields());
            });

            assertThat(read).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        id,name,type        | ,
        id;name;type        | ;
        id;name,a;type      | ;
        "id;x;y;z",name     | ,
        id                  | ,
        """)
    void shouldTellTheSeparatorByTheFirstLine(String header, char expected) {
        assertThat(CsvText.delimiterOf(header.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(CsvText.delimiterOf("id\tname;x\ttype".getBytes(UTF_8))).isEqualTo('\t');
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(List.of("a", "\"", ",", "\n", "\r\n", "ö", ";", " ", "\uD83C\uDF2C")
                    .get(random.nextInt(9)));
        }
        return text.toString();
    }

    private static List<String> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private static List<String> read(byte[] bytes) {
        List<String> records = new ArrayList<>();
        each(bytes, 3, MAX, one -> records.add(one.line() + " " + (one.flaw() == null ? one.fields() : one.flaw())));
        return records;
    }

    private static void each(byte[] bytes, int size, int max, Consumer<CsvRecord> records) {
        LineSplitter splitter = new LineSplitter(max);
        CsvReader reader = new CsvReader(',', max);
        for (int from = 0; from < bytes.length; from += size) {
            splitter.take(
                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)),
                    line -> reader.take(line, records));
        }
        splitter.end(line -> reader.take(line, records));
        reader.end(records);
    }
}
