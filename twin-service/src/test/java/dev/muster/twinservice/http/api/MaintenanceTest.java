package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.api.Refusals.assertRefused;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.FakeParts.Work;
import dev.muster.twinservice.twin.AssetTwin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work announced and ended, for one asset and for all below a group. */
class MaintenanceTest {
    private static final String ASSET = "/v1/assets/WT-07/maintenance";
    private static final String GROUP = "/v1/hierarchies/geography/groups/%s/maintenance";
    private static final Instant UNTIL = Instant.parse("2030-01-02T12:00:00Z");
    private static final String BODY = "{\"until\":\"2030-01-02T12:00:00Z\"}";
    private static final Principal ANONYMOUS = new Principal("anonymous");

    private final FakeParts fakes = new FakeParts();
    private final PlacedFleet fleet = new PlacedFleet();
    private @Nullable RunningServer server;

    @AfterEach
    void stop() {
        server().close();
    }

    private RunningServer server() {
        return Objects.requireNonNull(server, "Expected a server that was opened");
    }

    private void open(Duration replyTimeout, Duration bulkTimeout) {
        HttpSettings settings = RunningServer.settings(replyTimeout, bulkTimeout);
        server = RunningServer.start(settings).open(Api.endpoints(settings, fakes.parts()));
    }

    private void open() {
        open(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void shouldAnnounceAndEndWorkForWhoAsks() {
        open();
        Answer begun = server().send(
                        "PUT", ASSET, BODY.getBytes(StandardCharsets.UTF_8), "Muster-Principal", "ada@example.org");
        fakes.maintenanceReply = asset -> completedFuture(new AssetTwin.Applied(false, null));
        Answer ended = server().delete(ASSET);

        assertThat(begun.body())
                .isEqualTo("{\"asset\":\"WT-07\",\"changed\":true,\"by\":\"ada@example.org\","
                        + "\"until\":\"2030-01-02T12:00:00Z\"}");
        assertThat(ended.body()).isEqualTo("{\"asset\":\"WT-07\",\"changed\":false}");
        assertThat(fakes.work)
                .containsExactly(
                        new Work(SampleFleet.PLAIN, new Principal("ada@example.org"), UNTIL),
                        new Work(SampleFleet.PLAIN, ANONYMOUS, null));
    }

    @Test
    void shouldTakeEndAsFarAheadAsAllowed() {
        open();
        assertThat(server().put(ASSET, "{\"until\":\"2030-02-01T03:04:05Z\"}").status())
                .isEqualTo(200);
    }

    @Test
    void shouldTellWhatTwinRejects() {
        fakes.maintenanceReply =
                asset -> completedFuture(new AssetTwin.Rejected("Expected an asset in service but it is retired"));
        open();

        Answer answer = server().put(ASSET, BODY);

        assertRefused(answer, 409);
        assertThat(answer.json().path("type").textValue()).isEqualTo("/problems/conflict");
        assertThat(answer.json().path("detail").textValue())
                .isEqualTo("Expected an asset in service but it is retired");
    }

    @Test
    void shouldNotWakeTwinsOfUnknownOrRetiredAssets() {
        fleet.retire("WT-07");
        fakes.view = fleet;
        open();

        assertRefused(server().put(ASSET, BODY), 409, "asset", "WT-07 is retired since 2030-01-02T03:04:05Z");
        assertRefused(server().put("/v1/assets/no/maintenance", BODY), 404, "asset", "a known asset");
        assertRefused(server().delete("/v1/assets/no/maintenance"), 404, "asset", "a known asset");
        assertThat(fakes.work).isEmpty();
        assertThat(server().delete(ASSET).status()).isEqualTo(200);
    }

    @Test
    void shouldSayThatTwinDoesNotAnswer() {
        fakes.maintenanceReply = asset -> CompletableFuture.failedFuture(new TimeoutException());
        open();

        assertRefused(server().put(ASSET, BODY), 503);
        assertRefused(server().delete(ASSET), 503);
    }

    @Test
    void shouldAskEveryoneWhoStandsUnderGroupAtAnyDepthWhetherExpectedOrNot() {
        fleet.place("north", "A-1");
        fleet.place("site-1", "B-1", "B-2");
        fleet.place("site-2", "C-1");
        fleet.place("south", "D-1");
        fleet.retire("E-1");
        fakes.view = fleet;
        open();

        Answer north = server().put(GROUP.formatted("north"), BODY);
        assertThat(fakes.work).extracting(work -> work.asset().value()).containsExactly("A-1", "B-1", "B-2", "C-1");
        assertThat(fakes.work).extracting(Work::until).containsOnly(UNTIL);
        fakes.work.clear();
        server().delete(GROUP.formatted("root"));

        assertThat(north.body())
                .isEqualTo("{\"hierarchy\":\"geography\",\"group\":\"north\",\"by\":\"anonymous\","
                        + "\"until\":\"2030-01-02T12:00:00Z\",\"members\":4,\"changed\":4,\"unchanged\":0,"
                        + "\"rejectedCount\":0,\"rejected\":[],\"failedCount\":0,\"failed\":[],\"complete\":true}");
        assertThat(fakes.work)
                .extracting(work -> work.asset().value())
                .containsExactly("A-1", "B-1", "B-2", "C-1", "D-1");
        assertThat(fakes.work).extracting(Work::until).containsOnlyNulls();
    }

    @Test
    void shouldTellWhoDidNotAndLetTheRequestBeRepeated() {
        fleet.place("north", "A-1", "A-2", "A-3", "A-4");
        fakes.view = fleet;
        fakes.maintenanceReply = asset -> switch (asset.value()) {
            case "A-1" -> completedFuture(new AssetTwin.Applied(true, null));
            case "A-2" -> completedFuture(new AssetTwin.Applied(false, null));
            case "A-3" -> completedFuture(new AssetTwin.Rejected("Expected a but b"));
            default -> CompletableFuture.failedFuture(new TimeoutException());
        };
        open();

        Answer first = server().put(GROUP.formatted("north"), BODY);
        fakes.maintenanceReply =
                asset -> completedFuture(new AssetTwin.Applied(asset.value().equals("A-4"), null));
        Answer second = server().put(GROUP.formatted("north"), BODY);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("complete").booleanValue()).isFalse();
        assertThat(first.json().path("rejected").toString())
                .isEqualTo("[{\"asset\":\"A-3\",\"detail\":\"Expected a but b\"}]");
        assertThat(first.json().at("/failed/0/asset").textValue()).isEqualTo("A-4");
        assertThat(second.json().path("changed").intValue()).isEqualTo(1);
        assertThat(second.json().path("complete").booleanValue()).isTrue();
    }

    @Test
    void shouldTakeGroupsUpToTheLimit() {
        fleet.place("site-1", ids(200));
        fakes.view = fleet;
        open();
        assertThat(server().put(GROUP.formatted("north"), BODY)
                        .json()
                        .path("members")
                        .intValue())
                .isEqualTo(200);
        fakes.work.clear();

        fleet.place("site-2", "Z");

        assertRefused(
                server().put(GROUP.formatted("north"), BODY), 422, "group", "at most 200 assets under group north");
        assertRefused(server().delete(GROUP.formatted("north")), 422, "group", "at most 200 assets");
        assertThat(fakes.work).isEmpty();
    }

    @Test
    void shouldLookAtEveryPageOfTheModel() {
        fleet.place("south", ids(2_500));
        fleet.place("north", "A", "ZZZ");
        fakes.view = fleet;
        open();

        server().put(GROUP.formatted("north"), BODY);

        assertThat(fakes.work).extracting(work -> work.asset().value()).containsExactly("A", "ZZZ");
    }

    @Test
    void shouldAskNobodyWhenNobodyCouldDoIt() {
        fakes.view = fleet;
        open();

        assertRefused(
                server().put(GROUP.formatted("north"), "{\"until\":\"2030-01-02T03:04:05Z\"}"),
                409,
                "until",
                "after now");
        assertRefused(server().put(GROUP.formatted("no"), BODY), 404, "group", "a known group of hierarchy geography");
        assertRefused(
                server().put("/v1/hierarchies/no/groups/no/maintenance", BODY), 404, "hierarchy", "a known hierarchy");
        assertThat(server().put(GROUP.formatted("north"), BODY)
                        .json()
                        .path("members")
                        .intValue())
                .isZero();
        assertThat(fakes.work).isEmpty();
    }

    @Test
    void shouldAnswerWithinBulkTimeoutThoughTwinsDoNot() {
        fleet.place("north", "A-1", "A-2");
        fakes.view = fleet;
        fakes.maintenanceReply = asset -> asset.value().equals("A-1")
                ? completedFuture(new AssetTwin.Applied(true, null))
                : new CompletableFuture<>();
        open(Duration.ofMillis(100), Duration.ofMillis(600));

        Answer answer = server().put(GROUP.formatted("north"), BODY);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("changed").intValue()).isEqualTo(1);
        assertThat(answer.json().path("failedCount").intValue()).isEqualTo(1);
        assertThat(answer.json().at("/failed/0/asset").textValue()).isEqualTo("A-2");
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj("M-%05d"::formatted).toArray(String[]::new);
    }
}
