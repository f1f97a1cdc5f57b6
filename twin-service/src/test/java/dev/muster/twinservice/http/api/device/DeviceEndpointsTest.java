package dev.muster.twinservice.http.api.device;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.counter.CountedFleet;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over HTTP, with a real model behind. */
class DeviceEndpointsTest {
    private static final Instant NOON = CountedFleet.NOON;

    private final ModelOfTests model = CountedFleet.of("WT-07", "WT-08");
    private RunningServer server = start();

    private RunningServer start() {
        List<Endpoint> endpoints = Stream.of(
                        new DeviceEndpoints(
                                        model.view,
                                        model.view.history(),
                                        (command, author) -> completedFuture(model.write(command, author)))
                                .endpoints(),
                        new LineageEndpoint(model.view.history()).endpoints())
                .flatMap(List::stream)
                .toList();
        return RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
                .open(endpoints);
    }

    @BeforeEach
    void ready() {
        server.ready();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowWhatFillsAnAssetAndWhatFilledIt() {
        put("WT-07", "{'device':'SN-1'}");
        model.passTo(NOON.plusSeconds(60));
        String energy = "'counterOffsets':{'energy':100.5}";
        Answer replaced = server.send(
                "PUT",
                "/v1/assets/WT-07/devices",
                json("{'device':'SN-2','source':'gw-2'," + energy + ",'validFrom':'2030-06-01T12:00:30Z'}"),
                "Muster-Principal",
                "ada",
                "Muster-System",
                "registry");

        assertThat(replaced.status()).as(replaced.body()).isEqualTo(200);
        put("WT-07", "{'device':'SN-3','validFrom':'2030-06-02T00:00:00Z'}");

        JsonNode now = get("/v1/assets/WT-07/devices");
        // What people say is believed before what the register says, so SN-1 is there until they say otherwise.
        assertThat(now.at("/device/device").textValue()).isEqualTo("SN-1");
        assertThat(now.path("installations"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        installation("SN-1", null, "{}", NOON, "\"2030-06-02T00:00:00Z\"", 60, "anonymous", "manual"),
                        installation(
                                "SN-2",
                                "gw-2",
                                "{\"energy\":100.5}",
                                NOON.plusSeconds(30),
                                "null",
                                60,
                                "ada",
                                "registry"),
                        installation(
                                "SN-3",
                                null,
                                "{}",
                                Instant.parse("2030-06-02T00:00:00Z"),
                                "null",
                                60,
                                "anonymous",
                                "manual"));
        assertThat(get("/v1/assets/WT-07/devices?asKnownAt=2030-06-01T12:00:00Z")
                        .path("installations"))
                .hasSize(1);
        assertThat(get("/v1/assets/WT-07/devices?at=2030-06-03T00:00:00Z")
                        .at("/device/device")
                        .textValue())
                .isEqualTo("SN-3");
        assertThat(get("/v1/assets/WT-07/devices?at=2030-05-03T00:00:00Z")
                        .path("device")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldShowWhereADeviceIsAndWas() {
        put("WT-07", "{'device':'SN-1','validFrom':'2030-01-01T00:00:00Z','validTo':'2030-02-01T00:00:00Z'}");
        put("WT-08", "{'device':'SN-1','validFrom':'2030-03-01T00:00:00Z'}");

        JsonNode device = get("/v1/devices/SN-1");

        assertThat(device.path("asset").textValue()).isEqualTo("WT-08");
        assertThat(device.path("installations"))
                .extracting(stay -> stay.path("asset").textValue() + " "
                        + stay.path("validFrom").textValue() + " "
                        + stay.path("validTo").textValue())
                .containsExactly("WT-07 2030-01-01T00:00:00Z 2030-02-01T00:00:00Z", "WT-08 2030-03-01T00:00:00Z null");
        assertThat(get("/v1/devices/SN-1?at=2030-02-10T00:00:00Z").path("asset").isNull())
                .isTrue();
        assertThat(server.get("/v1/devices/SN-1?asKnownAt=2030-01-01T00:00:00Z").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | asset                     | NOBODY | {'device':'SN-2'}
            400 | device                    | WT-07  | {'source':'gw'}
            400 | source                    | WT-07  | {'device':'SN-2','source':'g w'}
            400 | counterOffsets            | WT-07  | {'device':'SN-2','counterOffsets':{'e n':1}}
            400 | counterOffsets.energy     | WT-07  | {'device':'SN-2','counterOffsets':{'energy':null}}
            422 | counterOffsets.energy     | WT-07  | {'device':'SN-2','counterOffsets':{'energy':4.1e12}}
            422 | counterOffsets.power      | WT-07  | {'device':'SN-2','counterOffsets':{'power':1}}
            422 | counterOffsets.nothing    | WT-07  | {'device':'SN-2','counterOffsets':{'nothing':1}}
            400 | validTo                   | WT-07  | {'device':'SN-2','validFrom':'2030-01-02T00:00:00Z','validTo':'2030-01-01T00:00:00Z'}
            400 | validFrom                 | WT-07  | {'device':'SN-2','validTo':'2030-01-01T00:00:00Z'}
            400 | validFrom                 | WT-07  | {'device':'SN-2','validFrom':'+10000-01-01T00:00:00Z'}
            409 | validTo                   | WT-07  | {'device':'SN-2','validFrom':'2030-05-01T00:00:00Z','validTo':'2030-06-02T00:00:00Z'}
            409 | device                    | WT-08  | {'device':'SN-1','validFrom':'2030-05-01T00:00:00Z'}
            409 | source                    | WT-08  | {'device':'SN-2','source':'gw-1'}
            409 | source                    | WT-08  | {'device':'SN-2','source':'WT-07','validFrom':'2030-05-01T00:00:00Z'}
            """)
    void shouldNameWhatDoesNotFit(int status, String field, String asset, String body) {
        put("WT-07", "{'device':'SN-1','source':'gw-1'}");

        Answer answer = server.put("/v1/assets/" + asset + "/devices", body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("field").textValue()).as(answer.body()).isEqualTo(field);
        assertThat(get("/v1/assets/WT-07/devices").path("installations")).hasSize(1);
        assertThat(get("/v1/assets/WT-08/devices").path("installations")).isEmpty();
    }

    @Test
    void shouldShowLineageWithTimesInService() {
        Instant merged = NOON.plusSeconds(3_600);
        model.execute(new ModelCommand.RetireAsset(new AssetId("WT-07"), merged));
        model.execute(new ModelCommand.PutAsset(
                new AssetId("ONE"),
                "One",
                CountedFleet.WIND,
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                new AssetDetails(null, null, List.of(), List.of(new AssetId("WT-07"))),
                Validity.from(merged)));

        assertThat(get("/v1/assets/ONE/lineage?at=2030-06-01T12:00:00Z").toString())
                .isEqualTo(
                        "{'asset':'ONE','name':'One','at':'2030-06-01T12:00:00Z','asKnownAt':null,".replace('\'', '"')
                                + "'inServiceFrom':'2030-06-01T13:00:00Z','inServiceTo':null,'predecessors':["
                                        .replace('\'', '"')
                                + "{'asset':'WT-07','name':'WT-07','steps':1,'successors':['ONE'],".replace('\'', '"')
                                + "'inServiceFrom':null,'inServiceTo':'2030-06-01T13:00:00Z'}],'successors':[],'complete':true}"
                                        .replace('\'', '"'));
        assertThat(get("/v1/assets/WT-07/lineage").at("/successors/0/asset").textValue())
                .isEqualTo("ONE");
        assertThat(server.get("/v1/assets/NOBODY/lineage").status()).isEqualTo(404);
    }

    private void put(String asset, String body) {
        Answer answer = server.put("/v1/assets/" + asset + "/devices", body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode get(String path) {
        Answer answer = server.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String installation(
            String device,
            @Nullable String source,
            String offsets,
            Instant from,
            String to,
            int recordedAfter,
            String by,
            String system) {
        return ("{\"device\":\"%s\",\"source\":%s,\"counterOffsets\":%s,\"validFrom\":\"%s\",\"validTo\":%s,"
                        + "\"recordedAt\":\"%s\",\"recordedBy\":\"%s\",\"system\":\"%s\"}")
                .formatted(
                        device,
                        source == null ? "null" : "\"" + source + "\"",
                        offsets,
                        from,
                        to,
                        NOON.plusSeconds(recordedAfter),
                        by,
                        system);
    }
}
