package dev.muster.twinservice.http.api.command;

import static dev.muster.twinservice.http.api.command.CommandedServer.COMMANDS;
import static dev.muster.twinservice.http.api.command.CommandedServer.NOW;
import static dev.muster.twinservice.http.api.command.CommandedServer.assertRefused;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.audit.AuditPage;
import dev.muster.twinservice.audit.AuditPosition;
import dev.muster.twinservice.audit.AuditQuery;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was commanded can be asked by asset, group and principal, page by page, whatever is left of them. */
class AuditEndpointsTest {
    private static final CommandedServer SERVER = new CommandedServer();
    private static final String GROUPS = "/v1/hierarchies/geography/groups/";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void forget() {
        SERVER.control.queries.clear();
    }

    @Test
    void shouldListByAssetGroupAndPrincipal() {
        Answer asset = SERVER.get(COMMANDS);
        Answer group = SERVER.get(GROUPS + "north/commands");
        Answer principal = SERVER.get("/v1/principals/ada@example.org/commands");

        assertThat(SERVER.control.queries)
                .extracting(AuditQuery::listed)
                .containsExactly(
                        new AuditQuery.OfAsset(new AssetId("WT-07")),
                        new AuditQuery.OfGroup(new GroupKey(new HierarchyId("geography"), new GroupId("north"))),
                        new AuditQuery.ByPrincipal(new Principal("ada@example.org")));
        for (Answer answer : List.of(asset, group, principal)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("commands"))
                    .extracting(command -> command.path("id").textValue())
                    .containsExactly("waiting", "done", "refused");
            assertThat(answer.json().at("/commands/2/refusal/reason").textValue())
                    .isEqualTo("offline");
        }
        assertThat(asset.json().path("asset").textValue()).isEqualTo("WT-07");
        assertThat(group.json().path("group").textValue()).isEqualTo("north");
        assertThat(principal.json().path("principal").textValue()).isEqualTo("ada@example.org");
    }

    @Test
    void shouldAskForTheLastDaysUnlessTold() {
        SERVER.get(COMMANDS);
        SERVER.get(COMMANDS + "?from=2029-12-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=1000");

        AuditQuery byDefault = SERVER.control.queries.get(0);
        assertThat(byDefault.to()).isEqualTo(NOW.plusMillis(1));
        assertThat(byDefault.from()).isEqualTo(byDefault.to().minus(AuditQuery.RANGE_DEFAULT));
        assertThat(byDefault.limit()).isEqualTo(100);
        assertThat(byDefault.after()).isNull();
        AuditQuery told = SERVER.control.queries.get(1);
        assertThat(told.from()).isEqualTo("2029-12-01T00:00:00Z");
        assertThat(told.to()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(told.limit()).isEqualTo(1_000);
    }

    @Test
    void shouldGoOnWhereThePageBeforeEnded() {
        String next = SERVER.get(COMMANDS).json().path("next").textValue();

        SERVER.get(COMMANDS + "?cursor=" + next);

        assertThat(SERVER.control.queries.get(1).after())
                .isEqualTo(new AuditPosition(NOW, new AssetId("WT-07"), new CommandId("refused")));
    }

    @Test
    void shouldEndWithNull() {
        try (CommandedServer server = new CommandedServer()) {
            server.control.audited = completedFuture(new AuditPage(List.of(), null));

            assertThat(server.get(COMMANDS).json().path("next").isNull()).isTrue();
            assertThat(server.get(COMMANDS).json().path("commands")).isEmpty();
        }
    }

    @Test
    void shouldListOfGroupThatIsNoMore() {
        assertThat(SERVER.get(GROUPS + "former/commands").status()).isEqualTo(200);
        assertRefused(SERVER.get(GROUPS + "never/commands"), 404, "not-found", "group", "but got 'never'");
        assertRefused(
                SERVER.get("/v1/hierarchies/no/groups/north/commands"), 404, "not-found", "hierarchy", "but got 'no'");
        assertRefused(SERVER.get("/v1/assets/stranger/commands"), 404, "not-found", "asset", "but got 'stranger'");
    }

    @Test
    void shouldListNothingOfPrincipalNobodyKnows() {
        assertThat(SERVER.get("/v1/principals/nobody/commands").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, limit",
        "?limit=1001, limit",
        "?limit=many, limit",
        "?limit=1&limit=2, limit",
        "?from=2030-01-02, from",
        "?from=-999999999-01-01T00:00:00Z, from",
        "?to=%2B999999999-01-01T00:00:00Z, to",
        "?from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z, from",
        "?from=2028-12-30T23:59:59.999Z&to=2030-01-01T00:00:00Z, from",
        "?from=0001-01-01T00:00:00Z, from",
        "?cursor=*, cursor",
        "?cursor=YQ, cursor",
        "?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5fGF8MQ, cursor",
        "?status=sent, status"
    })
    void shouldSayWhichPartOfTheQuestionDoesNotFit(String query, String field) {
        for (String list : List.of(COMMANDS, GROUPS + "north/commands", "/v1/principals/ada/commands")) {
            assertRefused(SERVER.get(list + query), 400, "bad-input", field, "Expected");
        }
        assertThat(SERVER.control.queries).isEmpty();
    }

    @Test
    void shouldTakeRangeAsLongAsItMayBe() {
        String to = "2030-01-01T00:00:00Z";
        String from = Instant.parse(to).minus(AuditQuery.RANGE_MAX).toString();

        assertThat(SERVER.get(COMMANDS + "?from=" + from + "&to=" + to).status())
                .isEqualTo(200);
        assertThat(SERVER.get(COMMANDS + "?from=" + to + "&to=" + to).status())
                .as("empty")
                .isEqualTo(200);
        assertThat(Duration.between(Instant.parse(from), Instant.parse(to)).toDays())
                .isEqualTo(366);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/principals/a%20b/commands, principal",
        "/v1/principals/%00/commands, principal",
        "/v1/assets/a%20b/commands, asset",
        "/v1/hierarchies/a%20b/groups/north/commands, hierarchy",
        "/v1/hierarchies/geography/groups/%C3%BC/commands, group"
    })
    void shouldSayWhichPartOfThePathDoesNotFit(String path, String field) {
        assertRefused(SERVER.get(path), 400, "bad-input", field, "Expected");
    }

    @Test
    void shouldSayThatTheStoreIsAway() {
        try (CommandedServer server = new CommandedServer()) {
            server.control.audited = failedFuture(AllNodesFailedException.fromErrors(List.of()));

            assertRefused(server.get(COMMANDS), 503, "unavailable", "", "Cassandra");
        }
    }
}
