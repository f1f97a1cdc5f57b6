package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.1, 100000",
        "-11.53, -11530000",
        "0.003056, 3056",
        "0.0000005, 0",
        "0.0000015, 2",
        "6955, 6955000000"
    })
    void shouldRoundToMicros(double quantity, long micros) {
        assertThat(FixedPoint.toMicros(quantity)).isEqualTo(micros);
    }

    @Test
    void shouldRoundWhatIsShown() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            double decimal = (random.nextLong() % 1_000_000_000_000L) / Math.pow(10, random.nextInt(13));
            double middle = (random.nextInt(2_000_000_000) - 1_000_000_000) / 1e6 + 5e-7;
            double any = Double.longBitsToDouble(random.nextLong());
            for (double quantity : new double[] {decimal, middle, Math.nextUp(middle), Math.nextDown(middle), any}) {
                if (Math.abs(quantity) < 9e12) {
                    assertThat(FixedPoint.toMicros(quantity)).isEqualTo(naive(quantity));
                }
            }
        }
    }

    private static long naive(double quantity) {
        return new BigDecimal(Double.toString(quantity))
                .setScale(6, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e13, -1e13, Double.MAX_VALUE})
    void shouldRefuseWhatMicrosCannotHold(double quantity) {
        assertThatThrownBy(() -> FixedPoint.toMicros(quantity)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldSumTheSameInEveryOrder() {
        List<Double> quantities =
                new Random(3).doubles(1_000, -1e6, 1e6).boxed().collect(Collectors.toList());
        long sum = quantities.stream().mapToLong(FixedPoint::toMicros).sum();

        Collections.shuffle(quantities, new Random(4));

        assertThat(quantities.stream().mapToLong(FixedPoint::toMicros).sum()).isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "57000000, 57", "2100000, 2.1", "-1, -0.000001", "100000000, 100"})
    void shouldShowExactDecimals(long micros, String decimal) {
        assertThat(FixedPoint.toDecimal(micros).toPlainString()).isEqualTo(decimal);
    }
}
