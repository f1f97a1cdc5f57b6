package dev.muster.twinservice.groupcommand.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeded histories; what must hold is looked at in {@link GroupHistory}. */
class GroupSimulationTest {
    private static final List<Optional<Duration>> CANCELS = List.of(
            Optional.empty(), Optional.of(Duration.ofSeconds(2)), Optional.empty(), Optional.of(Duration.ofMinutes(3)));

    @Test
    void shouldGiveEachMemberExactlyOneOutcomeInEveryHistory() {
        int crashes = 0;
        for (int seed = 1; seed <= 1_000; seed++) {
            Duration cancelWithin = CANCELS.get(seed % CANCELS.size()).orElse(null);
            GroupHistory history = new GroupHistory(seed, seed * 7 % 200, 1 + seed % 16, cancelWithin);
            try {
                history.play();
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("Seed " + seed, wrong);
            }
            crashes += history.crashes;
        }
        assertThat(crashes).as("crashes played").isGreaterThan(1_000);
    }

    @ParameterizedTest
    @CsvSource({"4,", "8, PT10S"})
    void shouldGiveEachOfTenThousandMembersExactlyOneOutcome(long seed, @Nullable Duration cancelWithin) {
        // given
        GroupHistory history = new GroupHistory(seed, 10_000, 64, cancelWithin);

        // when
        history.play();

        // then
        assertThat(history.crashes).isPositive();
        assertThat(history.events).as("events: batched").isLessThan(3_000);
        if (cancelWithin != null) {
            assertThat(history.counts().get(MemberStatus.CANCELLED)).isGreaterThan(500);
        }
        assertThat(history.counts().get(MemberStatus.SUCCEEDED)).isGreaterThan(500);
    }
}
