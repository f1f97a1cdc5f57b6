package dev.muster.assetmodel.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CommandId ID = new CommandId("3f2a");
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final SourceId SOURCE = new SourceId("gateway-1");
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05Z");

    /** Those bytes are what devices out there were built for. */
    @Test
    void shouldWriteWhatDevicesWereBuiltFor() {
        assertThat(text(ControlCodec.encode(command(3L)))).isEqualTo(golden("command.json"));
        assertThat(text(ControlCodec.encode(command(null)))).isEqualTo(golden("command-without-epoch.json"));
        assertThat(text(ControlCodec.encode(ack(DeviceAck.Answer.SUCCEEDED, ""))))
                .isEqualTo(golden("ack.json"));
    }

    @Test
    void shouldReadWhatItWrites() {
        for (Long epoch : new Long[] {null, 0L, 3L, Long.MAX_VALUE}) {
            assertThat(ControlCodec.command(ControlCodec.encode(command(epoch))))
                    .isEqualTo(command(epoch));
        }
    }

    @ParameterizedTest
    @EnumSource(DeviceAck.Answer.class)
    void shouldReadEveryAnswerThatItWrites(DeviceAck.Answer answer) {
        DeviceAck ack = ack(answer, "Schütz klemmt \"");

        assertThat(ControlCodec.ack(ControlCodec.encode(ack))).isEqualTo(ack);
    }

    @Test
    void shouldPassOverFieldsOfNewerSendersAndDoWithoutDetail() {
        DeviceAck read = ControlCodec.ack(
                changed(ackJson(), json -> json.put("colour", "green").remove("detail")));

        assertThat(read).isEqualTo(ack(DeviceAck.Answer.SUCCEEDED, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "garbage",
                "{",
                "{}",
                "{}{}",
                "{\"v\":1}",
                "{\"v\":1,\"v\":1}",
                "{\"v\":\"1\"}",
                "{\"v\":1.0}",
                "[[[[[[[[[[",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}",
                "{\"v\":NaN}"
            })
    void shouldSayWhatWasExpectedInsteadOfSuchBytes(String bytes) {
        expectedOfBoth(bytes.getBytes(UTF_8));
    }

    @Test
    void shouldSayWhatWasExpectedInsteadOfNoise() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            expectedOfBoth(noise);
        }
    }

    /** Each field of each, missing, null, and of each other kind. */
    @Test
    void shouldNameFieldThatDoesNotFit() {
        for (String field :
                List.of("id", "asset", "source", "epoch", "command", "arguments", "issuedAt", "expiresAt")) {
            refused(changed(commandJson(), json -> json.put(field, 1.5)), ControlCodec::command, field);
            refused(changed(commandJson(), json -> json.put(field, true)), ControlCodec::command, field);
            refused(changed(commandJson(), json -> json.putArray(field)), ControlCodec::command, field);
            if (!field.equals("epoch")) {
                refused(changed(commandJson(), json -> json.remove(field)), ControlCodec::command, field);
                refused(changed(commandJson(), json -> json.putNull(field)), ControlCodec::command, field);
            }
        }
        for (String field : List.of("id", "asset", "source", "epoch", "answer", "at", "detail")) {
            refused(changed(ackJson(), json -> json.put(field, 1.5)), ControlCodec::ack, field);
            refused(changed(ackJson(), json -> json.put(field, true)), ControlCodec::ack, field);
            refused(changed(ackJson(), json -> json.putObject(field)), ControlCodec::ack, field);
            if (!field.equals("detail")) {
                refused(changed(ackJson(), json -> json.remove(field)), ControlCodec::ack, field);
                refused(changed(ackJson(), json -> json.putNull(field)), ControlCodec::ack, field);
            }
        }
    }

    @Test
    void shouldRefuseValuesThatNobodyMeans() {
        refused(changed(ackJson(), json -> json.put("epoch", -1)), ControlCodec::ack, "epoch");
        refused(changed(ackJson(), json -> json.put("epoch", "3")), ControlCodec::ack, "epoch");
        refused(changed(ackJson(), json -> json.put("at", "yesterday")), ControlCodec::ack, "at");
        refused(changed(ackJson(), json -> json.put("at", 1_893_553_445)), ControlCodec::ack, "at");
        refused(changed(ackJson(), json -> json.put("answer", "done")), ControlCodec::ack, "answer");
        refused(changed(ackJson(), json -> json.put("answer", "")), ControlCodec::ack, "answer");
        refused(changed(ackJson(), json -> json.put("source", "with space")), ControlCodec::ack, "source id");
        refused(changed(ackJson(), json -> json.put("id", "x".repeat(129))), ControlCodec::ack, "command id");
        refused(
                changed(commandJson(), json -> json.putObject("arguments").putArray("megawatts")),
                ControlCodec::command,
                "argument");
        refused(
                changed(commandJson(), json -> json.putObject("arguments").putNull("megawatts")),
                ControlCodec::command,
                "argument");
        refused(
                text(ControlCodec.encode(command(3L))).replace("2.5", "1e999").getBytes(UTF_8),
                ControlCodec::command,
                "argument");
    }

    /** What one reader takes and another passes over is how a command is smuggled past a check. */
    @Test
    void shouldRefuseFieldsThatComeTwiceAndWhatFollows() {
        refused((ackJson() + "{}").getBytes(UTF_8), ControlCodec::ack, "JSON object");
        refused((commandJson() + "7").getBytes(UTF_8), ControlCodec::command, "JSON object");
        refused(
                ackJson().replace("\"v\":1", "\"v\":1,\"id\":\"other\"").getBytes(UTF_8),
                ControlCodec::ack,
                "JSON object");
        refused(
                commandJson()
                        .replace("\"fast\":true", "\"fast\":true,\"fast\":false")
                        .getBytes(UTF_8),
                ControlCodec::command,
                "JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "4294967297", "99999999999999999999999999"})
    void shouldRefuseOtherVersions(String version) {
        byte[] other = ackJson().replace("\"v\":1", "\"v\":" + version).getBytes(UTF_8);

        assertThatThrownBy(() -> ControlCodec.ack(other))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessage("Expected version 1 in field 'v' but got " + version);
    }

    @Test
    void shouldTakeDetailUpToItsLength() {
        assertThat(ControlCodec.ack(changed(ackJson(), json -> json.put("detail", "x".repeat(500))))
                        .detail())
                .hasSize(500);
        refused(
                changed(ackJson(), json -> json.put("detail", "x".repeat(501))),
                ControlCodec::ack,
                "detail of at most 500 characters but got 501");
    }

    @Test
    void shouldTakeRecordsUpToTheirSize() {
        String json = ackJson();
        int room = ControlCodec.RECORD_BYTES_MAX - json.length();

        assertThat(ControlCodec.ack((json + " ".repeat(room)).getBytes(UTF_8)).id())
                .isEqualTo(ID);
        refused((json + " ".repeat(room + 1)).getBytes(UTF_8), ControlCodec::ack, "at most 65536 bytes but got 65537");
    }

    @Test
    void shouldNotRepeatHostileTextAtLength() {
        assertThatThrownBy(() -> ControlCodec.ack(changed(ackJson(), json -> json.put("at", "x".repeat(9_000)))))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
        assertThatThrownBy(() -> ControlCodec.ack("x".repeat(9_000).getBytes(UTF_8)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
    }

    private static void expectedOfBoth(byte[] bytes) {
        refused(bytes, ControlCodec::command, "");
        refused(bytes, ControlCodec::ack, "");
    }

    private static void refused(byte[] bytes, Function<byte[], ?> reader, String said) {
        assertThatThrownBy(() -> reader.apply(bytes))
                .as(text(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected ")
                .hasMessageContaining(said);
    }

    private static DeviceCommand command(@Nullable Long epoch) {
        return new DeviceCommand(
                ID,
                ASSET,
                SOURCE,
                epoch,
                new CommandName("setPower"),
                new Arguments(Map.of(
                        "megawatts", Argument.of(2.5), "mode", Argument.of("eco"), "fast", new Argument.Flag(true))),
                AT,
                AT.plusSeconds(30));
    }

    private static DeviceAck ack(DeviceAck.Answer answer, String detail) {
        return new DeviceAck(ID, ASSET, SOURCE, 3, answer, detail, AT.plusSeconds(1));
    }

    private static String commandJson() {
        return text(ControlCodec.encode(command(3L)));
    }

    private static String ackJson() {
        return text(ControlCodec.encode(ack(DeviceAck.Answer.SUCCEEDED, "")));
    }

    private static byte[] changed(String json, Function<ObjectNode, ?> change) {
        try {
            ObjectNode node = (ObjectNode) JSON.readTree(json);
            Object unused = change.apply(node);
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String golden(String name) {
        try (InputStream stream = ControlCodecTest.class.getResourceAsStream("/golden/control/" + name)) {
            assertThat(stream).as(name).isNotNull();
            return text(stream.readAllBytes()).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
