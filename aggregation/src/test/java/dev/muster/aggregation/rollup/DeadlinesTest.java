package dev.muster.aggregation.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final class Due extends Deadlines.Item {
        private long atMillis;

        Due(long atMillis) {
            this.atMillis = atMillis;
        }

        @Override
        long dueMillis() {
            return atMillis;
        }
    }

    private final Deadlines deadlines = new Deadlines();

    @Test
    void shouldHandOverAnItemAtItsDeadlineAndNotBefore() {
        Due item = scheduled(10);

        assertThat(expiredAt(9)).isEmpty();
        assertThat(expiredAt(10)).containsExactly(item);
        assertThat(expiredAt(11)).isEmpty();
    }

    @Test
    void shouldKeepOneEntryHoweverOftenADeadlineMovesLater() {
        Due item = scheduled(10);
        for (int at = 11; at <= 1_000; at++) {
            move(item, at);
        }

        assertThat(deadlines.size()).isOne();
        assertThat(expiredAt(999)).isEmpty();
        assertThat(expiredAt(1_000)).containsExactly(item);
    }

    @Test
    void shouldFollowADeadlineThatMovesEarlier() {
        Due item = scheduled(100);
        move(item, 10);

        assertThat(expiredAt(10)).containsExactly(item);
        assertThat(expiredAt(100)).isEmpty();
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void shouldForgetAnItemWithoutDeadline() {
        Due item = scheduled(10);
        move(item, Deadlines.NEVER);

        assertThat(expiredAt(10)).isEmpty();
        assertThat(deadlines.size()).isZero();
    }

    @Test
    void shouldHandOverAnItemAgainWhenItsDeadlineMovesOn() {
        Due item = scheduled(10);
        expiredAt(10);
        move(item, 20);

        assertThat(expiredAt(20)).containsExactly(item);
    }

    /** Deadlines that move earlier, later, away and on after each look, as against looking at all items each time. */
    @Test
    void shouldHandOverExactlyWhoIsDueHoweverDeadlinesMove() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            Deadlines some = new Deadlines();
            List<Due> items = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                items.add(new Due(random.nextInt(3_000)));
                some.schedule(items.get(i));
            }
            for (long now = 0; now < 20_000; now += 1 + random.nextInt(700)) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    Due moved = items.get(random.nextInt(items.size()));
                    moved.atMillis = random.nextInt(9) == 0 ? Deadlines.NEVER : now + random.nextInt(3_000);
                    some.schedule(moved);
                }
                long at = now;
                Set<Due> due =
                        items.stream().filter(item -> item.atMillis <= at).collect(Collectors.toSet());
                List<Due> expired = new ArrayList<>();
                some.expire(now, item -> {
                    expired.add((Due) item);
                    ((Due) item).atMillis = at + (random.nextInt(3) > 0 ? 1_000 : 1 + random.nextInt(2_000));
                });

                assertThat(expired).as("seed %d at %d", seed, now).containsExactlyInAnyOrderElementsOf(due);
            }
        }
    }

    private Due scheduled(long atMillis) {
        Due item = new Due(atMillis);
        deadlines.schedule(item);
        return item;
    }

    private void move(Due item, long atMillis) {
        item.atMillis = atMillis;
        deadlines.schedule(item);
    }

    private List<Deadlines.Item> expiredAt(long nowMillis) {
        List<Deadlines.Item> expired = new ArrayList<>();
        deadlines.expire(nowMillis, expired::add);
        return expired;
    }
}
