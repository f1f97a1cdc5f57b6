package dev.muster.twinservice.http.api.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.api.property.MismatchEndpoint;
import dev.muster.twinservice.http.api.property.PropertyEndpoints;
import dev.muster.twinservice.promise.Attempt;
import dev.muster.twinservice.promise.Promise;
import dev.muster.twinservice.promise.PromiseQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wanted of groups, and what was promised, over HTTP; the model is a real one. */
class PromiseEndpointsTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    private static final GroupKey NORTH = new GroupKey(GEOGRAPHY, new GroupId("north"));

    private final ModelOfTests model = new ModelOfTests(START);
    private final RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)));
    private final List<PromiseQuery> asked = new CopyOnWriteArrayList<>();
    private volatile CompletionStage<List<Promise>> found = CompletableFuture.completedStage(List.of());

    @BeforeEach
    void open() {
        server.open(Stream.of(
                        new DesiredEndpoints(model.view.history(), (command, author) -> {
                                    model.execute(command);
                                    return CompletableFuture.completedFuture(
                                            new ModelReply.Applied(model.view.position(), true));
                                })
                                .endpoints(),
                        new PropertyEndpoints(model.view.history(), (command, author) -> {
                                    model.execute(command);
                                    return CompletableFuture.completedFuture(
                                            new ModelReply.Applied(model.view.position(), true));
                                })
                                .endpoints(),
                        new MismatchEndpoint(model.view.history()).endpoints(),
                        new PromiseEndpoints(model.view.history(), query -> {
                                    asked.add(query);
                                    return found;
                                })
                                .endpoints())
                .flatMap(List::stream)
                .toList());
        server.ready();
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
        TypeId turbine = new TypeId("turbine");
        model.execute(
                new ModelCommand.DefineType(new AssetType(turbine, "Turbine", Duration.ofSeconds(30), List.of(power))));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        model.execute(new ModelCommand.PutGroup(NORTH, "North", null, null));
        model.execute(new ModelCommand.PutAsset(
                new AssetId("WT-07"),
                "WT-07",
                turbine,
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(Placement.now(GEOGRAPHY, NORTH.group()))));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldShowWhatIsWantedOfAGroupAndOfTheAssetsBelow() {
        put("/v1/hierarchies/geography/groups/north/properties/desired", "firmware", "2.1");
        put("/v1/assets/WT-07/properties/desired", "mode", "eco");

        JsonNode group = server.get("/v1/hierarchies/geography/groups/north/properties/desired")
                .json();
        JsonNode asset = server.get("/v1/assets/WT-07/desired").json();

        assertThat(group.at("/desired/firmware/value").textValue()).isEqualTo("2.1");
        assertThat(group.at("/desired/firmware/recordedBy").textValue()).isEqualTo("tester");
        assertThat(asset.at("/desired/firmware/from").toString())
                .isEqualTo("{\"hierarchy\":\"geography\",\"group\":\"north\"}");
        assertThat(asset.at("/desired/mode/from").toString()).isEqualTo("{\"asset\":\"WT-07\"}");
        assertThat(asset.at("/desired/mode/value").textValue()).isEqualTo("eco");
        assertThat(server.get("/v1/mismatches?kind=desired").json().path("mismatches"))
                .extracting(row -> row.path("property").textValue())
                .containsExactly("firmware", "mode");
        assertThat(server.get("/v1/assets/WT-07/properties")
                        .json()
                        .path("desired")
                        .has("firmware"))
                .as("its own only")
                .isFalse();
    }

    @Test
    void shouldShowPromisesPageByPage() {
        found = CompletableFuture.completedStage(List.of(promise("WT-07", NORTH), promise("WT-08", null)));

        JsonNode page = server.get("/v1/promises?hierarchy=geography&group=north&limit=1")
                .json();

        assertThat(page.path("promises")).hasSize(1);
        JsonNode shown = page.at("/promises/0");
        List<String> fields = new ArrayList<>();
        shown.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "asset",
                        "property",
                        "wanted",
                        "from",
                        "by",
                        "since",
                        "state",
                        "why",
                        "attempts",
                        "lastAttempts",
                        "nextAttemptAt");
        assertThat(shown.path("state").textValue()).isEqualTo("unkept");
        assertThat(shown.at("/lastAttempts/0").toString())
                .isEqualTo(
                        "{\"command\":\"c1\",\"at\":\"2030-01-01T00:00:00Z\",\"status\":\"failed\",\"detail\":\"full\"}");
        assertThat(asked.get(0).group()).isEqualTo(NORTH);
        assertThat(asked.get(0).limit()).isEqualTo(2);

        server.get("/v1/promises?cursor=" + page.path("next").textValue());
        assertThat(asked.get(1).after()).isEqualTo(PromiseQuery.Position.of(promise("WT-07", NORTH)));
    }

    @Test
    void shouldAskForOneAsset() {
        JsonNode page = server.get("/v1/assets/WT-07/promises?state=kept").json();

        assertThat(page.path("promises")).isEmpty();
        assertThat(page.path("next").isNull()).isTrue();
        assertThat(asked).containsExactly(new PromiseQuery(Promise.State.KEPT, new AssetId("WT-07"), null, null, 101));
    }

    @Test
    void shouldNotTakeAPartForTheWhole() {
        found = CompletableFuture.failedStage(new TimeoutException("a keeper did not answer"));

        assertThat(server.get("/v1/promises").status()).isIn(503, 504);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/promises?state=broken, 400, state",
        "/v1/promises?group=north, 400, hierarchy",
        "/v1/promises?hierarchy=geography&group=no, 404, group",
        "/v1/promises?limit=1001, 400, limit",
        "/v1/promises?cursor=abc, 400, cursor",
        "/v1/assets/no/promises, 404, asset",
        "/v1/assets/no/desired, 404, asset",
        "/v1/hierarchies/geography/groups/no/properties/desired, 404, group"
    })
    void shouldNameWhatDoesNotFit(String path, int status, String field) {
        RunningServer.Answer answer = server.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("field").textValue()).isEqualTo(field);
        assertThat(asked).isEmpty();
    }

    private void put(String path, String property, String value) {
        RunningServer.Answer answer = server.put(path, "{\"properties\":{\"%s\":\"%s\"}}".formatted(property, value));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Promise promise(String asset, @Nullable GroupKey group) {
        return new Promise(
                new AssetId(asset),
                "firmware",
                "2.1",
                null,
                group,
                new Principal("ann"),
                START,
                Promise.State.UNKEPT,
                "Expected '2.1' but the command has failed: full",
                1,
                List.of(new Attempt(1, new CommandId("c1"), START, CommandStatus.FAILED, "full")),
                START.plusSeconds(7),
                null,
                null,
                null,
                4);
    }
}
