package dev.muster.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.QuarantinedRecord.Payload;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuarantinedRecordTest {
    @Test
    void shouldKeepAPayloadAtTheLimitWhole() {
        byte[] value = bytes(Payload.BYTES_MAX);

        Payload payload = Payload.of(value);

        assertThat(Base64.getDecoder().decode(payload.base64())).isEqualTo(value);
        assertThat(payload.sizeBytes()).isEqualTo(Payload.BYTES_MAX);
        assertThat(payload.sha256()).isNull();
    }

    @Test
    void shouldCutAPayloadAboveTheLimitAndFingerprintTheWhole() {
        byte[] value = bytes(Payload.BYTES_MAX + 1);

        Payload payload = Payload.of(value);

        assertThat(Base64.getDecoder().decode(payload.base64())).hasSize(Payload.BYTES_MAX);
        assertThat(payload.sizeBytes()).isEqualTo(Payload.BYTES_MAX + 1);
        assertThat(payload.sha256()).matches("[0-9a-f]{64}");
        value[Payload.BYTES_MAX]++;
        assertThat(Payload.of(value).sha256()).isNotEqualTo(payload.sha256());
    }

    @Test
    void shouldTellNoValueFromAnEmptyOne() {
        assertThat(Payload.of(null).base64()).isNull();
        assertThat(Payload.of(new byte[0]).base64()).isEmpty();
    }

    @Test
    void shouldCutKeysAboveTheLimitAndNameTheRecordByItsPlace() {
        QuarantinedRecord atLimit = withKey("k".repeat(QuarantinedRecord.KEY_LENGTH_MAX));
        QuarantinedRecord above = withKey("k".repeat(QuarantinedRecord.KEY_LENGTH_MAX + 1));

        assertThat(above).isEqualTo(atLimit);
        assertThat(above.id()).isEqualTo("telemetry/3@42");
    }

    @Test
    void shouldCutDetailsAboveTheLimit() {
        String atLimit = "d".repeat(QuarantinedRecord.DETAIL_LENGTH_MAX);

        assertThat(with("WT-07", atLimit).detail()).isEqualTo(atLimit);
        assertThat(with("WT-07", atLimit + "d").detail()).isEqualTo(atLimit);
    }

    private static QuarantinedRecord withKey(String key) {
        return with(key, "Expected a JSON object");
    }

    private static QuarantinedRecord with(String key, String detail) {
        return new QuarantinedRecord(
                new QuarantinedRecord.Origin("telemetry", 3, 42),
                key,
                Instant.EPOCH,
                RefusalReason.MALFORMED,
                detail,
                Payload.of(null));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
