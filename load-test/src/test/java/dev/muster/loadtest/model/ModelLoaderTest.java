package dev.muster.loadtest.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.StubMuster;
import dev.muster.loadtest.client.StubMuster.Answer;
import dev.muster.loadtest.client.StubMuster.Request;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.SimulatedFleet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelLoaderTest {
    private static final SignalName POWER = new SignalName("power");

    @Test
    void shouldWriteParentsBeforeChildrenAndAssetsLast() {
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            LoadReport report = loader(stub, 4).load(plan(20));

            assertThat(report).isEqualTo(new LoadReport(1, 2, 3, 20, 26));
            List<String> paths = stub.requests().stream().map(Request::path).toList();
            assertThat(paths.subList(0, 6))
                    .startsWith("/v1/types/turbine")
                    .containsSubsequence(
                            "/v1/hierarchies/geography/groups/country",
                            "/v1/hierarchies/geography/groups/north",
                            "/v1/hierarchies/geography/groups/north.site");
            assertThat(paths.subList(6, 26)).allMatch(path -> path.startsWith("/v1/assets/W%2F"));
            assertThat(stub.requests()).allMatch(request -> request.principal().equals("loader"));
        }
    }

    @Test
    void shouldWriteWhatWasOrderedWhenTheAssetIsThere() throws IOException {
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            AssetPlan plain = plan(1).assets().get(0);
            AssetPlan ordered = new AssetPlan(
                    new AssetId("W/1"),
                    plain.name(),
                    plain.type(),
                    plain.limits(),
                    plain.attributes(),
                    null,
                    plain.placements(),
                    new Properties(Map.of("firmware", "2.1")));
            ModelPlan plan = plan(1);
            loader(stub, 1)
                    .load(new ModelPlan(plan.types(), plan.hierarchies(), plan.groups(), List.of(plain, ordered)));

            assertThat(stub.requests().stream().map(Request::path).toList())
                    .endsWith("/v1/assets/W%2F0", "/v1/assets/W%2F1", "/v1/assets/W%2F1/properties/expected");
            assertBody(stub, "/v1/assets/W%2F1/properties/expected", "{\"properties\":{\"firmware\":\"2.1\"}}");
        }
    }

    @Test
    void shouldWriteBodiesAsDocumented() throws IOException {
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            loader(stub, 1).load(plan(1));

            assertBody(stub, "/v1/types/turbine", """
                    {"name":"Turbine","offlineAfter":"PT30S","signals":[{"name":"power","unit":"MW","kind":"gauge",\
                    "sign":"generation","interval":"PT2S","staleAfter":"PT7S","range":{"min":-1.0,"max":10.0},"summed":true}]}""");
            assertBody(stub, "/v1/hierarchies/geography", "{\"name\":\"Geography\"}");
            assertBody(stub, "/v1/hierarchies/geography/groups/country", "{\"name\":\"Country\"}");
            assertBody(stub, "/v1/hierarchies/geography/groups/north.site", "{\"name\":\"Site\",\"parent\":\"north\"}");
            assertBody(stub, "/v1/assets/W%2F0", """
                    {"name":"W/0","type":"turbine","limits":{"power":{"min":0.0,"max":3.0}},"attributes":{"maker":"x"},\
                    "retiredFrom":"2020-01-01T00:00:00Z","placements":{"geography":"north.site"}}""");
        }
    }

    @Test
    void shouldKeepRequestsInFlightBounded() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (StubMuster stub = new StubMuster(request -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            inFlight.decrementAndGet();
            return new Answer(200, "{\"position\":1,\"changed\":false}");
        })) {
            assertThat(loader(stub, 3).load(plan(200)).changed()).isZero();
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldEndWithTheFirstRefusal() {
        try (StubMuster stub = new StubMuster(request -> request.path().endsWith("W%2F3")
                ? new Answer(422, "{\"detail\":\"Expected a known type\",\"field\":\"type\"}")
                : new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            assertThatThrownBy(() -> loader(stub, 2).load(plan(50)))
                    .hasMessage(
                            "Expected PUT /v1/assets/W%2F3 to succeed but got 422: Expected a known type (field type)");
            assertThat(stub.requests()).hasSizeLessThan(20);
        }
    }

    @Test
    void shouldTryAgainWhatMayPass() {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        try (StubMuster stub =
                new StubMuster(request -> request.path().contains("/assets/") && refused.add(request.path())
                        ? new Answer(503, "{\"detail\":\"not yet\"}")
                        : new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            assertThat(loader(stub, 8).load(plan(3)).assets()).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseAPlanThatIsNoTree() {
        GroupPlan one = new GroupPlan(key("one"), "One", new GroupId("two"));
        GroupPlan two = new GroupPlan(key("two"), "Two", new GroupId("one"));
        ModelPlan cycle = new ModelPlan(List.of(), ModelPlan.geographyAndTechnology(), List.of(one, two), List.of());
        ModelPlan orphan = new ModelPlan(List.of(), ModelPlan.geographyAndTechnology(), List.of(one), List.of());

        assertThatThrownBy(cycle::levels).hasMessageContaining("its own ancestor");
        assertThatThrownBy(orphan::levels).hasMessageContaining("Expected the parent 'two'");
    }

    @Test
    void shouldWriteWhatTheFleetCanBeTold() throws IOException {
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            loader(stub, 1).load(FleetModel.plan(SimulatedFleet.create(1, SimulatedFleet.UNITS_MIN)));

            JsonNode battery = body(stub, "/v1/types/battery");
            assertThat(battery.path("commands")).hasSize(3);
            assertThat(battery.path("commands").get(0)).isEqualTo(new ObjectMapper().readTree("""
                    {"name":"setPower","title":"Set power","parameters":[{"name":"megawatts","title":"Power",\
                    "kind":"number","unit":"MW","limitedBy":"power"}]}"""));
            assertThat(battery.path("setPoint")).isEqualTo(new ObjectMapper().readTree("""
                    {"signal":"power","command":"setPower","release":"release","available":"available_power",\
                    "takes":"available_charge","minimumShare":0.0,"rampPerSecond":0.5,\
                    "stateOfCharge":{"signal":"soc","lowest":10.0,"highest":90.0},"failSafeAfter":"PT1M"}"""));
            assertThat(body(stub, "/v1/types/wind-turbine").path("commands"))
                    .extracting(command -> command.path("name").asText())
                    .containsExactly("setPower", "release", "stop", "start", "setFirmware");
            assertThat(body(stub, "/v1/types/wind-turbine")
                            .at("/commands/4/sets")
                            .asText())
                    .isEqualTo("firmware");
            assertThat(body(stub, "/v1/types/meter").has("commands")).isFalse();
            assertThat(body(stub, "/v1/types/meter").has("setPoint")).isFalse();
        }
    }

    private static JsonNode body(StubMuster stub, String path) throws IOException {
        String body = stub.requests().stream()
                .filter(request -> request.path().equals(path))
                .findFirst()
                .orElseThrow()
                .body();
        return new ObjectMapper().readTree(body);
    }

    private static void assertBody(StubMuster stub, String path, String json) throws IOException {
        assertThat(body(stub, path)).isEqualTo(new ObjectMapper().readTree(json));
    }

    private static ModelLoader loader(StubMuster stub, int inFlight) {
        return new ModelLoader(new MusterClient(stub.uri(), new Principal("loader")), inFlight);
    }

    private static GroupKey key(String id) {
        return new GroupKey(ModelPlan.GEOGRAPHY, new GroupId(id));
    }

    @Test
    void shouldWriteWhomAnAssetReplacesFirstAndFromWhenItIsThere() throws IOException {
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{\"position\":1,\"changed\":true}"))) {
            ModelPlan plan = plan(2);
            AssetPlan before = plan.assets().get(1);
            AssetPlan after = new AssetPlan(
                            new AssetId("W/0"), "One", before.type(), Map.of(), Map.of(), null, before.placements())
                    .inPlaceOf(List.of(before.id()), Instant.parse("2030-01-02T03:04:05Z"));
            loader(stub, 4)
                    .load(new ModelPlan(plan.types(), plan.hierarchies(), plan.groups(), List.of(after, before)));

            assertThat(stub.requests().stream().map(Request::path).toList())
                    .endsWith("/v1/assets/W%2F1", "/v1/assets/W%2F0");
            assertBody(
                    stub,
                    "/v1/assets/W%2F0",
                    "{\"name\":\"One\",\"type\":\"turbine\",\"limits\":{},\"attributes\":{},\"placements\":{\"geography\":"
                            + "{\"group\":\"north.site\",\"validFrom\":\"2030-01-02T03:04:05Z\"}},"
                            + "\"predecessors\":[\"W/1\"],\"validFrom\":\"2030-01-02T03:04:05Z\"}");
        }
    }

    private static ModelPlan plan(int assets) {
        Signal power = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-1, 10),
                true);
        List<AssetPlan> plans = new ArrayList<>();
        for (int i = 0; i < assets; i++) {
            plans.add(new AssetPlan(
                    new AssetId("W/" + i),
                    "W/" + i,
                    new TypeId("turbine"),
                    Map.of(POWER, new Range(0, 3)),
                    Map.of("maker", "x"),
                    Instant.parse("2020-01-01T00:00:00Z"),
                    Map.of(ModelPlan.GEOGRAPHY, new GroupId("north.site"))));
        }
        return new ModelPlan(
                List.of(new AssetType(new TypeId("turbine"), "Turbine", Duration.ofSeconds(30), List.of(power))),
                ModelPlan.geographyAndTechnology(),
                List.of(
                        new GroupPlan(key("north.site"), "Site", new GroupId("north")),
                        new GroupPlan(key("north"), "North", new GroupId("country")),
                        new GroupPlan(key("country"), "Country", null)),
                plans);
    }
}
