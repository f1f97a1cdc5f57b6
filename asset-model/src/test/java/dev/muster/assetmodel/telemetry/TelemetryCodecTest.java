package dev.muster.assetmodel.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.DecodeResult.Decoded;
import dev.muster.assetmodel.telemetry.DecodeResult.Refused;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryCodecTest {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final SourceId SOURCE = new SourceId("WT-07");
    private static final String GOLDEN_SAMPLE = "{\"v\":1,\"kind\":\"sample\",\"source\":\"WT-07\",\"seq\":42,"
            + "\"at\":\"2030-01-02T03:04:05.678Z\",\"values\":{\"power\":2.1,"
            + "\"wind_speed\":{\"v\":9.3,\"u\":\"m/s\",\"q\":\"uncertain\"}}}";
    private static final String PLAIN_SAMPLE = "{\"v\":1,\"kind\":\"sample\",\"source\":\"WT-07\",\"seq\":42,"
            + "\"at\":\"2030-01-02T03:04:05.678Z\",\"values\":{\"power\":2.1,\"wind_speed\":-9}}";
    private static final String GOLDEN_NOTICE =
            "{\"v\":1,\"kind\":\"connected\",\"source\":\"WT-07\",\"epoch\":3,\"at\":\"2030-01-02T03:04:05.678Z\"}";

    @Test
    void shouldWriteAndReadTheGoldenSample() {
        Sample sample = new Sample(
                SOURCE,
                42,
                AT,
                Map.of(
                        new SignalName("power"),
                        Reading.good(2.1),
                        new SignalName("wind_speed"),
                        new Reading(9.3, Quality.UNCERTAIN, "m/s")));

        assertThat(text(TelemetryCodec.encode(sample))).isEqualTo(GOLDEN_SAMPLE);
        assertThat(decode(GOLDEN_SAMPLE)).isEqualTo(new Decoded(sample));
    }

    @Test
    void shouldWriteAndReadTheGoldenNotices() {
        Notice connected = new Notice(SOURCE, Notice.Kind.CONNECTED, 3, AT);
        Notice disconnected = new Notice(SOURCE, Notice.Kind.DISCONNECTED, 3, AT);

        assertThat(text(TelemetryCodec.encode(connected))).isEqualTo(GOLDEN_NOTICE);
        assertThat(decode(GOLDEN_NOTICE)).isEqualTo(new Decoded(connected));
        assertThat(decode(GOLDEN_NOTICE.replace("connected", "disconnected"))).isEqualTo(new Decoded(disconnected));
    }

    @Test
    void shouldWriteAndReadWhatADeviceSaysOfItself() {
        Notice connected = new Notice(
                SOURCE,
                Notice.Kind.CONNECTED,
                3,
                AT,
                new Properties(Map.of("ratedPower", "3.0", "firmware", "2.1 \"beta\"", "site", "")));
        String golden = GOLDEN_NOTICE.replace(
                "}", ",\"properties\":{\"firmware\":\"2.1 \\\"beta\\\"\",\"ratedPower\":\"3.0\",\"site\":\"\"}}");

        assertThat(text(TelemetryCodec.encode(connected))).isEqualTo(golden);
        assertThat(decode(golden)).isEqualTo(new Decoded(connected));
        assertThat(decode(GOLDEN_NOTICE.replace("}", ",\"properties\":{}}")))
                .isEqualTo(new Decoded(new Notice(SOURCE, Notice.Kind.CONNECTED, 3, AT)));
        assertThat(decode(golden.replace("connected", "disconnected")))
                .as("who hangs up says nothing of itself")
                .isEqualTo(new Decoded(new Notice(SOURCE, Notice.Kind.DISCONNECTED, 3, AT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null                  | an object of texts
            ["2.1"]               | an object of texts
            "2.1"                 | an object of texts
            {"firmware":2.1}      | a text as property 'firmware'
            {"firmware":null}     | a text as property 'firmware'
            {"firmware":{"a":""}} | a text as property 'firmware'
            {"":"2.1"}            | names for properties
            {" ":"2.1"}           | names for properties
            {"a":"1","a":"2"}     | a JSON object
            """)
    void shouldRefusePropertiesThatAreNoTexts(String properties, String expected) {
        assertThat(decode(GOLDEN_NOTICE.replace("}", ",\"properties\":" + properties + "}")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RefusalReason.MALFORMED);
                    assertThat(refused.detail()).startsWith("Expected ").contains(expected);
                });
    }

    @Test
    void shouldTakePropertiesUpToTheLimitsOfTheModel() {
        Map<String, String> most = new TreeMap<>();
        for (int i = 0; i < ModelLimits.PROPERTIES_MAX; i++) {
            most.put("p" + i, "");
        }
        String longestName = "n".repeat(ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX);
        String longestText = "t".repeat(ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX);

        assertThat(decode(saying(most))).isInstanceOf(Decoded.class);
        assertThat(decode(saying(Map.of(longestName, longestText)))).isInstanceOf(Decoded.class);
        most.put("one more", "");
        assertThat(decode(saying(most))).isInstanceOf(Refused.class);
        assertThat(decode(saying(Map.of(longestName + "n", "")))).isInstanceOf(Refused.class);
        assertThat(decode(saying(Map.of("p", longestText + "t")))).isInstanceOf(Refused.class);
    }

    private static String saying(Map<String, String> properties) {
        return text(
                TelemetryCodec.encode(new Notice(SOURCE, Notice.Kind.CONNECTED, 3, AT, new Properties(properties))));
    }

    @Test
    void shouldPassOverFieldsOfNewerSenders() {
        assertThat(decode(GOLDEN_NOTICE.replace("}", ",\"firmware\":{\"a\":[1]}}")))
                .isInstanceOf(Decoded.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            ``                                                            ~ MALFORMED
            garbage                                                       ~ MALFORMED
            null                                                          ~ MALFORMED
            []                                                            ~ MALFORMED
            {}                                                            ~ MALFORMED
            {"v":2,"kind":"sample"}                                       ~ UNKNOWN_VERSION
            {"v":"1","kind":"sample"}                                     ~ MALFORMED
            {"v":1,"kind":"sample","source":"a"}                          ~ MALFORMED
            {"v":1,"kind":"nonsense","source":"a","at":"2030-01-01T00:00:00Z"} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a b","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":1}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":-1,"at":"2030-01-01T00:00:00Z","values":{"p":1}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1.5,"at":"2030-01-01T00:00:00Z","values":{"p":1}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"yesterday","values":{"p":1}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":null}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":"1"}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":{"v":1,"q":"fine"}}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":1,"p":2}} ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":1}} trailing ~ MALFORMED
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":NaN}} ~ NOT_FINITE
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":"NaN"}} ~ NOT_FINITE
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":-Infinity}} ~ NOT_FINITE
            {"v":1,"kind":"sample","source":"a","seq":1,"at":"2030-01-01T00:00:00Z","values":{"p":1e999}} ~ NOT_FINITE
            """)
    void shouldRefuseWhatIsNotARecord(String bytes, RefusalReason reason) {
        assertThat(decode(bytes)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
            assertThat(refused.detail()).contains("Expected");
        });
    }

    @Test
    void shouldReadUpToTheLimitAndRefuseOneByteMore() {
        byte[] golden = GOLDEN_SAMPLE.getBytes(StandardCharsets.UTF_8);
        byte[] atLimit = Arrays.copyOf(golden, TelemetryCodec.RECORD_BYTES_MAX);
        Arrays.fill(atLimit, golden.length, atLimit.length, (byte) ' ');

        assertThat(TelemetryCodec.decode(atLimit)).isInstanceOf(Decoded.class);
        assertThat(TelemetryCodec.decode(Arrays.copyOf(atLimit, atLimit.length + 1)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_LARGE));
    }

    @Test
    void shouldNeverThrowWhateverTheBytes() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = GOLDEN_SAMPLE.getBytes(StandardCharsets.UTF_8);
            int changes = 1 + random.nextInt(5);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(TelemetryCodec.decode(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))))
                    .isNotNull();
        }
    }

    @Test
    void shouldReadPlainSamplesAsItReadsAllRecords() {
        Random random = new Random(8);
        String[] parts = {
            "{",
            "}",
            ",",
            "\"v\":1",
            "\"kind\":\"sample\"",
            "\"source\":\"WT-07\"",
            "\"seq\":42",
            "\"seq\":-0",
            "\"seq\":1e3",
            "\"seq\":99999999999999999999",
            "\"at\":\"2030-01-02T03:04:05.678Z\"",
            "\"at\":\"2030-01-02T24:00:00Z\"",
            "\"values\":{",
            "\"values\":{\"power\":2.1,\"wind_speed\":-9}",
            "\"values\":{\"wind_speed\":-9,\"power\":2.1}",
            "\"values\":{\"power\":2.1,\"wind_speed\":-9,\"power\":2.1}",
            "\"power\":2.1",
            "\"power\":1e400",
            "\"power\":NaN",
            "\"power\":12345678901234567890123",
            "\"power\":{\"v\":9.3}",
            "\"kind\":\"connected\"",
            "\"epoch\":3",
            "\"x\":[{}]",
            " "
        };
        int plain = 0;
        for (int round = 0; round < 60_000; round++) {
            String text =
                    round % 2 == 0 ? changed(PLAIN_SAMPLE, random) : changed(shuffledSample(random), parts, random);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(TelemetryCodec.decode(bytes)).as(text).isEqualTo(TelemetryCodec.decodeTree(bytes));
            plain += TelemetryCodec.decode(bytes) instanceof Decoded ? 1 : 0;
        }
        assertThat(plain).isBetween(5_000, 55_000);
    }

    /** Up to two characters are others. */
    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(3); i > 0; i--) {
            changed.setCharAt(
                    random.nextInt(changed.length()), PLAIN_SAMPLE.charAt(random.nextInt(PLAIN_SAMPLE.length())));
        }
        return changed.toString();
    }

    /** Up to two fields are others. */
    private static String changed(List<String> fields, String[] parts, Random random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            fields.set(random.nextInt(fields.size()), parts[random.nextInt(parts.length)]);
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static List<String> shuffledSample(Random random) {
        List<String> fields = new ArrayList<>(List.of(
                "\"v\":1",
                "\"kind\":\"sample\"",
                "\"source\":\"WT-07\"",
                "\"seq\":42",
                "\"at\":\"2030-01-02T03:04:05.678Z\"",
                "\"values\":{\"power\":2.1,\"wind_speed\":-9}"));
        Collections.shuffle(fields, random);
        return fields;
    }

    @Test
    void shouldReadTimesAsJavaDoes() {
        Random random = new Random(9);
        for (int round = 0; round < 100_000; round++) {
            Instant any = Instant.ofEpochSecond(
                    random.nextLong() % 40_000_000_000L, random.nextInt(4) * (long) random.nextInt(250_000_000));
            StringBuilder text = new StringBuilder(any.toString());
            for (int i = random.nextInt(3); i > 0; i--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789-+:.TZz ".charAt(random.nextInt(18)));
            }
            assertThat(parsed(() -> IsoInstants.parse(text.toString())))
                    .as("%s", text)
                    .isEqualTo(parsed(() -> Instant.parse(text)));
        }
    }

    private static @Nullable Instant parsed(Supplier<Instant> parse) {
        try {
            return parse.get();
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static DecodeResult decode(String text) {
        return TelemetryCodec.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
