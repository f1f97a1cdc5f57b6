package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.api.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.http.RunningServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound JSON that is not what was asked for: the field is named and what was expected in it is said. */
class MisfitFieldsTest {
    private static final FakeParts FAKES = new FakeParts();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        var settings = RunningServer.settings(Duration.ofSeconds(5));
        server = RunningServer.start(settings).open(Api.endpoints(settings, FAKES.parts()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void shouldHavePassedNothingOn() {
        assertThat(FAKES.commands).isEmpty();
        assertThat(FAKES.work).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        name               | a text                | {"name":5,"type":"t"}
        name               | a text                | {"name":true,"type":"t"}
        name               | a text                | {"name":["a"],"type":"t"}
        name               | a text                | {"name":{"a":1},"type":"t"}
        name               | the field 'name'      | {"name":null,"type":"t"}
        name               | the field 'name'      | {"type":"t"}
        type               | the field 'type'      | {"name":"a"}
        type               | a text                | {"name":"a","type":5}
        type               | an asset type id      | {"name":"a","type":""}
        type               | an asset type id      | {"name":"a","type":"wind turbine"}
        type               | an asset type id      | {"name":"a","type":"türbine"}
        source             | a text                | {"name":"a","type":"t","source":[]}
        source             | a source id           | {"name":"a","type":"t","source":"a,b"}
        limits             | an object             | {"name":"a","type":"t","limits":5}
        limits             | an object             | {"name":"a","type":"t","limits":[]}
        limits             | a signal name         | {"name":"a","type":"t","limits":{"po wer":{"min":0,"max":1}}}
        limits.power       | an object             | {"name":"a","type":"t","limits":{"power":5}}
        limits.power       | an object but got null | {"name":"a","type":"t","limits":{"power":null}}
        limits.power.min   | a number              | {"name":"a","type":"t","limits":{"power":{"max":1}}}
        limits.power.min   | a number              | {"name":"a","type":"t","limits":{"power":{"min":null,"max":1}}}
        limits.power.min   | a number              | {"name":"a","type":"t","limits":{"power":{"min":"0","max":1}}}
        limits.power.min   | a number              | {"name":"a","type":"t","limits":{"power":{"min":true,"max":1}}}
        limits.power       | two finite numbers    | {"name":"a","type":"t","limits":{"power":{"min":"NaN","max":1}}}
        limits.power       | two finite numbers    | {"name":"a","type":"t","limits":{"power":{"min":0,"max":1e999}}}
        limits.power       | min <= max            | {"name":"a","type":"t","limits":{"power":{"min":2,"max":1}}}
        limits.power.mid   | one of the fields     | {"name":"a","type":"t","limits":{"power":{"min":0,"max":1,"mid":0}}}
        attributes.a       | a text                | {"name":"a","type":"t","attributes":{"a":5}}
        attributes.a       | a text but got null   | {"name":"a","type":"t","attributes":{"a":null}}
        attributes.a       | a text                | {"name":"a","type":"t","attributes":{"a":{"b":"c"}}}
        retiredFrom        | a time                | {"name":"a","type":"t","retiredFrom":"yesterday"}
        retiredFrom        | a time                | {"name":"a","type":"t","retiredFrom":""}
        retiredFrom        | a time                | {"name":"a","type":"t","retiredFrom":1893553445}
        retiredFrom        | a time                | {"name":"a","type":"t","retiredFrom":1e999999999}
        retiredFrom        | a time                | {"name":"a","type":"t","retiredFrom":[2030,1,2]}
        retiredFrom        | a time                | {"name":"a","type":"t","retiredFrom":"2030-01-02T03:04:05"}
        retiredFrom        | year 1 to 9999         | {"name":"a","type":"t","retiredFrom":"0000-12-31T23:59:59Z"}
        retiredFrom        | year 1 to 9999         | {"name":"a","type":"t","retiredFrom":"+10000-01-01T00:00:00Z"}
        retiredFrom        | year 1 to 9999         | {"name":"a","type":"t","retiredFrom":"-999999999-01-01T00:00:00Z"}
        placements         | an object             | {"name":"a","type":"t","placements":"site-1"}
        placements         | a hierarchy id        | {"name":"a","type":"t","placements":{"geo graphy":"site-1"}}
        placements.g       | a group id            | {"name":"a","type":"t","placements":{"g":"site 1"}}
        placements.g       | an object             | {"name":"a","type":"t","placements":{"g":5}}
        placements.g       | an object but got null | {"name":"a","type":"t","placements":{"g":null}}
        placements.g.group | 'placements.g.group'  | {"name":"a","type":"t","placements":{"g":{}}}
        placements.g.validFrom | a time            | {"name":"a","type":"t","placements":{"g":{"group":"x","validFrom":5}}}
        placements.g.validTo | validTo after       | {"name":"a","type":"t","placements":{"g":{"group":"x","validFrom":"2030-01-02T00:00:00Z","validTo":"2030-01-01T00:00:00Z"}}}
        """)
    void shouldSayWhichFieldOfAssetDoesNotFit(String field, String expected, String body) {
        assertRefused(server.put("/v1/assets/a", body), 400, field, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        offlineAfter         | a duration                  | "offlineAfter":30,"signals":[]
        offlineAfter         | a duration                  | "offlineAfter":"30s","signals":[]
        offlineAfter         | a duration                  | "offlineAfter":"PT1e99S","signals":[]
        offlineAfter         | above zero                  | "offlineAfter":"PT0S","signals":[]
        offlineAfter         | above zero                  | "offlineAfter":"PT-5S","signals":[]
        offlineAfter         | 'offlineAfter'              | "signals":[]
        signals              | 'signals'                   | "offlineAfter":"PT30S"
        signals              | an array                    | "offlineAfter":"PT30S","signals":{}
        signals              | 1 to 64 signals             | "offlineAfter":"PT30S","signals":[]
        signals[0]           | an object but got null      | "offlineAfter":"PT30S","signals":[null]
        signals[0]           | an object                   | "offlineAfter":"PT30S","signals":["power"]
        signals[0].summed    | true or false               | "offlineAfter":"PT30S","signals":[{"name":"p"}]
        signals[0].summed    | true or false               | "offlineAfter":"PT30S","signals":[{"name":"p","summed":"yes"}]
        signals[0].summed    | true or false               | "offlineAfter":"PT30S","signals":[{"name":"p","summed":1}]
        signals[0]           | kind gauge, counter or state | "offlineAfter":"PT30S","signals":[{"name":"p","summed":true}]
        signals[0].kind      | gauge, counter, state       | "offlineAfter":"PT30S","signals":[{"name":"p","summed":true,"kind":"GAUGE"}]
        signals[0].kind      | gauge, counter, state       | "offlineAfter":"PT30S","signals":[{"name":"p","summed":true,"kind":0}]
        signals[0].kind      | gauge, counter, state       | "offlineAfter":"PT30S","signals":[{"name":"p","summed":true,"kind":""}]
        signals[0].name      | a signal name               | "offlineAfter":"PT30S","signals":[{"name":"p p"}]
        signals[0].interval  | a duration                  | "offlineAfter":"PT30S","signals":[{"name":"p","interval":2}]
        signals[0].unt       | one of the fields           | "offlineAfter":"PT30S","signals":[{"name":"p","unit":"MW","kind":"gauge","sign":"load","interval":"PT2S","staleAfter":"PT7S","summed":true,"unt":"MW"}]
        signals[0].reporting | interval, byException       | "offlineAfter":"PT30S","signals":[{"name":"p","summed":true,"reporting":"onChange"}]
        signals[0].reporting | interval, byException       | "offlineAfter":"PT30S","signals":[{"name":"p","summed":true,"reporting":1}]
        expectation          | an object                   | "expectation":5
        expectation          | an object                   | "expectation":"always"
        expectation          | an object                   | "expectation":["always"]
        expectation.kind     | 'expectation.kind' but it is missing | "offlineAfter":"PT30S","signals":[],"expectation":{}
        expectation.kind     | always, daily, daylight but got "weekly"  | "expectation":{"kind":"weekly"}
        expectation.kind     | always, daily, daylight but got 5  | "expectation":{"kind":5}
        expectation.kind     | 'expectation.kind' but it is missing | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":null}
        expectation.kind     | always, daily, daylight but got {} | "expectation":{"kind":{}}
        expectation.zone     | with kind daily only        | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"always","zone":"Europe/Berlin"}
        expectation.windows  | with kind daily only        | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daylight","windows":[]}
        expectation.from     | one of the fields           | "expectation":{"kind":"daily","from":"05:30"}
        expectation.zone     | 'expectation.zone' but it is missing | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daily","windows":[{"from":"05:30","to":"21:00"}]}
        expectation.zone     | a time zone such as         | "expectation":{"kind":"daily","zone":"Europe/Atlantis","windows":[{"from":"05:30","to":"21:00"}]}
        expectation.zone     | a time zone such as         | "expectation":{"kind":"daily","zone":"","windows":[{"from":"05:30","to":"21:00"}]}
        expectation.zone     | a time zone such as         | "expectation":{"kind":"daily","zone":1,"windows":[{"from":"05:30","to":"21:00"}]}
        expectation.windows  | 'expectation.windows' but it is missing | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daily","zone":"Europe/Berlin"}
        expectation.windows  | 1 to 8 daily windows but got 0 | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[]}
        expectation.windows  | 1 to 8 daily windows but got 9 | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"},{"from":"01:00","to":"02:00"}]}
        expectation.windows  | an array                    | "expectation":{"kind":"daily","zone":"Europe/Berlin","windows":{}}
        expectation.windows[0] | an object but got null    | "expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[null]}
        expectation.windows[0] | different times but got 05:30 | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"05:30","to":"05:30"}]}
        expectation.windows[1].to | 'expectation.windows[1].to' but it is missing | "offlineAfter":"PT30S","signals":[],"expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"05:30","to":"21:00"},{"from":"05:30"}]}
        expectation.windows[0].from | a time of day such as | "expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"5:30","to":"21:00"}]}
        expectation.windows[0].to | a time of day such as   | "expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"05:30","to":"24:00"}]}
        expectation.windows[0].to | a time of day such as   | "expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"05:30","to":[21,0]}]}
        expectation.windows[0].till | one of the fields     | "expectation":{"kind":"daily","zone":"Europe/Berlin","windows":[{"from":"05:30","till":"21:00"}]}
        """)
    void shouldSayWhichFieldOfTypeDoesNotFit(String field, String expected, String fields) {
        assertRefused(server.put("/v1/types/t", "{\"name\":\"T\"," + fields + "}"), 400, field, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        until | the field 'until'          | {}
        until | the field 'until'          | {"until":null}
        until | a time                     | {"until":1893553445}
        until | a time                     | {"until":"tomorrow"}
        until | a time                     | {"until":["2030-01-02T12:00:00Z"]}
        until | year 1 to 9999             | {"until":"+10000-01-01T00:00:00Z"}
        until | at most PT720H ahead       | {"until":"9999-12-31T23:59:59Z"}
        until | at most PT720H ahead       | {"until":"2030-02-01T03:04:05.001Z"}
        untl  | one of the fields [until]  | {"untl":"2030-01-02T12:00:00Z"}
        by    | one of the fields [until]  | {"until":"2030-01-02T12:00:00Z","by":"eve"}
        """)
    void shouldSayWhichFieldOfMaintenanceDoesNotFit(String field, String expected, String body) {
        assertRefused(server.put("/v1/assets/WT-07/maintenance", body), 400, field, expected);
        assertRefused(server.put("/v1/hierarchies/geography/groups/north/maintenance", body), 400, field, expected);
    }
}
