package dev.muster.twinservice.http.api;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedPartition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A total, and what is behind those who are missing from it. */
class GroupExplainTest {
    private static final String PATH = "/v1/hierarchies/geography/groups/north/aggregate/explain";
    private static final Instant NOW = SampleFleet.NOW;

    private final FakeParts fakes = new FakeParts();

    private Answer ask(Duration replyTimeout) {
        HttpSettings settings = RunningServer.settings(replyTimeout);
        try (RunningServer server = RunningServer.start(settings)) {
            return server.open(Api.endpoints(settings, fakes.parts())).get(PATH);
        }
    }

    private JsonNode explain() {
        Answer answer = ask(Duration.ofSeconds(5));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Totals totals(
            long megawatts, int expected, Map<MissingReason, Integer> missing, long low, long high, int unbounded) {
        int absent = missing.values().stream().mapToInt(Integer::intValue).sum();
        return new Totals(
                megawatts * 1_000_000,
                expected,
                expected - absent,
                0,
                missing,
                low * 1_000_000,
                high * 1_000_000,
                unbounded);
    }

    private void found(Totals totals, List<ChildAggregate> children, List<MissingMember> first, @Nullable String next) {
        fakes.aggregateReply = completedFuture(new AggregateReply.Found(
                new Aggregate(SampleFleet.NORTH, "North", SampleFleet.POWER, NOW, totals, children, first, next)));
    }

    private static MissingMember member(String id, MissingReason reason, int secondsAgo) {
        return new MissingMember(
                new AssetId(id), SampleFleet.NORTH, reason, secondsAgo < 0 ? null : NOW.minusSeconds(secondsAgo));
    }

    private static ChildAggregate child(String id, int missing) {
        return new ChildAggregate(
                new GroupKey(SampleFleet.GEOGRAPHY, new GroupId(id)),
                "Site " + id,
                totals(0, 20, missing == 0 ? Map.of() : Map.of(MissingReason.OFFLINE, missing), 0, 0, 0));
    }

    @Test
    void shouldTellTheTotalInOneSentence() {
        fakes.partitions = List.of();
        found(
                totals(57, 20, Map.of(MissingReason.OFFLINE, 1), 57, 60, 0),
                List.of(),
                List.of(member("WT-07", MissingReason.OFFLINE, 5)),
                null);
        assertThat(sentences())
                .containsExactly("57 MW from 19 of 20 expected; 1 missing: 1 offline (WT-07 since 03:04:00Z);"
                        + " with it the total would lie between 57 and 60 MW");

        found(
                totals(-3, 1_020, Map.of(MissingReason.OFFLINE, 1_000, MissingReason.STALE_SIGNAL, 1), -3, 60, 2),
                List.of(),
                List.of(
                        member("WT-08", MissingReason.OFFLINE, 86_400),
                        member("WT-07", MissingReason.OFFLINE, 86_401),
                        member("WT-09", MissingReason.STALE_SIGNAL, -1)),
                null);
        assertThat(sentences())
                .containsExactly("-3 MW from 19 of 1,020 expected; 1,001 missing: 1,000 offline"
                        + " (longest WT-07 since 2030-01-01T03:04:04Z), 1 staleSignal (WT-09);"
                        + " with them the total could be anything: 2 of the missing without limits");

        found(totals(60, 20, Map.of(), 60, 60, 0), List.of(), List.of(), null);
        assertThat(sentences()).containsExactly("60 MW from all 20 expected");

        found(totals(0, 0, Map.of(), 0, 0, 0), List.of(), List.of(), null);
        assertThat(sentences()).containsExactly("Nobody is expected to report power here now");
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        explain().path("sentences").forEach(sentence -> sentences.add(sentence.textValue()));
        return sentences;
    }

    @Test
    void shouldTellOfEachReasonWhoIsMissingLongestAndFirstFiveByName() {
        found(
                totals(10, 20, Map.of(MissingReason.OFFLINE, 6, MissingReason.MAINTENANCE, 2), 10, 60, 0),
                List.of(),
                List.of(
                        // Of this fleet only WT-07 and WT-08 have names, "Turbine ..."
                        member("WT-08", MissingReason.OFFLINE, 10),
                        member("WT-07", MissingReason.OFFLINE, 20),
                        member("A-3", MissingReason.OFFLINE, 90),
                        member("A-1", MissingReason.OFFLINE, -1),
                        member("A-2", MissingReason.OFFLINE, 30),
                        member("Z-1", MissingReason.OFFLINE, 40)),
                null);

        JsonNode page = explain();

        assertThat(page.path("value").decimalValue()).isEqualByComparingTo("10");
        assertThat(page.at("/missing/byReason").toString()).isEqualTo("{\"maintenance\":2,\"offline\":6}");
        assertThat(page.at("/missing/members").isMissingNode()).isTrue();
        assertThat(page.at("/reasons/0").toString())
                .isEqualTo(
                        "{\"reason\":\"maintenance\",\"count\":2,\"share\":0.1,\"oldestSince\":null,\"members\":[]}");
        assertThat(page.at("/reasons/1/share").decimalValue()).isEqualByComparingTo("0.3");
        assertThat(page.at("/reasons/1/oldestSince").textValue()).isEqualTo("2030-01-02T03:02:35Z");
        assertThat(page.at("/reasons/1/members").findValuesAsText("asset"))
                .containsExactly("A-1", "A-2", "A-3", "WT-07", "WT-08");
        assertThat(page.at("/reasons/1/members/3/since").textValue()).isEqualTo("2030-01-02T03:03:45Z");
        assertThat(page.path("looked").intValue()).isEqualTo(6);
        assertThat(page.path("complete").booleanValue()).isTrue();
    }

    @Test
    void shouldNameTheChildrenThatMissMost() {
        found(
                totals(10, 140, Map.of(MissingReason.OFFLINE, 22), 10, 60, 0),
                List.of(
                        child("a", 1),
                        child("b", 7),
                        child("c", 0),
                        child("d", 2),
                        child("e", 7),
                        child("f", 3),
                        child("g", 2)),
                List.of(),
                null);

        JsonNode page = explain();

        assertThat(page.path("children").findValuesAsText("group")).containsExactly("b", "e", "f", "d", "g");
        assertThat(sentences()).contains("Most are missing in b (Site b): 7 of 20 expected there");
    }

    @Test
    void shouldTellWhichPartitionsAreBehind() {
        fakes.partitions = List.of(
                new LocatedPartition("n2", new PartitionReport(7, null, 0, -1, NOW.minusSeconds(3))),
                new LocatedPartition("n1", new PartitionReport(3, NOW.minusMillis(5_001), 100, 12_100, null)),
                new LocatedPartition("n1", new PartitionReport(4, NOW.minusSeconds(5), 100, 101, null)));

        JsonNode page = explain();

        assertThat(page.path("partitionsBehind").findValuesAsText("number")).containsExactly("3", "7");
        assertThat(page.at("/partitionsBehind/0/behindSeconds").decimalValue()).isEqualByComparingTo("5.001");
        assertThat(page.at("/partitionsBehind/1/end").isNull()).isTrue();
        assertThat(sentences())
                .contains(
                        "Muster must catch up: partition 3 is 12,000 records behind,"
                                + " read up to 2030-01-02T03:03:59Z, 5 s ago; n1 reads it",
                        "Muster must catch up: how far partition 7 is read is not known yet; n2 reads it");
    }

    @Test
    void shouldLookAtAThousandAndSayThatThereAreMore() {
        found(
                totals(10, 5_000, Map.of(MissingReason.OFFLINE, 3_000), 10, 60, 0),
                List.of(),
                List.of(member("WT-07", MissingReason.OFFLINE, 5)),
                "first");
        fakes.missingReply = completedFuture(new MissingReply.Page(
                IntStream.range(0, 400)
                        .mapToObj(i -> member("M-" + i, MissingReason.OFFLINE, 9))
                        .toList(),
                "next"));

        JsonNode page = explain();

        assertThat(fakes.limits).containsExactly(999, 599, 199);
        assertThat(page.path("looked").intValue()).isEqualTo(1_000);
        assertThat(page.path("complete").booleanValue()).isFalse();
        assertThat(sentences()).contains("Only 1,000 of the 3,000 missing were looked at for names and times");
    }

    @Test
    void shouldTellWhatWasReadWhenPagesDoNotComeOrNeverEnd() {
        found(
                totals(10, 20, Map.of(MissingReason.OFFLINE, 3), 10, 60, 0),
                List.of(),
                List.of(member("WT-07", MissingReason.OFFLINE, 5)),
                "first");
        fakes.missingReply = new CompletableFuture<>();
        Answer late = ask(Duration.ofMillis(500));
        fakes.missingReply = CompletableFuture.failedFuture(new IllegalStateException("secret"));
        Answer failed = ask(Duration.ofSeconds(5));
        fakes.missingReply = completedFuture(new MissingReply.Page(List.of(), "again"));
        fakes.limits.clear();
        Answer endless = ask(Duration.ofSeconds(5));

        assertThat(fakes.limits).hasSize(100);
        for (Answer answer : List.of(late, failed, endless)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("looked").intValue()).isEqualTo(1);
            assertThat(answer.json().path("complete").booleanValue()).isFalse();
        }
    }

    @Test
    void shouldRefuseAsTheTotalItselfDoes() {
        Map<AggregateReply, Integer> statuses = Map.of(
                new AggregateReply.UnknownGroup(SampleFleet.NORTH), 404,
                new AggregateReply.UnknownSignal(SampleFleet.POWER), 404,
                new AggregateReply.Unreachable("Expected an answer but none came"), 503,
                new AggregateReply.Overflow("Expected a sum within range but it is not"), 422);

        statuses.forEach((reply, status) -> {
            fakes.aggregateReply = completedFuture(reply);
            assertThat(ask(Duration.ofSeconds(5)).status()).as(reply.toString()).isEqualTo(status);
        });
    }
}
