package dev.muster.twinservice.http.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who asks too often waits, nobody for others, and nobody for longer than it takes the bucket to fill. */
class CommandRateTest {
    private static final Principal ADA = new Principal("ada");
    private static final Principal BOB = new Principal("bob");
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    /** A token in 100 ms. */
    private static final TokenBucket.Rate RATE = new TokenBucket.Rate(600, 5);

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final SetClock clock = new SetClock();
    private final CommandRate rate = new CommandRate(RATE, clock);

    private static final class SetClock extends Clock {
        private Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void shouldLetAsManyThroughAtOnceAsTheBucketHolds() {
        assertThat(IntStream.range(0, 5).filter(i -> takes(rate, ADA)).count()).isEqualTo(5);
        assertThat(takes(rate, ADA)).isFalse();
    }

    @Test
    void shouldLetOneThroughPerInterval() {
        drain(rate, ADA);

        clock.pass(INTERVAL.minusNanos(1));
        assertThat(takes(rate, ADA)).isFalse();
        clock.pass(Duration.ofNanos(1));
        assertThat(takes(rate, ADA)).isTrue();
        assertThat(takes(rate, ADA)).isFalse();
    }

    @Test
    void shouldSayWhatItIsAndWhenToTryAgain() {
        drain(rate, ADA);
        clock.pass(Duration.ofMillis(30));

        Problem problem = refusal(rate, ADA).orElseThrow();

        assertThat(problem.status()).isEqualTo(429);
        assertThat(problem.type()).isEqualTo("/problems/too-many-commands");
        assertThat(problem.detail())
                .startsWith("Expected at most 600 commands a minute, or 5 at once")
                .contains("ada");
        assertThat(problem.retryAfter()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void shouldNotCostAnythingToBeRefused() {
        drain(rate, ADA);

        for (int i = 0; i < 1_000; i++) {
            assertThat(refusal(rate, ADA).orElseThrow().retryAfter()).isEqualTo(INTERVAL);
        }
        clock.pass(INTERVAL);

        assertThat(takes(rate, ADA)).isTrue();
    }

    @Test
    void shouldLetNobodyWaitForOthers() {
        drain(rate, ADA);

        assertThat(takes(rate, BOB)).isTrue();
    }

    @Test
    void shouldBeFullAgainAfterAPauseAndNeverMoreThanFull() {
        drain(rate, ADA);

        clock.pass(Duration.ofDays(1));

        assertThat(IntStream.range(0, 10).filter(i -> takes(rate, ADA)).count()).isEqualTo(5);
    }

    @Test
    void shouldRememberNobodyWhoseBucketIsFull() {
        IntStream.range(0, 100).forEach(i -> takes(rate, new Principal("p" + i)));
        drain(rate, ADA);
        assertThat(rate.remembered()).isEqualTo(101);

        clock.pass(INTERVAL);
        takes(rate, BOB);

        assertThat(rate.remembered()).as("ada, who still lacks some, and bob").isEqualTo(2);
    }

    @Test
    void shouldRememberAsManyPrincipalsAsThereMayBe() {
        IntStream.range(0, CommandRate.PRINCIPALS_MAX).forEach(i -> takes(rate, new Principal("p" + i)));
        assertThat(rate.remembered()).isEqualTo(CommandRate.PRINCIPALS_MAX);

        assertThat(takes(rate, ADA)).isTrue();

        assertThat(rate.remembered()).isEqualTo(CommandRate.PRINCIPALS_MAX);
    }

    /** Whoever empties a bucket, then has it forgotten by inventing others, comes back with no more than he had. */
    @Test
    void shouldGiveNobodyMoreForBeingForgotten() {
        CommandRate small = new CommandRate(RATE, clock, 2);
        drain(small, ADA);
        drain(small, BOB);

        for (int i = 0; i < 50; i++) {
            assertThat(takes(small, new Principal("invented" + i))).isFalse();
        }
        assertThat(takes(small, ADA)).isFalse();
        assertThat(takes(small, BOB)).isFalse();
    }

    @Test
    void shouldNeverLetThroughWhatUnlimitedMemoryWouldNot() {
        Random random = new Random(11);
        int through = 0;
        int refused = 0;
        for (int game = 0; game < 200; game++) {
            CommandRate small = new CommandRate(RATE, clock, 1 + random.nextInt(4));
            Map<Principal, Instant> fullAt = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                clock.pass(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(10)));
                Principal anybody = new Principal("p" + random.nextInt(8));
                Instant full = fullAt.getOrDefault(anybody, START);
                Instant next = (full.isAfter(clock.now) ? full : clock.now).plus(INTERVAL);
                boolean may = !next.isAfter(clock.now.plus(INTERVAL.multipliedBy(5)));
                if (takes(small, anybody)) {
                    assertThat(may).as("game %d, step %d", game, i).isTrue();
                    fullAt.put(anybody, next);
                    through++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(through).isGreaterThan(10_000);
        assertThat(refused).isGreaterThan(10_000);
    }

    /** As long as one of those who are remembered has something left, so has everybody who is not. */
    @Test
    void shouldLetANewcomerInWhileSomebodyHasSomethingLeft() {
        CommandRate small = new CommandRate(RATE, clock, 3);
        drain(small, ADA);
        drain(small, BOB);
        IntStream.range(0, 3).forEach(i -> takes(small, new Principal("cleo")));

        assertThat(takes(small, new Principal("newcomer"))).isTrue();
        assertThat(takes(small, ADA)).isFalse();
    }

    @Test
    void shouldFreeEverybodyByTimeAlone() {
        CommandRate small = new CommandRate(RATE, clock, 2);
        drain(small, ADA);
        drain(small, BOB);
        Principal newcomer = new Principal("newcomer");
        assertThat(refusal(small, newcomer).orElseThrow().retryAfter()).isEqualTo(INTERVAL);

        clock.pass(INTERVAL);

        assertThat(takes(small, newcomer)).isTrue();
    }

    @Test
    void shouldNotMakeAnybodyWaitUntilASetBackClockIsWhereItWas() {
        drain(rate, ADA);
        takes(rate, BOB);
        clock.pass(Duration.ofHours(-1));

        assertThat(refusal(rate, ADA).orElseThrow().retryAfter()).isEqualTo(INTERVAL);
        clock.pass(INTERVAL);

        assertThat(takes(rate, ADA)).isTrue();
        assertThat(takes(rate, BOB)).isTrue();
    }

    private static void drain(CommandRate rate, Principal principal) {
        assertThat(IntStream.range(0, 10).filter(i -> takes(rate, principal)).count())
                .as("more than a bucket holds: none of it is left")
                .isLessThan(10);
    }

    private static boolean takes(CommandRate rate, Principal principal) {
        return refusal(rate, principal).isEmpty();
    }

    private static Optional<Problem> refusal(CommandRate rate, Principal principal) {
        @Nullable Problem refusal = null;
        try {
            rate.take(principal);
        } catch (BadInput bad) {
            refusal = bad.problem();
        }
        return Optional.ofNullable(refusal);
    }
}
