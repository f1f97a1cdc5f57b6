package dev.muster.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.KafkaUplink;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All members of a group are told at once, and the service is killed midway: each member has exactly one outcome, no device did it
 * twice, and what devices answered while nobody was there counts. {@code -Dmuster.members=10000} for a large group.
 */
@Order(2)
class GroupKillIT {
    private static final Logger LOG = LoggerFactory.getLogger(GroupKillIT.class);
    private static final int MEMBERS = Integer.getInteger("muster.members", 300);

    /** Never heard: they refuse. */
    private static final int SILENT = 10;

    private static final HierarchyId HIERARCHY = new HierarchyId("geography");
    private static final GroupKey GROUP = new GroupKey(HIERARCHY, new GroupId("park"));
    private static final Duration STEP = Duration.ofSeconds(60 + MEMBERS / 50);
    private static final int AT_ONCE = 100;

    @Test
    void shouldGiveEachMemberOneOutcomeThoughANodeIsKilledMidway() {
        SharedStack stack = SharedStack.get();
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "group-kill");
                RecklessDevices devices = new RecklessDevices(
                        stack.kafkaBootstrap(), service.commandsTopic(), service.commandAcksTopic());
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("operator"));
            List<AssetId> assets = model(client);
            connect(client, uplink, assets.subList(SILENT, assets.size()));

            JsonNode given = client.command(
                    ApiPath.commands(GROUP),
                    "curtail",
                    Map.of("command", "setPower", "arguments", Map.of("megawatts", 1)));
            String path = "/v1/group-commands/" + given.path("id").asText();
            Eventually.holds(STEP, () -> assertThat(devices.effects()).hasSizeGreaterThan(MEMBERS / 3));
            service.kill9();
            LOG.info(
                    "Killed when {} of {} devices had done it",
                    devices.effects().size(),
                    MEMBERS);
            service.launchAgain(Map.of());
            service.awaitReady();

            Duration ended = Eventually.holds(STEP, () -> assertThat(
                            client.send("GET", path, null).path("state").asText())
                    .isEqualTo("ended"));
            LOG.info("{} members: ended {} ms after the node was ready again", MEMBERS, ended.toMillis());
            Map<CommandId, Integer> effects = devices.effects();
            Map<CommandId, Integer> once = new TreeMap<>();
            effects.keySet().forEach(id -> once.put(id, 1));
            assertThat(effects).hasSizeGreaterThan(MEMBERS / 2).isEqualTo(once);
            shouldHaveOneOutcomeEach(client, path, assets, effects.keySet());
        }
    }

    private static List<AssetId> model(MusterClient client) {
        client.put("/v1/types/turbine", TypeOfTests.TURBINE).join();
        client.put(ApiPath.hierarchy(HIERARCHY), Map.of("name", "Geography")).join();
        client.put(ApiPath.group(GROUP), Map.of("name", "Park")).join();
        List<AssetId> assets = IntStream.range(0, MEMBERS)
                .mapToObj(i -> new AssetId("WT-%05d".formatted(i)))
                .toList();
        inParts(
                assets,
                asset -> client.put(
                        ApiPath.asset(asset),
                        Map.of(
                                "name", asset.value(),
                                "type", "turbine",
                                "placements",
                                        Map.of(HIERARCHY.value(), GROUP.group().value()))));
        return assets;
    }

    private static void connect(MusterClient client, KafkaUplink uplink, List<AssetId> assets) {
        inParts(
                assets,
                asset -> uplink.send(new Notice(
                        new SourceId(asset.value()),
                        Notice.Kind.CONNECTED,
                        7,
                        Clock.systemUTC().instant())));
        for (AssetId asset : assets) {
            Eventually.holds(STEP, () -> assertThat(
                            client.twin(asset).path("connectivity").asText())
                    .isEqualTo("online"));
        }
    }

    private static void inParts(List<AssetId> assets, Function<AssetId, CompletableFuture<?>> each) {
        for (int from = 0; from < assets.size(); from += AT_ONCE) {
            CompletableFuture.allOf(assets.subList(from, Math.min(from + AT_ONCE, assets.size())).stream()
                            .map(each)
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Whoever did it succeeded, and nobody else: what was in doubt when the node died may have run out of time, undone. */
    private static void shouldHaveOneOutcomeEach(
            MusterClient client, String path, List<AssetId> assets, Set<CommandId> done) {
        JsonNode counts = client.send("GET", path, null).path("counts");
        LOG.info("{} did it: {}", done.size(), counts);
        assertThat(counts.path("succeeded").asInt()).isEqualTo(done.size());
        assertThat(counts.path("expired").asInt()).isEqualTo(MEMBERS - SILENT - done.size());
        assertThat(counts.path("refused").asInt()).isEqualTo(SILENT);
        List<AssetId> named = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = client.send("GET", path + "/members?limit=100" + cursor, null);
            page.path("members").forEach(member -> {
                AssetId asset = new AssetId(member.path("asset").asText());
                boolean did = done.contains(new CommandId(member.path("command").asText()));
                assertThat(member.path("status").asText())
                        .as(member.toString())
                        .isEqualTo(did ? "succeeded" : assets.indexOf(asset) < SILENT ? "refused" : "expired");
                named.add(asset);
            });
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + ApiPath.encoded(page.path("next").asText())
                    : "";
        } while (!cursor.isEmpty());
        assertThat(named).isEqualTo(assets);
    }
}
