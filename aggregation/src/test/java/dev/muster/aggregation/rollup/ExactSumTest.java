package dev.muster.aggregation.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private static final long[] EXTREMES = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, 1L << 62};

    @Test
    void shouldEqualTheSumOfUnboundedIntegers() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            ExactSum sum = new ExactSum();
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 40; i++) {
                long summand = random.nextBoolean() ? random.nextLong() : EXTREMES[random.nextInt(EXTREMES.length)];
                if (random.nextBoolean()) {
                    sum.add(summand);
                    expected = expected.add(BigInteger.valueOf(summand));
                } else {
                    sum.subtract(summand);
                    expected = expected.subtract(BigInteger.valueOf(summand));
                }
                assertThat(sum.fits()).as("seed %d", seed).isEqualTo(expected.bitLength() < Long.SIZE);
                if (sum.fits()) {
                    assertThat(sum.asLong()).as("seed %d", seed).isEqualTo(expected.longValueExact());
                }
            }
        }
    }

    @Test
    void shouldRefuseToReadASumBeyondALong() {
        ExactSum sum = new ExactSum();
        sum.add(Long.MAX_VALUE);
        sum.add(1);

        assertThatThrownBy(sum::asLong).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldComeBackFromBeyondALong() {
        ExactSum sum = new ExactSum();
        sum.add(Long.MAX_VALUE);
        sum.add(5);
        sum.subtract(6);

        assertThat(sum.asLong()).isEqualTo(Long.MAX_VALUE - 1);
    }
}
