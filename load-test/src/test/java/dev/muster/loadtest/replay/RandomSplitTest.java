package dev.muster.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.type.FixedPoint;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomSplitTest {
    @Test
    void shouldSumUpExactlyWhateverTheFigureAndTheNumberOfParts() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 3_000; i++) {
            long micros = random.nextLong(-20_000_000_000L, 20_000_000_000L) >> random.nextInt(40);
            int parts = random.nextInt(1, 120);

            long[] split = RandomSplit.split(micros, parts, random);

            assertThat(split).hasSize(parts);
            assertThat(Arrays.stream(split).sum()).isEqualTo(micros);
            for (long part : split) {
                assertThat(FixedPoint.toMicros(part / (double) FixedPoint.MICROS_PER_UNIT))
                        .isEqualTo(part);
            }
        }
    }

    @Test
    void shouldGiveTheWholeFigureToAnOnlyUnit() {
        assertThat(RandomSplit.split(-11_530_000, 1, new SplittableRandom(1))).containsExactly(-11_530_000);
    }

    @Test
    void shouldNotSplitEvenlyAndReachBelowZero() {
        long[] split = RandomSplit.split(500_000_000, 50, new SplittableRandom(1));

        assertThat(Arrays.stream(split).distinct().count()).isGreaterThan(45);
        assertThat(Arrays.stream(split).max().orElseThrow()).isGreaterThan(20_000_000);
        assertThat(Arrays.stream(split).filter(part -> part < 0)).isNotEmpty();
    }

    @Test
    void shouldSplitTheSameForTheSameSeed() {
        assertThat(RandomSplit.split(7_000_001, 9, new SplittableRandom(4)))
                .isEqualTo(RandomSplit.split(7_000_001, 9, new SplittableRandom(4)))
                .isNotEqualTo(RandomSplit.split(7_000_001, 9, new SplittableRandom(5)));
    }
}
