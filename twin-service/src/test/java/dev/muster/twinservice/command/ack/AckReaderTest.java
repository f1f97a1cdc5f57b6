package dev.muster.twinservice.command.ack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckReaderTest {
    private static final String SOURCE = "gateway-1";
    private static final String ACK =
            "{\"v\":1,\"id\":\"3f2a\",\"asset\":\"WT-07\",\"source\":\"gateway-1\",\"epoch\":3,"
                    + "\"answer\":\"failed\",\"at\":\"2030-01-02T03:04:06Z\"}";

    @Test
    void shouldReadAnswer() {
        assertThat(read(SOURCE, ACK))
                .isEqualTo(new AckReader.Read.Ack(new DeviceAck(
                        new CommandId("3f2a"),
                        new AssetId("WT-07"),
                        new SourceId(SOURCE),
                        3,
                        DeviceAck.Answer.FAILED,
                        "",
                        Instant.parse("2030-01-02T03:04:06Z"))));
    }

    @Test
    void shouldRefuseWhatCannotBeRead() {
        refused(SOURCE, null, RefusalReason.MALFORMED, "but the record has no value");
        refused(SOURCE, "", RefusalReason.MALFORMED, "Expected a JSON object");
        refused(SOURCE, "garbage", RefusalReason.MALFORMED, "Expected one JSON object");
        refused(SOURCE, ACK.replace("failed", "done"), RefusalReason.MALFORMED, "answer");
        refused(SOURCE, ACK.replace("\"v\":1", "\"v\":2"), RefusalReason.UNKNOWN_VERSION, "Expected version 1");
    }

    @Test
    void shouldRefuseWhatIsLargerThanRecordsAre() {
        int room = ControlCodec.RECORD_BYTES_MAX - ACK.length();

        assertThat(read(SOURCE, ACK + " ".repeat(room))).isInstanceOf(AckReader.Read.Ack.class);
        refused(SOURCE, ACK + " ".repeat(room + 1), RefusalReason.TOO_LARGE, "at most 65536 bytes but got 65537");
    }

    /** Whoever may write under one key only must not answer for others. */
    @Test
    void shouldRefuseAnswerUnderAnotherKey() {
        refused("gateway-2", ACK, RefusalReason.KEY_MISMATCH, "Expected the key to be the source 'gateway-1'");
        refused(null, ACK, RefusalReason.KEY_MISMATCH, "Expected the key to be the source 'gateway-1'");
        refused("", ACK, RefusalReason.KEY_MISMATCH, "Expected the key to be the source 'gateway-1'");
    }

    /** A device whose clock is wrong has done the command all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void shouldNotJudgeClockOfDevice(String at) {
        assertThat(read(SOURCE, ACK.replace("2030-01-02T03:04:06Z", at))).isInstanceOf(AckReader.Read.Ack.class);
    }

    private static void refused(@Nullable String key, @Nullable String value, RefusalReason reason, String said) {
        assertThat(read(key, value)).isInstanceOfSatisfying(AckReader.Read.Unusable.class, unusable -> {
            assertThat(unusable.reason()).isEqualTo(reason);
            assertThat(unusable.detail()).startsWith("Expected ").contains(said);
        });
    }

    private static AckReader.Read read(@Nullable String key, @Nullable String value) {
        return AckReader.read(new ConsumerRecord<>(
                "command-acks",
                3,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8)));
    }
}
