package dev.muster.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.KafkaUplink;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service dies at the steps of a command at which most can go wrong, by its own probe and by kill -9: whoever repeats the key
 * finds the command done, and it was done once.
 */
@Order(3)
class CommandKillIT {
    private static final Logger LOG = LoggerFactory.getLogger(CommandKillIT.class);
    private static final AssetId TURBINE = new AssetId("WT-1");
    private static final Duration DEAD_WITHIN = Duration.ofSeconds(90);

    /** In the journal, in Kafka but not in the journal, the device's word in the journal but its offset not committed. */
    private static final List<String> STEPS = List.of("RELEASED_PERSISTED", "KAFKA_ACKED", "ANSWER_PERSISTED");

    /** Three deaths and starts must fit into it, on a busy machine too: what is due is let expire, and rightly so. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** As reference.conf says: whoever is in doubt looks after send-within and delivery-timeout; then a device answers. */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(20);

    @Test
    void shouldDoEachCommandOnceWhereverItDies() {
        SharedStack stack = SharedStack.get();
        List<String> keys = new ArrayList<>();
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "command-kill");
                RecklessDevices devices = new RecklessDevices(
                        stack.kafkaBootstrap(), service.commandsTopic(), service.commandAcksTopic());
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("operator"));
            connect(client, uplink);

            for (String step : STEPS) {
                String key = "dies-at-" + step;
                keys.add(key);
                service.kill9();
                service.launchAgain(Map.of("muster.fault.halt-at-command-step", step));
                // It may die of what it finds undone as well as of this one, and before it is ready.
                Eventually.holds(DEAD_WITHIN, () -> {
                    giveInVain(client, key);
                    service.awaitDeath(Duration.ZERO);
                });
            }
            service.launchAgain(Map.of());
            Duration ready = service.awaitReady();
            for (String key : keys) {
                Duration ended = ends(client, key);
                LOG.info("{}: ready after {} ms, ended after {} ms", key, ready.toMillis(), ended.toMillis());
            }

            Map<CommandId, Integer> once = new TreeMap<>();
            keys.forEach(key -> once.put(CommandId.of(TURBINE, key), 1));
            assertThat(devices.effects()).isEqualTo(once);
            shouldBeInTheAudit(client, keys);
        }
    }

    private static void connect(MusterClient client, KafkaUplink uplink) {
        client.put("/v1/types/turbine", TypeOfTests.TURBINE).join();
        client.put(ApiPath.asset(TURBINE), Map.of("name", "Turbine 1", "type", "turbine"))
                .join();
        uplink.send(new Notice(
                        new SourceId(TURBINE.value()),
                        Notice.Kind.CONNECTED,
                        7,
                        Clock.systemUTC().instant()))
                .join();
        Eventually.holds(Duration.ofSeconds(20), () -> assertThat(
                        client.twin(TURBINE).path("connectivity").asText())
                .isEqualTo("online"));
    }

    /** Whether it is answered before it dies is chance. */
    private static void giveInVain(MusterClient client, String key) {
        try {
            give(client, key);
        } catch (RequestFailed | CompletionException died) {
            LOG.debug("{}: {}", key, died.toString());
        }
    }

    private static JsonNode give(MusterClient client, String key) {
        return client.command(
                ApiPath.commands(TURBINE),
                key,
                Map.of(
                        "command", "setPower",
                        "arguments", Map.of("megawatts", 1),
                        "timeout", TIMEOUT.toString()));
    }

    private static Duration ends(MusterClient client, String key) {
        return Eventually.holds(
                ENDED_WITHIN,
                () -> assertThat(give(client, key).path("status").asText()).isEqualTo("succeeded"));
    }

    private static void shouldBeInTheAudit(MusterClient client, List<String> keys) {
        Eventually.holds(Duration.ofSeconds(10), () -> {
            JsonNode audit = client.send("GET", "/v1/principals/operator/commands", null);
            List<String> listed = new ArrayList<>();
            audit.path("commands").forEach(command -> {
                assertThat(command.path("status").asText()).isEqualTo("succeeded");
                listed.add(command.path("key").asText());
            });
            assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
        });
    }
}
