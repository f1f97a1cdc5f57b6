package dev.muster.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures curves by JMH, point by point, each in JVMs of its own. */
final class Runs {
    /**
     * For all points the same: enough for the largest, and so much room for what is young that a collection costs no more than what
     * then lives makes it cost.
     */
    static final List<String> JVM = List.of("-Xms2g", "-Xmx10g", "-Xmn1g");

    private static final double MILLIS = 1_000;

    private final GrowthOptions options;
    private final Path logs;
    private final Consumer<String> progress;

    /** @param logs where JMH says in detail what it does */
    Runs(GrowthOptions options, Path logs, Consumer<String> progress) {
        this.options = options;
        this.logs = logs;
        this.progress = progress;
    }

    /** How long is measured, in words. */
    String effort() {
        return "%d s of warm-up and %d s measured, second by second, in each of %d JVM(s) a point, with %s"
                .formatted(warmUps(), iterations(), options.forks(), String.join(" ", JVM));
    }

    /** {@link RunFailed}: a benchmark did not work, or what it did was not right. */
    Measured measure(Curve curve) {
        List<Measured.MeasuredSeries> all = new ArrayList<>();
        for (Curve.Series series : curve.series()) {
            List<Point> points = new ArrayList<>();
            for (int at : curve.points(options.quick())) {
                Point point = measure(curve, series, at);
                progress.accept("%s, %s: %,d %s: %.3f us, %.0f B"
                        .formatted(
                                curve.id(),
                                series.label(),
                                at,
                                curve.axis().parameter(),
                                point.micros().median(),
                                point.bytes()));
                points.add(point);
            }
            all.add(new Measured.MeasuredSeries(series, points));
        }
        return new Measured(curve, all);
    }

    private Point measure(Curve curve, Curve.Series series, int at) {
        Path log = logs.resolve("%s-%s-%d.log".formatted(curve.id(), series.method(), at));
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include("^" + Pattern.quote(series.name()) + "$")
                .param(curve.axis().parameter(), String.valueOf(at))
                .forks(options.forks())
                .warmupIterations(warmUps())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations())
                .measurementTime(TimeValue.seconds(1))
                .timeUnit(TimeUnit.MICROSECONDS)
                .jvmArgsAppend(JVM.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString());
        curve.fixed().forEach((name, value) -> jmh.param(name, String.valueOf(value)));
        try {
            Files.createDirectories(logs);
            Collection<RunResult> results = new Runner(jmh.build()).run();
            if (results.size() != 1) {
                throw new RunFailed("Expected one result of %s but got %d".formatted(series.name(), results.size()));
            }
            return point(at, results.iterator().next());
        } catch (RunnerException | IOException e) {
            throw new RunFailed("Expected %s with %,d %s to work but it did not, see %s: %s"
                    .formatted(series.name(), at, curve.axis().parameter(), log, e.getMessage()));
        }
    }

    private Point point(int at, RunResult result) {
        double[] micros = result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .mapToDouble(Runs::score)
                .toArray();
        double bytes = secondary(result, "gc.alloc.rate.norm", Double.NaN);
        double paused = secondary(result, "gc.time", 0) / (micros.length * MILLIS);
        double samples = secondary(result, "samples", 0);
        return new Point(
                at,
                Spread.of(micros),
                Math.rint(bytes),
                paused,
                samples == 0 ? null : secondary(result, "partials", 0) / samples);
    }

    private static double score(IterationResult second) {
        return second.getPrimaryResult().getScore();
    }

    private static double secondary(RunResult result, String name, double otherwise) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? otherwise : found.getScore();
    }

    private int warmUps() {
        return options.quick() ? 2 : 5;
    }

    private int iterations() {
        return options.quick() ? 3 : 10;
    }

    /** Says in one line what was expected. */
    static final class RunFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RunFailed(String message) {
            super(message);
        }
    }
}
