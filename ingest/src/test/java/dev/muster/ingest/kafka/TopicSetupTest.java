package dev.muster.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
    private static final TopicSpec TELEMETRY = new TopicSpec(
            "telemetry",
            12,
            (short) -1,
            Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete", "retention.ms", "604800000"));
    private static final Map<String, String> AS_WANTED =
            Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete", "retention.ms", "604800000");

    @Test
    void shouldTakeATopicThatIsAsWanted() {
        assertThat(TopicSetup.mismatch(TELEMETRY, 12, AS_WANTED)).isEmpty();
    }

    @Test
    void shouldRefuseAnotherNumberOfPartitions() {
        assertThat(TopicSetup.mismatch(TELEMETRY, 6, AS_WANTED))
                .hasValue("Expected topic 'telemetry' to have 12 partitions but it has 6");
    }

    @Test
    void shouldRefuseTheSendersClockAsReceivedAt() {
        Map<String, String> found = Map.of("message.timestamp.type", "CreateTime", "cleanup.policy", "delete");

        assertThat(TopicSetup.mismatch(TELEMETRY, 12, found))
                .hasValue(
                        "Expected topic 'telemetry' to have message.timestamp.type=LogAppendTime but it has CreateTime");
    }

    @Test
    void shouldRefuseATopicThatCompactsSamplesAway() {
        Map<String, String> found = Map.of("message.timestamp.type", "LogAppendTime", "cleanup.policy", "compact");

        assertThat(TopicSetup.mismatch(TELEMETRY, 12, found))
                .hasValue("Expected topic 'telemetry' to have cleanup.policy=delete but it has compact");
    }

    @Test
    void shouldLeaveRetentionToTheOperator() {
        Map<String, String> found = Map.of(
                "message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete", "retention.ms", "3600000");

        assertThat(TopicSetup.mismatch(TELEMETRY, 12, found)).isEmpty();
    }
}
