package dev.muster.aggregation.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
