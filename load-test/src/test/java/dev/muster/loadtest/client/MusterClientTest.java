package dev.muster.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.StubMuster.Answer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MusterClientTest {
    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey NORTH = new GroupKey(new HierarchyId("geography"), new GroupId("north"));

    @Test
    void shouldEncodeIdsOfRealRegisters() {
        assertThat(ApiPath.asset(new AssetId("W/HOE#1"))).isEqualTo("/v1/assets/W%2FHOE%231");
        assertThat(ApiPath.asset(new AssetId("a+b@c~d"))).isEqualTo("/v1/assets/a%2Bb%40c~d");
        assertThat(ApiPath.encoded("a b*ü")).isEqualTo("a%20b%2A%C3%BC");
    }

    @Test
    void shouldReadAnAggregate() {
        String json = """
                {"hierarchy":"geography","group":"north","name":"North","signal":"power","unit":"MW",
                 "asOf":"2030-01-01T00:00:00Z","policy":"omit","value":57.25,"expected":20,"reporting":19,"uncertain":0,
                 "missing":{"count":1,"byReason":{"offline":1},"members":[
                   {"asset":"WT-1","group":"site","reason":"offline","since":"2029-12-31T23:59:00Z"}],"next":null},
                 "bounds":{"min":57.25,"max":60.25},"unbounded":0,
                 "children":[{"group":"site","name":"Site","value":57.25,"expected":20,"reporting":19,"missing":{"offline":1}}]}
                """;
        try (StubMuster stub = new StubMuster(request -> new Answer(200, json))) {
            AggregateReply reply = client(stub).aggregate(NORTH, POWER, 5);

            assertThat(reply.valueMicros()).isEqualTo(57_250_000);
            assertThat(reply.missing().byReason()).isEqualTo(Map.of("offline", 1));
            assertThat(reply.missing().members())
                    .containsExactly(new MissingMember(
                            new AssetId("WT-1"),
                            new GroupId("site"),
                            "offline",
                            Instant.parse("2029-12-31T23:59:00Z")));
            assertThat(reply.child(new GroupId("site")).orElseThrow().valueMicros())
                    .isEqualTo(57_250_000);
            assertThat(stub.requests())
                    .containsExactly(new StubMuster.Request(
                            "GET",
                            "/v1/hierarchies/geography/groups/north/aggregate?signal=power&missing=5",
                            "tester",
                            ""));
        }
    }

    @Test
    void shouldCollectAllPagesOfMissing() {
        try (StubMuster stub = new StubMuster(
                request -> new Answer(
                        200,
                        request.path().contains("cursor=x%20y")
                                ? "{\"members\":[{\"asset\":\"B\",\"group\":\"g\",\"reason\":\"offline\"}],\"next\":null}"
                                : "{\"members\":[{\"asset\":\"A\",\"group\":\"g\",\"reason\":\"offline\"}],\"next\":\"x y\"}"))) {
            assertThat(client(stub).allMissing(NORTH, POWER, 1))
                    .extracting(member -> member.asset().value())
                    .containsExactly("A", "B");
        }
    }

    @Test
    void shouldSayWhatMusterSaysIsWrong() {
        try (StubMuster stub = new StubMuster(
                request -> new Answer(422, "{\"title\":\"x\",\"detail\":\"Expected a group\",\"field\":\"parent\"}"))) {
            assertThatThrownBy(() -> client(stub).aggregate(NORTH, POWER, 1))
                    .isInstanceOfSatisfying(RequestFailed.class, failed -> assertThat(failed.mayPass())
                            .isFalse())
                    .hasMessageEndingWith("to succeed but got 422: Expected a group (field parent)");
        }
    }

    @Test
    void shouldNotBeReadyWhileNobodyAnswers() {
        URI gone;
        try (StubMuster stub = new StubMuster(request -> new Answer(200, ""))) {
            gone = stub.uri();
            assertThat(client(stub).ready()).isTrue();
        }
        MusterClient client = new MusterClient(gone, new Principal("tester"));

        assertThat(client.ready()).isFalse();
        assertThatThrownBy(client::metrics)
                .isInstanceOfSatisfying(RequestFailed.class, failed -> assertThat(failed.mayPass())
                        .isTrue());
    }

    @Test
    void shouldTellPendingFromVisibleWrites() {
        try (StubMuster stub = new StubMuster(request ->
                new Answer(request.path().endsWith("slow") ? 202 : 201, "{\"position\":7,\"changed\":true}"))) {
            assertThat(client(stub).put("/v1/assets/fast", List.of()).join()).isEqualTo(new WriteReply(7, true, true));
            assertThat(client(stub).put("/v1/assets/slow", List.of()).join()).isEqualTo(new WriteReply(7, true, false));
        }
    }

    @Test
    void shouldSendAnythingAndTakeNoAnswerForAnEmptyOne() {
        try (StubMuster stub = new StubMuster(
                request -> request.method().equals("DELETE") ? new Answer(204, "") : new Answer(202, "{\"a\":1}"))) {
            assertThat(client(stub)
                            .send("PUT", ApiPath.setPoint(NORTH), Map.of("value", 30))
                            .path("a")
                            .asInt())
                    .isEqualTo(1);
            assertThat(client(stub).send("DELETE", ApiPath.setPoint(NORTH), null))
                    .isEmpty();
            assertThat(stub.requests())
                    .containsExactly(
                            new StubMuster.Request(
                                    "PUT",
                                    "/v1/hierarchies/geography/groups/north/set-point",
                                    "tester",
                                    "{\"value\":30}"),
                            new StubMuster.Request(
                                    "DELETE", "/v1/hierarchies/geography/groups/north/set-point", "tester", ""));
        }
    }

    private static MusterClient client(StubMuster stub) {
        return new MusterClient(stub.uri(), new Principal("tester"));
    }
}
