package dev.muster.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muster.benchmarks.growth.Measured.MeasuredSeries;
import dev.muster.benchmarks.growth.plot.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class ReportTest {
    private static final Point THOUSAND = new Point(1_000, new Spread(7.5, 8, 9), 12_345, 0.004, 0.14);
    private static final Point TEN_THOUSAND = new Point(10_000, new Spread(8.5, 9, 9.5), 12_400, 0.0123, 1.5);
    private static final Point MILLION = new Point(1_000_000, new Spread(35, 36, 40), 12_500, 0.25, 2.65);
    private static final Measured ASSETS = new Measured(
            Curve.ASSETS,
            List.of(new MeasuredSeries(Curve.ASSETS.series().get(0), List.of(THOUSAND, TEN_THOUSAND, MILLION))));

    @Test
    void shouldHaveExponentsOfSteps() {
        List<Step> steps = Step.between(List.of(THOUSAND, TEN_THOUSAND, MILLION));

        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).parameter()).isEqualTo(10);
        assertThat(steps.get(0).cost()).isEqualTo(1.125);
        assertThat(steps.get(0).exponent()).isCloseTo(0.051, within(0.001));
        assertThat(steps.get(1).exponent()).isCloseTo(0.301, within(0.001));
    }

    /** Constant is 0, proportional 1, quadratic 2, whatever the step. */
    @Test
    void shouldTellPowersApart() {
        assertThat(new Step(3, 10, 10 / 3.0, 1).exponent()).isZero();
        assertThat(new Step(3, 10, 10 / 3.0, 10 / 3.0).exponent()).isCloseTo(1, within(1e-9));
        assertThat(new Step(4, 6, 1.5, 2.25).exponent()).isCloseTo(2, within(1e-9));
        assertThat(new Step(4, 6, 1.5, 0.9).exponent()).isNegative();
    }

    @Test
    void shouldBendUpAboveWhatIsExpectedOnly() {
        double exponent = new Step(1, 10, 10, 1.5).exponent();

        assertThat(new Step(1, 10, 10, 1.5).bendsUp(exponent)).isFalse();
        assertThat(new Step(1, 10, 10, 1.51).bendsUp(exponent)).isTrue();
    }

    @Test
    void shouldExpectMoreOfSignalsAndDepthThanOfFleets() {
        assertThat(Curve.ASSETS.series()).extracting(Curve.Series::exponentMax).containsOnly(0.15);
        assertThat(Curve.MEMBERS.series()).extracting(Curve.Series::exponentMax).containsOnly(0.15);
        assertThat(Curve.SIGNALS.series()).extracting(Curve.Series::exponentMax).containsOnly(1.1);
        assertThat(Curve.DEPTH.series()).extracting(Curve.Series::exponentMax).containsOnly(1.1);
    }

    @Test
    void shouldPrintTableAndNameTheBend() {
        assertThat(Report.markdown(ASSETS))
                .containsExactly(
                        "### A sample on its whole way, by assets",
                        "![A sample on its whole way, by assets](performance/assets.svg)",
                        "",
                        "| assets in the fleet | µs, median (min to max) | cost | exponent | bytes allocated | GC pauses |"
                                + " partials told |",
                        "|---|---|---|---|---|---|---|",
                        "| 1,000 | 8 (7.5 to 9) |  | | 12,345 | 0.4 % | 0.14 |",
                        "| 10,000 | 9 (8.5 to 9.5) | × 1.13 for × 10 | 0.05 | 12,400 | 1.2 % | 1.50 |",
                        "| 1,000,000 | 36 (35 to 40) | × 4.00 for × 100 | 0.30 BENDS UP | 12,500 | 25.0 % | 2.65 |",
                        "",
                        "With depth = 2, signals = 3.",
                        "BENDS UP: assets, a sample, from 10,000 to 1,000,000: exponent 0.30, expected at most 0.15",
                        "");
    }

    @Test
    void shouldPrintSeveralLinesOfOneCurve() {
        Measured members = members();

        assertThat(Report.markdown(members))
                .contains(
                        "| of | members of the group | µs, median (min to max) | cost | exponent | bytes allocated |"
                                + " GC pauses |",
                        "|---|---|---|---|---|---|---|",
                        "| an update by itself | 10 | 0.157 (0.127 to 0.241) |  | | 248 | 0.0 % |",
                        "| an update of a hundred at once | 100 | 0.087 (0.08 to 0.09) | × 0.97 for × 10 | -0.01 | 204 | 0.0 % |",
                        "Bends up nowhere.");
    }

    @Test
    void shouldListAllFigures() {
        assertThat(Report.csv(ASSETS))
                .containsExactly(
                        "curve,of,parameter,value,us_median,us_min,us_max,bytes,collecting,partials_per_sample,exponent",
                        "assets,sample,assets,1000,8.0000,7.5000,9.0000,12345,0.0040,0.1400,",
                        "assets,sample,assets,10000,9.0000,8.5000,9.5000,12400,0.0123,1.5000,0.05",
                        "assets,sample,assets,1000000,36.0000,35.0000,40.0000,12500,0.2500,2.6500,0.30");
    }

    @Test
    void shouldDrawTimesWithTheirSpreadAndBytes() {
        var plot = Report.plot(ASSETS);

        assertThat(plot.panels()).hasSize(2);
        assertThat(plot.panels().get(0).lines().get(0).dots())
                .startsWith(new Line.Dot(1_000, 7.5, 8, 9))
                .hasSize(3);
        assertThat(plot.panels().get(1).lines().get(0).dots()).contains(new Line.Dot(10_000, 12_400, 12_400, 12_400));
        assertThat(Report.plot(members()).panels().get(1).lines())
                .extracting(Line::label)
                .containsExactly("an update by itself", "an update of a hundred at once");
    }

    @Test
    void shouldTakeTheMiddle() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(4, 1, 2, 9)).isEqualTo(new Spread(1, 3, 9));
        assertThatThrownBy(() -> Spread.of(0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A name that JMH does not know would be found out after minutes only. */
    @Test
    void shouldNameBenchmarksThatAreThere() {
        for (Curve curve : Curve.values()) {
            assertThat(curve.points(true)).hasSizeGreaterThan(1).isSubsetOf(curve.points(false));
            assertThat(curve.points(false)).isSorted();
            for (Curve.Series series : curve.series()) {
                assertThat(series.benchmark().getMethods())
                        .filteredOn(method -> method.isAnnotationPresent(Benchmark.class))
                        .extracting("name")
                        .contains(series.method());
            }
        }
    }

    private static Measured members() {
        return new Measured(
                Curve.MEMBERS,
                List.of(
                        new MeasuredSeries(
                                Curve.MEMBERS.series().get(0),
                                List.of(new Point(10, new Spread(0.127, 0.157, 0.241), 248, 0, null))),
                        new MeasuredSeries(
                                Curve.MEMBERS.series().get(1),
                                List.of(
                                        new Point(10, new Spread(0.08, 0.09, 0.1), 204, 0, null),
                                        new Point(100, new Spread(0.08, 0.087, 0.09), 204, 0, null)))));
    }
}
