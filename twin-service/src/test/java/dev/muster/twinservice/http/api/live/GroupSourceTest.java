package dev.muster.twinservice.http.api.live;

import static dev.muster.twinservice.http.api.live.FakeGroups.NORTH;
import static dev.muster.twinservice.http.api.live.FakeGroups.NOW;
import static dev.muster.twinservice.http.api.live.FakeGroups.POWER;
import static dev.muster.twinservice.http.api.live.FakeGroups.SITE_1;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.live.LiveRow;
import dev.muster.twinservice.live.LiveSource.Poll;
import dev.muster.twinservice.live.LiveSource.Polled;
import dev.muster.twinservice.live.LiveSource.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupSourceTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofMillis(100);

    private final FakeGroups groups = new FakeGroups();

    @BeforeEach
    void nobodyReports() {
        Totals nobody = new Totals(0, 2, 0, 0, Map.of(MissingReason.OFFLINE, 2), 0, 6_000_000, 0);
        groups.totals = group -> completedFuture(groups.found(group, nobody, List.of()));
        groups.missing = cursor -> completedFuture(page(null, "WT-1", "WT-2"));
    }

    private GroupSource source(int missingMax, Duration patience) {
        return new GroupSource(
                groups.view(),
                groups,
                SITE_1,
                POWER,
                new GroupSource.Limits(missingMax, patience),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static MissingReply page(String next, String... assets) {
        return new MissingReply.Page(
                List.of(assets).stream()
                        .map(asset -> new MissingMember(new AssetId(asset), SITE_1, MissingReason.OFFLINE, NOW))
                        .toList(),
                next);
    }

    private static List<LiveRow> rows(GroupSource source) {
        return ((Polled) source.poll().toCompletableFuture().join()).rows();
    }

    private static String text(LiveRow row) {
        return new String(row.text(Json::bytes), StandardCharsets.UTF_8);
    }

    private static Object listed(GroupSource source) {
        List<LiveRow> rows = rows(source);
        assertThat(rows.get(0).fields()).containsEntry("listed", rows.size() - 1);
        return rows.size() - 1;
    }

    @Test
    void shouldShowTotalAndWhoIsMissing() {
        List<LiveRow> rows = rows(source(10, PATIENT));

        assertThat(text(rows.get(0)))
                .isEqualTo("{\"key\":\"total\",\"hierarchy\":\"geography\",\"group\":\"site-1\","
                        + "\"name\":\"Group site-1\",\"signal\":\"power\",\"unit\":\"MW\",\"policy\":\"omit\","
                        + "\"value\":0,\"expected\":2,\"reporting\":0,\"uncertain\":0,"
                        + "\"missing\":{\"count\":2,\"byReason\":{\"offline\":2}},"
                        + "\"bounds\":{\"min\":0,\"max\":6},\"unbounded\":0,"
                        + "\"path\":[{\"group\":\"root\",\"name\":\"Geography\"},"
                        + "{\"group\":\"north\",\"name\":\"Group north\"},"
                        + "{\"group\":\"site-1\",\"name\":\"Group site-1\"}],\"listed\":2}");
        assertThat(text(rows.get(1)))
                .isEqualTo("{\"key\":\"missing/WT-1\",\"asset\":\"WT-1\",\"name\":\"Turbine WT-1\","
                        + "\"group\":\"site-1\",\"groupName\":\"Group site-1\","
                        + "\"reason\":\"offline\",\"since\":\"2030-01-02T03:04:05Z\"}");
        assertThat(rows).hasSize(3);
    }

    @Test
    void shouldReadAllPagesAndNameEachOnce() {
        groups.missing = cursor -> completedFuture(
                cursor == null ? page("1", "WT-1") : cursor.equals("1") ? page("2") : page(null, "WT-1", "WT-2"));

        assertThat(listed(source(10, PATIENT))).isEqualTo(2);
        assertThat(groups.limits).containsExactly(10, 9, 9);
    }

    @Test
    void shouldListNoMoreThanItMay() {
        groups.missing = cursor -> completedFuture(page(null, "WT-1", "WT-2"));
        assertThat(listed(source(2, PATIENT))).isEqualTo(2);

        groups.missing = cursor -> completedFuture(page("1", "WT-1"));
        assertThat(listed(source(1, PATIENT))).isEqualTo(1);
        assertThat(listed(source(0, PATIENT))).isEqualTo(0);
        assertThat(groups.limits).containsExactly(2, 1);
    }

    @Test
    void shouldAskForPagesAsLargeAsTheAggregatorsGive() {
        groups.missing = cursor -> completedFuture(
                groups.limits.get(groups.limits.size() - 1) > 300
                        ? new MissingReply.BadLimit("Expected a limit from 1 to 300 but got more")
                        : cursor == null ? page("1", "WT-1") : page(null, "WT-2"));

        assertThat(listed(source(10_000, PATIENT))).isEqualTo(2);
        assertThat(groups.limits).containsExactly(1_000, 500, 250, 250);
    }

    @Test
    void shouldAskNobodyWhenNobodyIsMissing() {
        groups.totals = group -> completedFuture(groups.found(group));

        assertThat(listed(source(10, PATIENT))).isEqualTo(0);
        assertThat(groups.limits).isEmpty();
    }

    @Test
    void shouldShowTotalAtOnceAndListThatIsLateWhenItIsThere() {
        GroupSource source = source(10, IMPATIENT);
        CompletableFuture<MissingReply> late = new CompletableFuture<>();
        groups.missing = cursor -> cursor == null ? completedFuture(page("1", "WT-1")) : late;

        assertThat(listed(source)).as("what was read so far").isEqualTo(1);
        assertThat(listed(source)).isEqualTo(1);
        assertThat(groups.limits).as("one list at a time").hasSize(2);
        late.complete(page(null, "WT-2"));
        assertThat(listed(source)).isEqualTo(2);

        CompletableFuture<MissingReply> later = new CompletableFuture<>();
        groups.missing = cursor -> later;
        assertThat(listed(source)).as("the list before").isEqualTo(2);
        later.complete(page(null, "WT-1"));
        assertThat(listed(source)).isEqualTo(1);
    }

    @Test
    void shouldForgetListWhenNobodyIsMissingMeanwhile() {
        GroupSource source = source(10, IMPATIENT);
        assertThat(listed(source)).isEqualTo(2);
        var nobody = groups.totals;
        groups.totals = group -> completedFuture(groups.found(group));
        assertThat(listed(source)).isEqualTo(0);
        groups.totals = nobody;
        groups.missing = cursor -> new CompletableFuture<>();

        assertThat(listed(source)).isEqualTo(0);
    }

    @Test
    void shouldEndListWherePageDoesNotCome() {
        groups.missing = cursor -> cursor == null
                ? completedFuture(page("1", "WT-1"))
                : CompletableFuture.failedFuture(new IllegalStateException("planted"));

        assertThat(listed(source(10, PATIENT))).isEqualTo(1);
    }

    @Test
    void shouldListThousands() {
        groups.missing = cursor -> {
            int from = cursor == null ? 0 : Integer.parseInt(cursor);
            int limit = groups.limits.get(groups.limits.size() - 1);
            String[] assets =
                    IntStream.range(from, from + limit).mapToObj(i -> "W-" + i).toArray(String[]::new);
            return completedFuture(page(String.valueOf(from + limit), assets));
        };

        assertThat(listed(source(10_000, PATIENT))).isEqualTo(10_000);
        assertThat(groups.limits).hasSize(10).containsOnly(1_000);
    }

    @Test
    void shouldSayWhyThereIsNoTotal() {
        Map<AggregateReply, Integer> statuses = Map.of(
                new AggregateReply.UnknownGroup(NORTH), 404,
                new AggregateReply.UnknownSignal(POWER), 404,
                new AggregateReply.Unreachable("Expected an answer but got none"), 503,
                new AggregateReply.Overflow("Expected a sum within range but it is not"), 422);

        statuses.forEach((reply, status) -> {
            groups.totals = group -> completedFuture(reply);
            Poll poll = source(10, PATIENT).poll().toCompletableFuture().join();
            assertThat(((Refused) poll).problem().status()).as(reply.toString()).isEqualTo(status);
        });
    }
}
