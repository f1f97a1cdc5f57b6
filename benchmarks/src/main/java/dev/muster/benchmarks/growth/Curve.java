package dev.muster.benchmarks.growth;

import dev.muster.benchmarks.FleetGrowthBenchmark;
import dev.muster.benchmarks.ModelLookUpBenchmark;
import dev.muster.benchmarks.RollupBenchmark;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is measured over what. Only one parameter of a benchmark changes at a time. */
@SuppressWarnings("ImmutableEnumChecker") // All of it is made of List.of and Map.of.
enum Curve {
    ASSETS(
            "A sample on its whole way, by assets",
            new Axis("assets", "assets in the fleet", List.of(1_000, 10_000, 100_000, 1_000_000), 3),
            Map.of("signals", 3, "depth", 2),
            List.of(new Series(FleetGrowthBenchmark.class, "sample", "a sample", Expected.FLAT))),
    SIGNALS(
            "A sample on its whole way, by signals",
            new Axis("signals", "signals in a sample, one of which is summed", List.of(1, 3, 10), 3),
            Map.of("assets", 2_000, "depth", 2),
            List.of(new Series(FleetGrowthBenchmark.class, "sample", "a sample", Expected.PROPORTIONAL))),
    DEPTH(
            "A sample on its whole way, by depth",
            new Axis("depth", "levels of groups below the root, in both hierarchies", List.of(2, 4, 6, 8), 4),
            Map.of("assets", 100_000, "signals", 3),
            List.of(new Series(FleetGrowthBenchmark.class, "sample", "a sample", Expected.PROPORTIONAL))),
    MEMBERS(
            "An update of a member, by members of its group",
            new Axis("members", "members of the group", List.of(10, 100, 1_000, 10_000, 100_000), 4),
            Map.of(),
            List.of(
                    new Series(RollupBenchmark.class, "one", "an update by itself", Expected.FLAT),
                    new Series(RollupBenchmark.class, "hundred", "an update of a hundred at once", Expected.FLAT))),
    ANSWERS(
            "Answers of a group, by its members",
            new Axis("members", "members of the group", List.of(10, 100, 1_000, 10_000, 100_000), 4),
            Map.of(),
            List.of(
                    new Series(RollupBenchmark.class, "answer", "its total", Expected.FLAT),
                    new Series(
                            RollupBenchmark.class, "missing", "who is missing: the last one", Expected.PROPORTIONAL))),
    QUESTIONS(
            "Questions to the model about any moment, by assets",
            new Axis("assets", "assets in the model", List.of(1_000, 10_000, 100_000, 1_000_000), 3),
            Map.of(),
            List.of(
                    new Series(ModelLookUpBenchmark.class, "asset", "an asset", Expected.FLAT),
                    new Series(ModelLookUpBenchmark.class, "parents", "its groups", Expected.FLAT),
                    new Series(ModelLookUpBenchmark.class, "ancestors", "all groups above it", Expected.FLAT)));

    /**
     * @param parameter as the benchmark calls it
     * @param title what the numbers are
     * @param all what is measured, from the least to the greatest
     * @param quick how many of them, from the least, are enough for a try
     */
    record Axis(String parameter, String title, List<Integer> all, int quick) {}

    /**
     * One line of a plot.
     *
     * @param exponentMax of the cost over the parameter; where it is greater, the curve bends up
     */
    record Series(Class<?> benchmark, String method, String label, double exponentMax) {
        /** As JMH calls it. */
        String name() {
            return benchmark.getName() + "." + method;
        }
    }

    /** What growth is expected; a bit more is the machine's. */
    private static final class Expected {
        static final double FLAT = 0.15;
        static final double PROPORTIONAL = 1.1;
    }

    private final String title;
    private final Axis axis;
    private final Map<String, Integer> fixed;
    private final List<Series> series;

    Curve(String title, Axis axis, Map<String, Integer> fixed, List<Series> series) {
        this.title = title;
        this.axis = axis;
        this.fixed = fixed;
        this.series = series;
    }

    /** As it is called on the command line, and its files are. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    Axis axis() {
        return axis;
    }

    /** The other parameters of its benchmarks. */
    Map<String, Integer> fixed() {
        return fixed;
    }

    List<Series> series() {
        return series;
    }

    List<Integer> points(boolean quick) {
        return quick ? axis.all().subList(0, axis.quick()) : axis.all();
    }

    static Curve of(String id) {
        return Arrays.stream(values())
                .filter(curve -> curve.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("Expected curves out of %s but got '%s'".formatted(ids(), id)));
    }

    static String ids() {
        return Arrays.stream(values()).map(Curve::id).collect(Collectors.joining(","));
    }
}
