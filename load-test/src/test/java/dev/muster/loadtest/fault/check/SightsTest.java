package dev.muster.loadtest.fault.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.fault.check.Breach.Kind;
import dev.muster.loadtest.fault.check.TotalCheck.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows from looks at totals: the checks of {@code expected} and of the total's parts, and how a fault showed. */
class SightsTest {
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");
    private static final int FLEET = 10;

    @Test
    void shouldPassTotalsThatAccountForTheFleetAndAnswersThatFailed() {
        List<Sight> seen = List.of(sight(0, 1, 10), sight(0, 2, 4), Sight.failed(0, at(3)), sight(1, 4, 0));

        assertThat(ExpectedCheck.breaches(seen, FLEET, true)).isEmpty();
    }

    @Test
    void shouldNameWrongExpected() {
        Sight wrong = new Sight(1, at(2), true, 9, 9, 0, Map.of());

        assertThat(ExpectedCheck.breaches(List.of(sight(1, 1, 10), wrong, wrong), FLEET, true))
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.kind()).isEqualTo(Kind.EXPECTED_WRONG);
                    assertThat(breach.what())
                            .contains("node 1", "2 times", "expected 9", "fleet of 10", at(2).toString());
                });
    }

    @Test
    void shouldNameTotalThatLosesSomebody() {
        Sight wrong = new Sight(1, at(2), true, 10, 8, 1, Map.of("offline", 1));

        assertThat(ExpectedCheck.breaches(List.of(wrong), FLEET, false))
                .extracting(Breach::kind)
                .containsExactly(Kind.EXPECTED_WRONG);
    }

    @Test
    void shouldNameTotalThatCallsSomebodyOffline() {
        Sight blames = new Sight(1, at(2), true, 10, 9, 1, Map.of("offline", 1));

        assertThat(ExpectedCheck.breaches(List.of(blames), FLEET, true))
                .extracting(Breach::kind)
                .containsExactly(Kind.FALSE_OFFLINE);
        assertThat(ExpectedCheck.breaches(List.of(blames), FLEET, false)).isEmpty();
    }

    @Test
    void shouldMeasureDipOfTheSlowestNode() {
        List<Sight> seen = List.of(
                sight(0, 1, 10),
                sight(1, 1, 10),
                sight(0, 2, 7),
                sight(1, 3, 4),
                sight(0, 4, 10),
                sight(1, 5, 9),
                sight(1, 6, 10),
                sight(0, 7, 10));

        Recovery recovery = Recovery.of(seen, Map.of(0, at(0), 1, at(0)), at(8));

        assertThat(recovery).isEqualTo(new Recovery(true, Duration.ofSeconds(6), Duration.ofSeconds(3), 0.4, 0));
    }

    @Test
    void shouldMeasureUntilItStaysCompleteAndTheLongestDip() {
        List<Sight> seen = List.of(sight(0, 1, 5), sight(0, 2, 10), Sight.failed(0, at(3)), sight(0, 4, 10));

        Recovery recovery = Recovery.of(seen, Map.of(0, at(0)), at(5));

        assertThat(recovery).isEqualTo(new Recovery(true, Duration.ofSeconds(4), Duration.ofSeconds(1), 0.5, 1));
    }

    @Test
    void shouldSayThatItIsNotComplete() {
        assertThat(Recovery.of(List.of(sight(0, 1, 10), sight(0, 2, 9)), Map.of(0, at(0)), at(5))
                        .complete())
                .isFalse();
        assertThat(Recovery.of(List.of(), Map.of(0, at(0)), at(5)).complete())
                .as("nobody answered")
                .isFalse();
    }

    @Test
    void shouldLookAtNodesOnlyWhileTheyLive() {
        List<Sight> seen = List.of(Sight.failed(1, at(1)), sight(0, 1, 10), sight(1, 3, 10), Sight.failed(2, at(4)));

        assertThat(Recovery.of(seen, Map.of(0, at(0), 1, at(2)), at(5)))
                .isEqualTo(new Recovery(true, Duration.ZERO, Duration.ZERO, 1, 0));
    }

    @Test
    void shouldBeSettledOnlyWhenAllWereCompleteForLong() {
        List<Sight> seen = List.of(sight(0, 6, 9), sight(0, 8, 10), sight(0, 10, 10), sight(1, 10, 10));

        assertThat(Recovery.isSettled(seen, Set.of(0, 1), at(10), Duration.ofSeconds(3)))
                .isTrue();
        assertThat(Recovery.isSettled(seen, Set.of(0, 1), at(10), Duration.ofSeconds(5)))
                .isFalse();
        assertThat(Recovery.isSettled(seen, Set.of(0, 1, 2), at(10), Duration.ofSeconds(3)))
                .isFalse();
        assertThat(Recovery.isSettled(seen, Set.of(0, 1), at(12), Duration.ofSeconds(3)))
                .as("nothing lately")
                .isFalse();
    }

    @Test
    void shouldNameTotalThatDiffersInAnything() {
        GroupKey root = GroupKey.root(new HierarchyId("geography"));
        Total sent = new Total(1_000_000, 10, 9, 1);

        assertThat(TotalCheck.breaches(2, root, sent, sent)).isEmpty();
        for (Total shown : List.of(
                new Total(1_000_001, 10, 9, 1),
                new Total(1_000_000, 11, 9, 1),
                new Total(1_000_000, 10, 10, 1),
                new Total(1_000_000, 10, 9, 0))) {
            assertThat(TotalCheck.breaches(2, root, sent, shown))
                    .singleElement()
                    .satisfies(breach ->
                            assertThat(breach.toString()).contains("TOTAL_WRONG", "node 2", "root", shown.toString()));
        }
    }

    private static Sight sight(int node, int second, int reporting) {
        return new Sight(node, at(second), true, FLEET, reporting, FLEET - reporting, Map.of());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
