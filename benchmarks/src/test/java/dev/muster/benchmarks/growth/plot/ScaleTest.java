package dev.muster.benchmarks.growth.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void shouldPlaceEqualDifferencesEquallyFarApart() {
        Scale scale = new Scale(false, 0, 10, 100, 200);

        assertThat(scale.position(0)).isEqualTo(100);
        assertThat(scale.position(2.5)).isEqualTo(125);
        assertThat(scale.position(10)).isEqualTo(200);
    }

    @Test
    void shouldPlaceEqualFactorsEquallyFarApart() {
        Scale scale = new Scale(true, 1_000, 1_000_000, 100, 400);

        assertThat(scale.position(1_000)).isEqualTo(100);
        assertThat(scale.position(10_000)).isCloseTo(200, within(1e-9));
        assertThat(scale.position(100_000)).isCloseTo(300, within(1e-9));
        assertThat(scale.position(1_000_000)).isEqualTo(400);
    }

    @Test
    void shouldGoUp() {
        assertThat(new Scale(false, 0, 4, 300, 100).position(1)).isEqualTo(250);
    }

    @Test
    void shouldHaveRoomForAllFromZeroInRoundSteps() {
        Scale scale = Scale.around(7.5, 40, 300, 100);

        assertThat(scale).isEqualTo(new Scale(false, 0, 50, 300, 100));
        assertThat(scale.ticks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
        assertThat(Scale.around(0, 0, 300, 100).max()).isEqualTo(1);
        assertThat(Scale.around(3, 0.95 * 4, 300, 100).max()).isEqualTo(4);
    }

    @Test
    void shouldShowFactorsWhenFarApart() {
        Scale scale = Scale.around(0.02, 700, 300, 100);

        assertThat(scale.logarithmic()).isTrue();
        assertThat(scale.min()).isCloseTo(0.01, within(1e-12));
        assertThat(scale.max()).isCloseTo(1_000, within(1e-9));
        assertThat(scale.ticks()).hasSize(6).first().isEqualTo(0.01);
        assertThat(Scale.around(1, 29, 300, 100).logarithmic()).isFalse();
        assertThat(Scale.around(1, 30, 300, 100).logarithmic()).isTrue();
        assertThat(Scale.around(0, 700, 300, 100).logarithmic()).isFalse();
    }

    @Test
    void shouldRefuseAxisThatIsNone() {
        assertThatThrownBy(() -> new Scale(false, 1, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scale(true, 0, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected an axis from a lower to a higher value above 0 but got 0.0 to 1.0");
    }

    @Test
    void shouldShowAsManyDigitsAsCount() {
        assertThat(Figures.of(0)).isEqualTo("0");
        assertThat(Figures.of(0.012345)).isEqualTo("0.0123");
        assertThat(Figures.of(9.999)).isEqualTo("10");
        assertThat(Figures.of(123.4)).isEqualTo("123");
        assertThat(Figures.of(12_345.6)).isEqualTo("12,346");
        assertThat(Figures.count(100)).isEqualTo("100");
        assertThat(Figures.count(2_500)).isEqualTo("2.5k");
        assertThat(Figures.count(1_000_000)).isEqualTo("1M");
    }
}
