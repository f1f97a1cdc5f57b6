package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Everything that a broken or hostile sender can put on the topic: each counted, each kept with its reason, no total moved. */
class HostileMinuteIT {
    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final double GOOD = 1.5;
    private static final int EACH = 25;
    private static final int HUGE = 3;
    private static final int HUGE_BYTES = 10 * 1024 * 1024;

    private final Random random = new Random(5);
    private final List<CompletableFuture<?>> sends = new ArrayList<>();
    private long sequence = 1;

    @Test
    void shouldCountAndKeepEverythingAndMoveNoTotal() {
        SharedStack stack = SharedStack.get();
        SimulatedFleet fleet = SimulatedFleet.create(3, SimulatedFleet.UNITS_MIN);
        List<AssetId> assets = fleet.units().stream().map(unit -> unit.id()).toList();
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "hostile");
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("hostile-test"));
            ModelPlan plan = FleetModel.plan(fleet);
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            List<byte[]> good = goodRound(uplink, assets);
            accepted(service, assets.size());
            long totalMicros = wholeTotal(client, assets);

            hostileMinute(uplink, assets, good);

            Eventually.holds(Duration.ofSeconds(60), () -> {
                Accounting accounting = service.accounting();
                accounting.shouldClose();
                assertThat(accounting.outcomes())
                        .containsEntry("accepted", (long) assets.size())
                        .containsEntry("duplicate", (long) EACH)
                        .containsEntry("late", (long) EACH)
                        .containsEntry("quarantined", 3L * EACH + HUGE)
                        .containsEntry("rejected", 3L * EACH);
            });
            assertThat(QuarantineTopic.reasons(stack.kafkaBootstrap(), service.quarantineTopic()))
                    .isEqualTo(Map.of(
                            "malformed", EACH,
                            "notFinite", EACH,
                            "unknownSource", EACH,
                            "wrongUnit", EACH,
                            "clockAhead", EACH,
                            "outOfRange", EACH,
                            "tooLarge", HUGE));
            shouldStillHold(client, assets);
            goodRound(uplink, assets);
            assertThat(wholeTotal(client, assets))
                    .as("the same readings give the same total")
                    .isEqualTo(totalMicros);
        }
    }

    private List<byte[]> goodRound(KafkaUplink uplink, List<AssetId> assets) {
        Instant now = Clock.systemUTC().instant();
        List<byte[]> good = assets.stream().map(asset -> good(asset, GOOD, now)).toList();
        for (int i = 0; i < assets.size(); i++) {
            send(uplink, assets.get(i), good.get(i));
        }
        sent();
        return good;
    }

    private void hostileMinute(KafkaUplink uplink, List<AssetId> assets, List<byte[]> good) {
        Instant now = Clock.systemUTC().instant();
        for (int i = 0; i < EACH; i++) {
            AssetId asset = assets.get(i % assets.size());
            send(uplink, asset, good.get(i % assets.size()));
            send(uplink, asset, bytes("garbage " + random.nextLong()));
            send(uplink, asset, bytes(saying(asset, "NaN")));
            send(uplink, asset, good(new AssetId("nobody-" + i), 1, now), "nobody-" + i);
            send(uplink, asset, bytes(saying(asset, "{\"v\":1.5,\"u\":\"kW\"}")));
            send(uplink, asset, good(asset, 0.75, now.plus(Duration.ofDays(365))));
            send(uplink, asset, good(asset, 9e9, now.plusMillis(i + 1L)));
            send(
                    uplink,
                    asset,
                    good(asset, 0.25, now.minus(Duration.ofMinutes(30)).plusMillis(i)));
        }
        for (int i = 0; i < HUGE; i++) {
            send(uplink, assets.get(i), huge());
        }
        sent();
    }

    private static void accepted(ServiceUnderTest service, int count) {
        Eventually.holds(
                Duration.ofSeconds(20),
                () -> assertThat(service.accounting().outcome("accepted")).isEqualTo(count));
    }

    /** With everybody reporting. */
    private static long wholeTotal(MusterClient client, List<AssetId> assets) {
        Eventually.holds(
                Duration.ofSeconds(6),
                () -> assertThat(client.aggregate(ROOT, POWER, 0).reporting()).isEqualTo(assets.size()));
        return client.aggregate(ROOT, POWER, 0).valueMicros();
    }

    /** The values of the one good round; stale by now or not, none is replaced by a hostile one. */
    private static void shouldStillHold(MusterClient client, List<AssetId> assets) {
        assertThat(client.aggregate(ROOT, POWER, 0).expected()).isEqualTo(assets.size());
        assets.forEach(asset -> {
            String shown = client.twin(asset).path("signals").toString();
            assertThat(shown).as("%s", asset).contains("1.5").doesNotContain("0.25", "0.75");
        });
    }

    private byte[] good(AssetId asset, double megawatts, Instant at) {
        return TelemetryCodec.encode(new Sample(
                new SourceId(asset.value()),
                sequence++,
                at,
                Map.of(POWER, new Reading(megawatts, Quality.GOOD, null))));
    }

    /** A good record, but for the figure: only that is replaced, for a time can end on the same digits. */
    private String saying(AssetId asset, String power) {
        String good = new String(good(asset, 1.5, Clock.systemUTC().instant()), StandardCharsets.UTF_8);
        String hostile = good.replace("\"power\":1.5", "\"power\":" + power);
        assertThat(hostile).isNotEqualTo(good);
        return hostile;
    }

    private byte[] huge() {
        byte[] bytes = new byte[HUGE_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private void send(KafkaUplink uplink, AssetId asset, byte[] value) {
        send(uplink, asset, value, asset.value());
    }

    private void send(KafkaUplink uplink, AssetId asset, byte[] value, String key) {
        sends.add(uplink.sendBytes(bytes(key), value));
    }

    private void sent() {
        CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
