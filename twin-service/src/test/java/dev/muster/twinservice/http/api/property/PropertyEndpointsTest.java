package dev.muster.twinservice.http.api.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was ordered, what is wanted and what reports, over HTTP and on a real model. */
class PropertyEndpointsTest {
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    private static final TypeId TURBINE = new TypeId("turbine");
    private static final AssetId WT_07 = new AssetId("WT-07");

    private final ModelOfTests model = new ModelOfTests(day(1));
    private final RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)));

    @BeforeEach
    void open() {
        ModelHistory history = model.view.history();
        List<Endpoint> endpoints = Stream.of(
                        new PropertyEndpoints(history, (command, author) -> {
                                    model.execute(command);
                                    return CompletableFuture.completedFuture(
                                            new ModelReply.Applied(model.view.position(), true));
                                })
                                .endpoints(),
                        new MismatchEndpoint(history).endpoints())
                .flatMap(List::stream)
                .toList();
        server.open(endpoints);
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
        model.execute(
                new ModelCommand.DefineType(new AssetType(TURBINE, "Turbine", Duration.ofSeconds(30), List.of(power))));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        model.execute(new ModelCommand.PutGroup(new GroupKey(GEOGRAPHY, new GroupId("north")), "North", null, null));
        model.execute(new ModelCommand.PutGroup(
                new GroupKey(GEOGRAPHY, new GroupId("site-1")), "Site 1", new GroupId("north"), null));
        asset("WT-06", "north");
        asset("WT-07", "site-1");
        asset("WT-08", null);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldShowTheThreeKindsApart() {
        // given
        model.passTo(day(2));
        put("expected", "{\"properties\":{\"firmware\":\"2.1\"}}");
        model.passTo(day(3));
        put("desired", "{\"properties\":{\"firmware\":\"2.2\"},\"validFrom\":\"2030-01-01T12:00:00Z\"}");
        reports(WT_07, Map.of("firmware", "2.0"), day(2));

        // when
        JsonNode shown = server.get("/v1/assets/WT-07/properties").json();

        // then
        assertThat(shown.path("asset").textValue()).isEqualTo("WT-07");
        assertThat(shown.path("expected").toString())
                .isEqualTo("{\"firmware\":{\"value\":\"2.1\",\"validFrom\":\"2030-01-02T00:00:00Z\","
                        + "\"recordedAt\":\"2030-01-02T00:00:00Z\",\"recordedBy\":\"tester\",\"system\":\"manual\"}}");
        assertThat(shown.path("desired").toString())
                .isEqualTo("{\"firmware\":{\"value\":\"2.2\",\"validFrom\":\"2030-01-01T12:00:00Z\","
                        + "\"recordedAt\":\"2030-01-03T00:00:00Z\",\"recordedBy\":\"tester\",\"system\":\"manual\"}}");
        assertThat(shown.at("/reported/firmware/value").textValue()).isEqualTo("2.0");
        assertThat(shown.at("/reported/firmware/validFrom").textValue()).isEqualTo("2030-01-02T00:00:00Z");
        assertThat(shown.at("/reported/firmware/system").textValue()).isEqualTo("device");
    }

    @Test
    void shouldShowThemInBothTimes() {
        // given: on the third it turns out what was ordered for the second
        model.passTo(day(2));
        put("expected", "{\"properties\":{\"firmware\":\"2.0\"}}");
        model.passTo(day(3));
        put("expected", "{\"properties\":{\"firmware\":\"2.1\"},\"validFrom\":\"2030-01-02T00:00:00Z\"}");

        assertThat(expectedFirmware("at=2030-01-02T01:00:00Z")).isEqualTo("2.1");
        assertThat(expectedFirmware("at=2030-01-02T01:00:00Z&asKnownAt=2030-01-02T12:00:00Z"))
                .isEqualTo("2.0");
        assertThat(expectedFirmware("at=2030-01-01T01:00:00Z")).isNull();
        assertThat(expectedFirmware("asKnownAt=2030-01-01T12:00:00Z")).isNull();
    }

    @Test
    void shouldTellSinceWhenAValueHoldsThoughOthersChanged() {
        // given
        reports(WT_07, Map.of("firmware", "2.0", "ratedPower", "3.0"), day(2));
        model.passTo(day(5));
        reports(WT_07, Map.of("ratedPower", "3.1"), day(4));

        // when
        JsonNode reported = server.get("/v1/assets/WT-07/properties").json().path("reported");

        // then
        assertThat(reported.at("/firmware/validFrom").textValue()).isEqualTo("2030-01-02T00:00:00Z");
        assertThat(reported.at("/firmware/recordedAt").textValue()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(reported.at("/ratedPower/validFrom").textValue()).isEqualTo("2030-01-04T00:00:00Z");
        assertThat(reported.at("/ratedPower/recordedAt").textValue()).isEqualTo("2030-01-05T00:00:00Z");
    }

    @Test
    void shouldLetOnlyTheDeviceReport() {
        Answer answer = server.put("/v1/assets/WT-07/properties/reported", "{\"properties\":{\"firmware\":\"2.1\"}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").textValue()).isEqualTo("/problems/conflict");
        assertThat(answer.json().path("detail").textValue()).contains("only the device reports that");
        assertThat(server.get("/v1/assets/WT-07/properties").json().path("reported"))
                .isEmpty();
    }

    @Test
    void shouldListWhatIsNotWhatWasOrdered() {
        // given
        model.passTo(day(2));
        put("expected", "{\"properties\":{\"firmware\":\"2.1\",\"ratedPower\":\"3.0\",\"vendor\":\"a\"}}");
        model.passTo(day(5));
        reports(WT_07, Map.of("firmware", "2.1", "ratedPower", "3", "color", "red"), day(3));
        reports(WT_07, Map.of("firmware", "2.0"), day(4));

        // when
        JsonNode page = server.get("/v1/mismatches").json();

        // then
        assertThat(page.path("mismatches").toString())
                .isEqualTo("[{\"asset\":\"WT-07\",\"property\":\"vendor\",\"expected\":\"a\",\"reported\":null,"
                        + "\"reason\":\"notReported\",\"since\":\"2030-01-02T00:00:00Z\"},"
                        + "{\"asset\":\"WT-07\",\"property\":\"firmware\",\"expected\":\"2.1\",\"reported\":\"2.0\","
                        + "\"reason\":\"differs\",\"since\":\"2030-01-04T00:00:00Z\"}]");
        assertThat(page.path("kind").textValue()).isEqualTo("expected");
        assertThat(page.path("next").isNull()).isTrue();
        assertThat(server.get("/v1/mismatches?kind=desired").json().path("mismatches"))
                .isEmpty();
    }

    /** The second is ordered on the second, the mismatch is reported on the third and known on the fifth. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2030-01-06T00:00:00Z |                      | 2.0
        2030-01-03T00:00:00Z |                      | 2.0
        2030-01-02T12:00:00Z |                      |
        2030-01-01T12:00:00Z |                      | nothing
        2030-01-03T00:00:00Z | 2030-01-04T00:00:00Z |
        2030-01-03T00:00:00Z | 2030-01-01T12:00:00Z | nothing
        """)
    void shouldListThemInBothTimes(String at, @Nullable String asKnownAt, @Nullable String reported) {
        model.passTo(day(2));
        put("expected", "{\"properties\":{\"firmware\":\"2.1\"}}");
        model.passTo(day(5));
        reports(WT_07, Map.of("firmware", "2.0"), day(3));

        JsonNode page = server.get("/v1/mismatches?at=" + at + (asKnownAt == null ? "" : "&asKnownAt=" + asKnownAt))
                .json();

        if ("nothing".equals(reported)) {
            assertThat(page.path("mismatches")).isEmpty();
        } else {
            assertThat(page.at("/mismatches/0/reported").textValue()).isEqualTo(reported);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        hierarchy=geography                | WT-06 WT-07 WT-08
        hierarchy=geography&group=north    | WT-06 WT-07
        hierarchy=geography&group=site-1   | WT-07
        hierarchy=geography&group=unplaced | WT-08
        """)
    void shouldListThoseBelowAGroup(String where, String assets) {
        for (String asset : List.of("WT-06", "WT-07", "WT-08")) {
            server.put("/v1/assets/" + asset + "/properties/expected", "{\"properties\":{\"firmware\":\"2.1\"}}");
        }

        assertThat(pages("/v1/mismatches?limit=1&" + where)).isEqualTo(List.of(assets.split(" ", -1)));
    }

    @Test
    void shouldListNobodyWhoIsOutOfService() {
        put("expected", "{\"properties\":{\"firmware\":\"2.1\"}}");
        model.execute(new ModelCommand.RetireAsset(WT_07, day(3)));
        model.passTo(day(4));

        assertThat(pages("/v1/mismatches?limit=1")).isEmpty();
        assertThat(pages("/v1/mismatches?limit=1&at=2030-01-02T00:00:00Z")).containsExactly("WT-07");
    }

    private List<String> pages(String question) {
        List<String> assets = new ArrayList<>();
        JsonNode page = server.get(question).json();
        page.path("mismatches").forEach(row -> assets.add(row.path("asset").textValue()));
        while (!page.path("next").isNull()) {
            assertThat(page.path("mismatches").size()).isLessThanOrEqualTo(1);
            page = server.get(question + "&after=" + page.path("next").textValue())
                    .json();
            page.path("mismatches").forEach(row -> assets.add(row.path("asset").textValue()));
        }
        return assets;
    }

    private @Nullable String expectedFirmware(String times) {
        return server.get("/v1/assets/WT-07/properties?" + times)
                .json()
                .at("/expected/firmware/value")
                .textValue();
    }

    private void put(String kind, String body) {
        Answer answer = server.put("/v1/assets/WT-07/properties/" + kind, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void reports(AssetId asset, Map<String, String> said, Instant measuredAt) {
        model.execute(new ModelCommand.PutProperties(
                asset, PropertyKind.REPORTED, new Properties(said), Validity.from(measuredAt)));
    }

    private void asset(String id, @Nullable String group) {
        model.execute(new ModelCommand.PutAsset(
                new AssetId(id),
                id,
                TURBINE,
                null,
                Map.of(),
                Map.of(),
                null,
                group == null ? List.of() : List.of(Placement.now(GEOGRAPHY, new GroupId(group)))));
    }

    private static Instant day(int day) {
        return Instant.parse("2030-01-0%dT00:00:00Z".formatted(day));
    }
}
