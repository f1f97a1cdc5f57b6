package dev.muster.assetmodel.mismatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2.1     | 2.1     | true
            3.0     | 3       | true
            3.0     | 3e0     | true
            -0      | +0.0    | true
            1E3     | 1000    | true
            007     | 7       | false
            18.500  | 18.5    | true
            10      | 1e1     | true
            3       | 3.0001  | false
            3       | -3      | false
            2.1.0   | 2.1     | false
            v3      | V3      | false
            3 MW    | 3.0 MW  | false
            NaN     | NaN     | true
            0x10    | 16      | false
            1e      | 1       | false
            .5      | 0.5     | false
            ٣       | 3       | false
            1e999999 | 1e999998 | false
            """)
    void shouldCompareNumbersAsNumbersAndAllElseToTheLetter(String one, String other, boolean same) {
        assertThat(SameText.of(one, other)).isEqualTo(same);
        assertThat(SameText.of(other, one)).isEqualTo(same);
    }

    @Test
    void shouldNotBeHeldUpByHugeNumbers() {
        String one = "1" + "0".repeat(200) + "e999999";
        String other = "1" + "0".repeat(249) + "e-999999";

        long begun = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(SameText.of(one, other)).isFalse();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
}
