package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
