package dev.muster.twinservice.http.api.live;

import static dev.muster.twinservice.http.api.live.FakeGroups.NORTH;
import static dev.muster.twinservice.http.api.live.FakeGroups.NOW;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.explain.AssetExplainEndpoint;
import dev.muster.twinservice.http.api.explain.IngestReports;
import dev.muster.twinservice.http.api.live.EventReader.Event;
import dev.muster.twinservice.live.LiveSettings;
import dev.muster.twinservice.live.LiveViews;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live views over real HTTP, with real views behind. */
class LiveStreamsTest {
    private static final String TREE = "/v1/hierarchies/geography/live";
    private static final String SITE_1 = "/v1/hierarchies/geography/groups/site-1/live";
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AtomicLong INCARNATIONS = new AtomicLong(100);

    private static final IngestReports NO_INGEST = new IngestReports() {
        @Override
        public CompletionStage<Optional<LocatedSource>> source(SourceId source) {
            return completedFuture(Optional.empty());
        }

        @Override
        public List<LocatedPartition> partitions() {
            return List.of();
        }
    };

    private final ActorTestKit actors = ActorTestKit.create(
            "LiveStreamsTest",
            ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());
    private final FakeGroups groups = new FakeGroups();
    private final LiveViews views = LiveViews.start(
            actors.system(),
            new LiveSettings(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(30), 3, 3, 10),
            CLOCK,
            INCARNATIONS::incrementAndGet);
    private final RunningServer server = start();

    private RunningServer start() {
        HttpSettings settings = RunningServer.settings(Duration.ofSeconds(5));
        ModelView view = groups.view();
        AssetExplainEndpoint explanations = new AssetExplainEndpoint(
                settings, view, asset -> CompletableFuture.failedFuture(new IllegalStateException()), NO_INGEST, CLOCK);
        return RunningServer.start(settings)
                .open(new LiveEndpoints(view, groups, explanations, views, CLOCK).endpoints());
    }

    @AfterEach
    void stop() {
        server.close();
        actors.shutdownTestKit();
    }

    private EventReader open(String path, String... headers) {
        return EventReader.open(server.address(), path, headers);
    }

    private void readersAre(int count) {
        TestProbe<Object> probe = actors.createTestProbe();
        probe.awaitAssert(() -> {
            assertThat(views.readers()).isEqualTo(count);
            return null;
        });
    }

    /** From now on north has so many micros. */
    private void north(long micros) {
        groups.totals = group -> completedFuture(
                group.equals(NORTH)
                        ? groups.found(group, new Totals(micros, 4, 4, 0, Map.of(), micros, micros, 0), List.of())
                        : groups.found(group));
    }

    @Test
    void shouldStreamTheTree() {
        try (EventReader reader = open(TREE)) {
            Event first = reader.next();
            Event second = reader.next();
            Event third = reader.next();

            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(first.name()).isEqualTo("rows");
            assertThat(first.id()).isNotEmpty();
            assertThat(first.data().path("asOf").textValue()).isEqualTo("2030-01-02T03:04:05Z");
            assertThat(first.data().path("reset").booleanValue()).isTrue();
            assertThat(first.data().path("more").booleanValue()).isTrue();
            assertThat(first.data().path("rows").findValuesAsText("key")).containsExactly("root", "north", "south");
            assertThat(first.row("root").path("value").intValue()).isEqualTo(7);
            assertThat(second.data().path("reset").booleanValue()).isFalse();
            assertThat(second.data().path("more").booleanValue()).isFalse();
            assertThat(second.data().path("rows").findValuesAsText("key")).containsExactly("site-1", "site-2");
            assertThat(third.data().toString())
                    .isEqualTo(
                            "{\"asOf\":\"2030-01-02T03:04:05Z\",\"reset\":false,\"more\":false,\"rows\":[],\"gone\":[]}");
        }
    }

    @Test
    void shouldStreamGroup() {
        Totals one = new Totals(1_000_000, 2, 1, 0, Map.of(MissingReason.OFFLINE, 1), 1_000_000, 4_000_000, 0);
        groups.totals = group -> completedFuture(groups.found(group, one, List.of()));
        groups.missing = cursor -> completedFuture(new MissingReply.Page(
                List.of(new MissingMember(new AssetId("WT-1"), FakeGroups.SITE_1, MissingReason.OFFLINE, NOW)), null));
        try (EventReader reader = open(SITE_1 + "?signal=power")) {
            Event first = reader.next();

            assertThat(first.row("total").path("listed").intValue()).isEqualTo(1);
            assertThat(first.row("missing/WT-1").path("reason").textValue()).isEqualTo("offline");

            groups.totals = group -> completedFuture(groups.found(group));
            Event back = reader.next(event -> !event.data().path("gone").isEmpty());

            assertThat(back.data().path("gone").toString()).isEqualTo("[\"missing/WT-1\"]");
            assertThat(back.row("total").path("reporting").intValue()).isEqualTo(2);
        }
    }

    @Test
    void shouldStreamAsset() {
        try (EventReader reader = open("/v1/assets/WT-1/live")) {
            Event first = reader.next();

            assertThat(first.row("explain").path("name").textValue()).isEqualTo("Turbine WT-1");
            assertThat(first.row("explain").path("notAnswering").findValuesAsText("part"))
                    .containsExactly("twin", "ingest");
        }
    }

    @Test
    void shouldTellWhoComesBackOnlyWhatChangedSince() {
        Event last;
        try (EventReader reader = open(TREE)) {
            last = reader.next(event -> !event.data().path("more").booleanValue());
        }
        north(9_000_000);

        try (EventReader byHeader = open(TREE, "Last-Event-ID", last.id());
                EventReader byParameter = open(TREE + "?after=" + last.id(), "Last-Event-ID", "zz.1.1")) {
            for (EventReader reader : List.of(byHeader, byParameter)) {
                Event event = reader.next(each -> !each.data().path("rows").isEmpty());

                assertThat(event.data().path("reset").booleanValue()).isFalse();
                assertThat(event.data().path("rows").findValuesAsText("key")).contains("north");
                assertThat(event.row("north").path("value").intValue()).isEqualTo(9);
            }
        }
    }

    @Test
    void shouldBeginAnewWithIdsThatItNeverGave() {
        String id;
        try (EventReader reader = open(TREE)) {
            id = reader.next(event -> !event.data().path("more").booleanValue()).id();
        }
        String ofAnotherNode = id.replaceAll("^[^.]+", "zz");
        String inTheFuture = id.replaceAll("\\.[^.]+\\.", ".zz.");

        for (String after : List.of("", "x", "%00", "a%20b", "1".repeat(1_000), ofAnotherNode, inTheFuture)) {
            try (EventReader reader = open(TREE + "?after=" + after, "Last-Event-ID", id)) {
                assertThat(reader.next().data().path("reset").booleanValue())
                        .as(after)
                        .isTrue();
            }
            readersAre(0);
        }
    }

    @Test
    void shouldSayWhileThereIsNoTotalAndGoOnWhenThereIs() {
        try (EventReader reader = open(SITE_1)) {
            reader.next();
            groups.totals = group -> completedFuture(new AggregateReply.Unreachable("Expected an answer but got none"));

            Event unavailable = reader.next(event -> event.name().equals("unavailable"));

            assertThat(unavailable.id()).isEmpty();
            assertThat(unavailable.data().toString())
                    .isEqualTo("{\"asOf\":\"2030-01-02T03:04:05Z\",\"type\":\"/problems/unavailable\","
                            + "\"title\":\"Service Unavailable\",\"status\":503,"
                            + "\"detail\":\"Expected an answer but got none\"}");

            groups.totals = group -> completedFuture(groups.found(group));
            Event back = reader.next(event -> event.name().equals("rows"));

            assertThat(back.data().path("reset").booleanValue()).isFalse();
            assertThat(back.data().path("rows")).isEmpty();
        }
    }

    @Test
    void shouldAnswerWithProblemBeforeItStreams() {
        for (String path : List.of(
                "/v1/hierarchies/no/live",
                TREE + "?signal=no",
                "/v1/hierarchies/no/groups/north/live",
                "/v1/hierarchies/geography/groups/no/live",
                SITE_1 + "?signal=no",
                "/v1/assets/no/live")) {
            Answer answer = server.get(path);

            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
        }
        assertThat(views.readers()).isZero();
    }

    @Test
    void shouldRefuseOneReaderTooManyAndForgetWhoLeaves() {
        EventReader one = open(TREE);
        EventReader two = open(TREE);
        EventReader three = open(SITE_1);
        List.of(one, two, three).forEach(EventReader::next);

        Answer refused = server.get("/v1/assets/WT-1/live");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("detail").textValue()).contains("fewer than 3 readers");
        three.close();
        readersAre(2);
        try (EventReader again = open("/v1/assets/WT-1/live")) {
            assertThat(again.next().name()).isEqualTo("rows");
        }
        one.close();
        two.close();
        readersAre(0);
    }
}
