package dev.muster.twinservice.http.api.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people have in their files. */
class ImportedFilesTest extends ImportTesting {
    @Test
    void shouldTellWhatADryRunWouldChangeAndChangeNothing() {
        ended(server.post("/v1/imports?format=ndjson", FLEET));
        model.pass(Duration.ofMinutes(1));
        int before = model.events();

        JsonNode job = ended(server.post("/v1/imports?format=ndjson&dryRun=true", """
            {"entity":"asset","id":"WT-07","name":"Turbine 7","type":"t","attributes":{"maker":"Other"},"placements":{"geography":"north"}}
            {"entity":"asset","id":"WT-08","name":"Turbine 8","type":"t"}
            {"entity":"hierarchy","id":"geography","name":"Geography"}
            """));

        assertThat(model.events()).isEqualTo(before);
        assertThat(job.at("/lines"))
                .hasToString("{\"read\":3,\"created\":1,\"changed\":1,\"unchanged\":1,\"failed\":0,\"pending\":0}");
        JsonNode page = server.get("/v1/imports/job-2/changes?limit=1").json();
        assertThat(page.at("/changes"))
                .hasToString("[{\"line\":1,\"entity\":\"asset/WT-07\",\"would\":\"change\","
                        + "\"fields\":[{\"field\":\"attributes.maker\",\"from\":\"Exämple\",\"to\":\"Other\"}]}]");
        assertThat(page.path("next").intValue()).isEqualTo(1);
        JsonNode rest = server.get("/v1/imports/job-2/changes?offset=1").json();
        assertThat(rest.at("/changes/0/would").textValue()).isEqualTo("create");
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void shouldFailEachLineThatIsNoneAndNoOther() {
        byte[] latin = "{\"entity\":\"hierarchy\",\"id\":\"l\",\"name\":\"Größe\"}".getBytes(ISO_8859_1);
        String garbage = String.join(
                "\n",
                "{\"entity\":\"hierarchy\",\"id\":\"first\",\"name\":\"First\"}",
                "",
                "not json",
                "[1,2]",
                "{\"entity\":\"hierarchy\",\"id\":\"a b\",\"name\":\"H\"}",
                "{\"entity\":\"hierarchy\",\"id\":\"h\"}",
                "{\"entity\":\"device\",\"id\":\"h\"}",
                "{\"entity\":\"asset\",\"id\":\"x\",\"name\":\"X\",\"type\":\"t\",\"placements\":{\"g\":[{\"group\":\"a\"},{\"grup\":\"b\"}]}}",
                "{\"entity\":\"hierarchy\",\"id\":\"n\",\"name\":\"\0\"}",
                "{\"entity\":\"hierarchy\",\"id\":\"long\",\"name\":\"" + "x".repeat(LINE_BYTES_MAX) + "\"}",
                "{\"entity\":\"hierarchy\",\"id\":\"twice\",\"name\":\"1\"}{\"entity\":\"hierarchy\"}",
                new String(latin, ISO_8859_1),
                "{\"entity\":\"hierarchy\",\"id\":\"last\",\"name\":\"Last\"}");

        JsonNode job = ended(server.send("POST", "/v1/imports?format=ndjson", garbage.getBytes(ISO_8859_1)));

        assertThat(job.at("/lines/created").intValue()).isEqualTo(2);
        assertThat(job.at("/lines/failed").intValue()).isEqualTo(10);
        assertThat(model.view.hierarchies()).containsExactly(new HierarchyId("first"), new HierarchyId("last"));
        assertErrors(job, """
            3 null: Expected a line of JSON but at column 5: Unrecognized token 'not'
            4 null: Expected a JSON object but got [1,2]
            5 id: Expected a hierarchy id of 1 to 128 characters
            6 name: Expected the field 'name' but it is missing
            7 entity: Expected one of type, hierarchy, group, rule, asset but got 'device'
            8 placements.g[1].grup: Expected one of the fields [group, validFrom, validTo] but got 'grup'
            9 null: Expected a line of JSON but at column 40: Illegal unquoted character
            10 null: Expected a line of at most 2048 bytes but it is longer
            11 null: Expected a line of JSON but there is more behind the first value
            12 null: Expected a line of JSON but at column 44: Invalid UTF-8
            """);
    }

    @Test
    void shouldTakeDevicesPropertiesAndRulesAndPassOverWhatOnlyDevicesSay() {
        String file = FLEET + """
            {"entity":"rule","id":"large","name":"Large","all":[{"limit":"power","end":"max","above":50},{"type":"t"}],"validFrom":"2030-01-01T00:00:00Z"}
            {"entity":"asset","id":"WT-08","name":"Turbine 8","type":"t","devices":[{"device":"SN-1","source":"modem","validFrom":"2029-01-01T00:00:00Z"},{"device":"SN-2","validFrom":"2029-06-01T00:00:00Z"}],"properties":{"expected":{"firmware":"1.2"},"desired":[{"properties":{"mode":"eco"},"validFrom":"2029-01-01T00:00:00Z","validTo":"2029-06-01T00:00:00Z"}],"reported":{"firmware":"1.1"}}}
            """;
        assertErrors(ended(server.post("/v1/imports?format=ndjson", file)), "");
        String exported = server.get("/v1/exports").body();

        assertThat(exported)
                .contains(
                        "{\"entity\":\"rule\",\"id\":\"large\",\"name\":\"Large\",\"all\":[{\"limit\":\"power\",\"end\":\"max\",\"above\":50.0},{\"type\":\"t\"}],\"validFrom\":\"2030-01-01T00:00:00Z\"}\n",
                        "\"devices\":[{\"device\":\"SN-1\",\"source\":\"modem\",\"validFrom\":\"2029-01-01T00:00:00Z\",\"validTo\":\"2029-06-01T00:00:00Z\"},{\"device\":\"SN-2\",\"validFrom\":\"2029-06-01T00:00:00Z\"}]",
                        "\"properties\":{\"expected\":[{\"properties\":{\"firmware\":\"1.2\"},\"validFrom\":\"2030-01-01T00:00:00Z\"}],\"desired\":[{\"properties\":{\"mode\":\"eco\"},\"validFrom\":\"2029-01-01T00:00:00Z\",\"validTo\":\"2029-06-01T00:00:00Z\"}]}")
                .doesNotContain("reported");
        assertThat(server.get("/v1/exports?at=2029-03-01T00:00:00Z").body())
                .contains("SN-1", "eco")
                .doesNotContain("SN-2", "firmware", "\"rule\"");
        assertThat(model.execute(new ModelCommand.PutProperties(
                        new AssetId("WT-08"), PropertyKind.REPORTED, new Properties(Map.of("firmware", "1.1")), null)))
                .isTrue();
        String reporting = server.get("/v1/exports").body();
        assertThat(reporting).contains("\"reported\":{\"firmware\":\"1.1\"}}");
        int events = model.events();
        model.pass(Duration.ofMinutes(1));
        JsonNode again = ended(server.post("/v1/imports?format=ndjson", reporting.replace("1.1", "9.9")));
        assertThat(again.at("/lines/unchanged").intValue()).isEqualTo(6);
        assertThat(model.events()).isEqualTo(events);
    }

    @Test
    void shouldTellWhatADryRunWouldChangeOfDevicesAndProperties() {
        ended(server.post("/v1/imports?format=ndjson", FLEET));
        model.pass(Duration.ofMinutes(1));

        JsonNode job = ended(server.post("/v1/imports?format=ndjson&dryRun=true", """
            {"entity":"asset","id":"WT-07","name":"Turbine 7","type":"t","attributes":{"maker":"Exämple"},"devices":[{"device":"SN-1"}],"properties":{"desired":{"mode":"eco"}}}
            """));

        assertThat(job.at("/changes/0/fields")).hasSize(2);
        assertThat(job.at("/changes/0/fields/0/field").textValue()).isEqualTo("devices");
        assertThat(job.at("/changes/0/fields/0/to/0/device").textValue()).isEqualTo("SN-1");
        assertThat(job.at("/changes/0/fields/1/field").textValue()).isEqualTo("properties.desired");
    }

    /** A device is at one asset at a time; a retired asset lets it go. */
    @Test
    void shouldHandDeviceOnWhoeverComesFirst() {
        String generating =
                "{\"entity\":\"asset\",\"id\":\"gen\",\"name\":\"Generating\",\"type\":\"t\",\"retiredFrom\":\"2030-02-01T00:00:00Z\",\"devices\":[{\"device\":\"SN-1\",\"validFrom\":\"2029-01-01T00:00:00Z\"}]}\n";
        String both =
                "{\"entity\":\"asset\",\"id\":\"both\",\"name\":\"Both\",\"type\":\"t\",\"devices\":[{\"device\":\"SN-1\",\"validFrom\":\"2030-02-01T00:00:00Z\"}]}\n";
        String twice = both.replace("\"both\"", "\"twice\"");

        JsonNode dry = ended(server.post("/v1/imports?format=ndjson&dryRun=true", TYPE + both + twice + generating));
        JsonNode job = ended(server.post("/v1/imports?format=ndjson", TYPE + both + twice + generating));

        assertThat(job.at("/lines/created").intValue()).isEqualTo(3);
        assertThat(dry.at("/lines")).isEqualTo(job.at("/lines"));
        assertErrors(
                job,
                "3 device: Expected a device that is nowhere else from 2030-02-01T00:00:00Z to further notice but SN-1 is"
                        + " at both");
    }

    @Test
    void shouldNameFieldsOfDevicesPropertiesAndRules() {
        ended(server.post("/v1/imports?format=ndjson", FLEET));
        String asset = "{\"entity\":\"asset\",\"id\":\"x\",\"name\":\"X\",\"type\":\"t\",";
        String rule = "{\"entity\":\"rule\",\"id\":\"r\",";

        JsonNode job = ended(server.post(
                "/v1/imports?format=ndjson",
                String.join(
                        "\n",
                        asset + "\"devices\":[{\"device\":\"a\"},{\"source\":\"b\"}]}",
                        asset + "\"devices\":[{\"device\":\"a\",\"validTo\":\"2031-01-01T00:00:00Z\"}]}",
                        asset + "\"devices\":[{\"device\":\"a\",\"counterOffsets\":{\"power\":1}}]}",
                        asset + "\"properties\":{\"wanted\":{}}}",
                        asset + "\"properties\":{\"expected\":{\"mode\":[]}}}",
                        asset + "\"properties\":{\"expected\":[{\"validFrom\":\"2031-01-01T00:00:00Z\"}]}}",
                        asset + "\"properties\":7}",
                        rule + "\"name\":\"R\"}",
                        rule + "\"name\":\"R\",\"all\":[{\"type\":\"t\"},{\"near\":\"x\",\"km\":-1}]}")));

        assertErrors(job, """
            1 devices[1].device: Expected the field 'devices[1].device' but it is missing
            2 devices[0].validFrom: Expected validFrom beside validTo but it is missing
            4 properties.wanted: Expected one of the fields [desired, expected] but got 'wanted'
            5 properties.expected[0].properties.mode: Expected
            6 properties.expected[0].properties: Expected the field
            7 properties: Expected
            8 all: Expected the field 'all' but it is missing
            9 all[1].km: Expected a radius
            3 counterOffsets.power: Expected a counter of the asset's type but got 'power'
            """);
        assertThat(model.view.asset(new AssetId("x"))).isEmpty();
    }

    @Test
    void shouldTakeTableWithColumnsOfItsOwn() {
        ended(server.post("/v1/imports?format=ndjson", FLEET));
        model.pass(Duration.ofMinutes(1));
        String mapping = URLEncoder.encode(
                "{\"Kennung\":\"id\",\"Bezeichnung\":\"name\",\"Bauart\":\"type\",\"Standort\":\"group:geography\",\"Notiz\":null}",
                UTF_8);

        JsonNode job = ended(server.post("/v1/imports?format=csv&mapping=" + mapping, """
            \uFEFFKennung;Bezeichnung;Bauart;Standort;Notiz;limit:power:max;limit:power:min\r
            WT-07;"Turbine \""Sieben\""\";t;;egal;;\r
            WT-08;Turbine 8;t;north;"zwei\r
            Zeilen";3.5;0\r
            WT-09;Turbine 9;t;nowhere;;;\r
            WT-10;Turbine 10;t;;;drei;0\r
            """));

        assertThat(job.at("/lines/created").intValue()).isEqualTo(1);
        assertThat(job.at("/lines/changed").intValue()).isEqualTo(1);
        assertErrors(job, """
            6 limit:power:max: Expected a number such as -1.5 but got 'drei'
            5 Standort: Expected a known group of hierarchy geography but got 'nowhere'
            """);
        Asset seven = model.view.asset(new AssetId("WT-07")).orElseThrow();
        assertThat(seven.name()).isEqualTo("Turbine \"Sieben\"");
        assertThat(seven.attributes()).as("there is no column for it").containsEntry("maker", "Exämple");
        assertThat(model.view.asset(new AssetId("WT-08")).orElseThrow().limits())
                .hasSize(1);
    }

    @Test
    void shouldTakeOwnersAndRelationsFromColumnsAndKeepThoseThatHaveNone() {
        ended(server.post("/v1/imports?format=ndjson", FLEET + assets(2)));

        ended(server.post(
                "/v1/imports?format=csv",
                "id,owner,custodian,feeds,predecessors\nWT-07,City,Grid,A-1; A-0,A-0\nA-0,,Grid,,\n"));
        ended(server.post("/v1/imports?format=csv", "id,name,custodian\nWT-07,Seven,\n"));
        JsonNode bad = ended(server.post("/v1/imports?format=csv", "id,feeds\nWT-07,A-0 A-9\n"));

        assertThat(model.view.asset(new AssetId("WT-07")).orElseThrow().details())
                .isEqualTo(new AssetDetails(
                        "City", null, List.of(new AssetId("A-0"), new AssetId("A-1")), List.of(new AssetId("A-0"))));
        assertThat(model.view.asset(new AssetId("A-0")).orElseThrow().details().custodian())
                .isEqualTo("Grid");
        assertErrors(bad, "2 feeds: Expected known assets but got 'A-9'");
    }

    @Test
    void shouldClearWhatIsEmptyAndKeepWhatHasNoColumn() {
        ended(server.post("/v1/imports?format=ndjson", FLEET));
        model.pass(Duration.ofMinutes(1));

        ended(server.post("/v1/imports?format=csv", "id,attribute:maker,attribute:site\nWT-07,,North\n"));
        assertThat(model.view.asset(new AssetId("WT-07")).orElseThrow().attributes())
                .isEqualTo(Map.of("site", "North"));
        JsonNode groups = ended(
                server.post("/v1/imports?format=csv&entity=group", "hierarchy,id,name\ngeography,north,Norden\n"));

        assertThat(groups.at("/lines/changed").intValue()).isEqualTo(1);
        assertThat(model.view.groups(new HierarchyId("geography")))
                .extracting("name")
                .contains("Norden");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        format=csv                          | id,nmae       | nmae         | or a mapping of 'nmae'
        format=csv                          | name,type     | id           | Expected a column for id
        format=csv                          | ''            | id           | Expected a first line that names the columns
        format=csv                          | "id,name      | column 1     | Expected a closing quote but the file ends
        format=csv&mapping=%7B%22a%22:%22x%22%7D | id,a     | a            | Expected 'a' to be mapped to one of
        format=csv&mapping=%7B%22a%22:1%7D  | id,a          | a            | to a text, or to null
        format=csv&mapping=%5B%5D           | id            | mapping      | Expected a JSON object
        format=csv&mapping=no               | id            | mapping      | Unrecognized token
        format=csv&mapping=%7B%22a%22:%22name%22%7D | id    | a            | which the mapping names
        format=csv&delimiter=pipe           | id            | delimiter    | one of comma, semicolon, tab
        format=csv&entity=type              | id            | entity       | one of hierarchy, group, asset
        format=ndjson&mapping=%7B%7D        | ''            | mapping      | with format csv only
        format=ndjson&dryRun=1              | ''            | dryRun       | one of true, false
        dryRun=true                         | ''            | format       | ndjson or csv, but it is missing
        format=csv&columns=1                | id            | columns      | one of the parameters
        """)
    void shouldNameColumnOrParameterThatIsNoGood(String query, String body, String field, String expected) {
        Answer answer = server.post("/v1/imports?" + query, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("field").textValue()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue()).contains(expected);
        assertThat(server.get("/v1/imports").json().path("imports")).isEmpty();
        assertThat(model.events()).isZero();
    }
}
