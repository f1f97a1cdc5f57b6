package dev.muster.twinservice.http.api.live;

import static dev.muster.twinservice.http.api.live.FakeGroups.GEOGRAPHY;
import static dev.muster.twinservice.http.api.live.FakeGroups.NORTH;
import static dev.muster.twinservice.http.api.live.FakeGroups.NOW;
import static dev.muster.twinservice.http.api.live.FakeGroups.POWER;
import static dev.muster.twinservice.http.api.live.FakeGroups.ROOT;
import static dev.muster.twinservice.http.api.live.FakeGroups.SOUTH;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.live.LiveRow;
import dev.muster.twinservice.live.LiveSource.Poll;
import dev.muster.twinservice.live.LiveSource.Polled;
import dev.muster.twinservice.live.LiveSource.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TreeSourceTest {
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** Longer than a fake takes on a busy machine. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration IMPATIENT = Duration.ofMillis(400);

    private final FakeGroups groups = new FakeGroups();

    private TreeSource source(Duration patience) {
        return new TreeSource(groups.view(), groups, GEOGRAPHY, POWER, patience, CLOCK);
    }

    private static Poll poll(TreeSource source) {
        return source.poll().toCompletableFuture().join();
    }

    /** As text by key, in their order. */
    private static Map<String, String> rows(TreeSource source) {
        Polled polled = (Polled) poll(source);
        assertThat(polled.asOf()).isEqualTo(NOW);
        Map<String, String> rows = new LinkedHashMap<>();
        polled.rows().forEach(row -> rows.put(row.key(), text(row)));
        assertThat(polled.rows()).allSatisfy(TreeSourceTest::assertNobodyIsLeftOut);
        return rows;
    }

    private static void assertNobodyIsLeftOut(LiveRow row) {
        int missing = (int) ((Map<?, ?>) row.fields().get("missing")).get("count");
        assertThat((int) row.fields().get("expected"))
                .isEqualTo((int) row.fields().get("reporting") + missing);
    }

    private static String text(LiveRow row) {
        return new String(row.text(Json::bytes), StandardCharsets.UTF_8);
    }

    private void silence(GroupKey... silent) {
        Set<GroupKey> all = Set.of(silent);
        groups.totals = group -> completedFuture(
                all.contains(group)
                        ? new AggregateReply.Unreachable("Expected an answer but got none")
                        : groups.found(group));
    }

    @Test
    void shouldShowEveryGroupWithOneQuestionToEachThatHasOthersBelow() {
        Map<String, String> rows = rows(source(PATIENT));

        assertThat(rows.keySet()).containsExactly("root", "north", "south", "site-1", "site-2");
        assertThat(rows.get("root"))
                .isEqualTo("{\"key\":\"root\",\"parent\":null,\"name\":\"Geography\",\"unit\":\"MW\",\"value\":7,"
                        + "\"expected\":7,\"reporting\":7,\"uncertain\":0,\"missing\":{\"count\":0,\"byReason\":{}},"
                        + "\"bounds\":{\"min\":7,\"max\":7},\"unbounded\":0}");
        assertThat(rows.get("site-1"))
                .startsWith("{\"key\":\"site-1\",\"parent\":\"north\",\"name\":\"Group site-1\","
                        + "\"unit\":\"MW\",\"value\":2,");
        assertThat(groups.asked).containsExactlyInAnyOrder(ROOT, NORTH);
    }

    @Test
    void shouldShowSilentGroupAsItsParentHasItAndThoseBelowAsUnreachable() {
        silence(NORTH);

        Map<String, String> rows = rows(source(PATIENT));

        assertThat(rows.get("north")).contains("\"value\":4,\"expected\":4,\"reporting\":4,");
        assertThat(rows.get("site-1"))
                .contains(
                        "\"value\":null,\"expected\":2,\"reporting\":0,\"uncertain\":0,"
                                + "\"missing\":{\"count\":2,\"byReason\":{\"unreachable\":2}},\"bounds\":{\"min\":0,\"max\":6},");
        assertThat(rows.get("south")).contains("\"value\":3,");
    }

    @Test
    void shouldStillShowWhatAnswersBelowWhatDoesNot() {
        silence(ROOT);

        Map<String, String> rows = rows(source(PATIENT));

        assertThat(rows.get("root")).contains("\"value\":null,\"expected\":7,", "{\"unreachable\":7}");
        assertThat(rows.get("south")).contains("\"value\":null,\"expected\":3,", "{\"unreachable\":3}");
        assertThat(rows.get("north")).contains("\"value\":4,\"expected\":4,\"reporting\":4,");
        assertThat(rows.get("site-1")).contains("\"value\":2,\"expected\":2,\"reporting\":2,");
    }

    @Test
    void shouldPreferWhatGroupSaysOfItself() {
        Totals missing = new Totals(0, 4, 0, 0, Map.of(MissingReason.RECOVERING, 4), 0, 12_000_000, 0);
        groups.totals = group -> completedFuture(
                group.equals(ROOT)
                        ? groups.found(ROOT, missing, List.of(new ChildAggregate(NORTH, "", missing)))
                        : groups.found(group));

        Map<String, String> rows = rows(source(PATIENT));

        assertThat(rows.get("north")).contains("\"value\":4,\"expected\":4,\"reporting\":4,");
        // The root answers, and does not see it yet.
        assertThat(rows.get("south")).contains("\"value\":null,\"expected\":3,", "{\"recovering\":3}");
    }

    @Test
    void shouldShowGroupsOfNobodyWithZero() {
        groups.put("empty", "south");
        // Its parent's aggregator does not know it yet.
        silence(SOUTH);

        Map<String, String> rows = rows(source(PATIENT));

        assertThat(rows.get("empty")).contains("\"value\":0,\"expected\":0,", "\"byReason\":{}", "\"unbounded\":0");
    }

    @Test
    void shouldShowRulesSideBySideWithOneQuestionToEach() {
        GroupKey large = groups.putRule("large", new Condition.Limit(POWER, Condition.End.MAX, 2.0, null));
        GroupKey wind = groups.putRule("wind", new Condition.OfType(new TypeId("wind")));
        GroupKey silent = groups.putRule("silent", new Condition.OfType(new TypeId("wind")));
        silence(silent);

        Map<String, String> rows =
                rows(new TreeSource(groups.view(), groups, RuleGroup.HIERARCHY, POWER, PATIENT, CLOCK));

        assertThat(rows.keySet()).containsExactly("large", "silent", "wind");
        assertThat(rows.get("wind"))
                .startsWith("{\"key\":\"wind\",\"parent\":null,\"name\":\"Rule wind\",\"unit\":\"MW\",\"value\":7,");
        assertThat(rows.get("large")).contains("\"value\":7,");
        assertThat(rows.get("silent")).contains("\"value\":null,\"expected\":7,", "{\"unreachable\":7}");
        assertThat(groups.asked).containsExactlyInAnyOrder(large, wind, silent);
    }

    @Test
    void shouldNotWaitLongerThanItMayForGroupsThatNeverAnswer() {
        groups.totals = group -> group.equals(NORTH) ? new CompletableFuture<>() : completedFuture(groups.found(group));

        Map<String, String> rows = rows(source(IMPATIENT));

        assertThat(rows.get("north")).contains("\"value\":4,");
        assertThat(rows.get("site-2")).contains("{\"unreachable\":2}");
    }

    @Test
    void shouldAskSomeAtATimeAndAllInTheEnd() {
        manyInnerGroups(40);
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        groups.totals = group -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(() -> {
                open.decrementAndGet();
                return groups.found(group);
            });
        };

        assertThat(rows(source(PATIENT))).hasSize(5 + 80);

        assertThat(groups.asked).hasSize(42).doesNotHaveDuplicates();
        // One that has answered may still be counted when the next is asked.
        assertThat(most.get()).isLessThanOrEqualTo(2 * GroupQuestions.AT_ONCE);
    }

    @Test
    void shouldNotHaveSilentGroupsKeepOthersFromBeingAsked() {
        manyInnerGroups(40);
        Set<GroupKey> silent = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            silent.add(FakeGroups.group("inner-" + (100 + i)));
        }
        groups.totals =
                group -> silent.contains(group) ? new CompletableFuture<>() : completedFuture(groups.found(group));
        TreeSource source = source(Duration.ofSeconds(2));

        Map<String, String> first = rows(source);
        groups.asked.clear();
        Map<String, String> second = rows(source);

        assertThat(first.get("leaf-139")).contains("\"reporting\":1,");
        assertThat(first.get("leaf-100")).contains("{\"unreachable\":1}");
        assertThat(second).isEqualTo(first);
        assertThat(groups.asked.subList(0, 12)).doesNotContainAnyElementsOf(silent);
    }

    private void manyInnerGroups(int count) {
        for (int i = 100; i < 100 + count; i++) {
            groups.put("inner-" + i, null);
            groups.put("leaf-" + i, "inner-" + i);
            groups.place("leaf-" + i, "W-" + i);
        }
    }

    @Test
    void shouldSayWhenThereIsNoSuchSignalOrHierarchyAnyMore() {
        TreeSource signal = new TreeSource(groups.view(), groups, GEOGRAPHY, new SignalName("heat"), PATIENT, CLOCK);
        TreeSource hierarchy = new TreeSource(groups.view(), groups, new HierarchyId("no"), POWER, PATIENT, CLOCK);

        assertThat(((Refused) poll(signal)).problem().detail())
                .isEqualTo("Expected a known summed signal but got 'heat'");
        assertThat(((Refused) poll(hierarchy)).problem().detail()).isEqualTo("Expected a known hierarchy but got 'no'");
        assertThat(groups.asked).isEmpty();
    }

    @Test
    void shouldTakeQuestionThatFailsForSilence() {
        groups.totals = group -> group.equals(NORTH)
                ? CompletableFuture.failedFuture(new IllegalStateException("planted"))
                : completedFuture(groups.found(group));

        assertThat(rows(source(PATIENT)).get("site-1")).contains("{\"unreachable\":2}");
    }
}
