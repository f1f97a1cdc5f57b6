package dev.muster.loadtest.fault;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.fault.check.Breach;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The program behind {@code ./run soak}: breaks Muster for as long as it is told to, by a schedule that its seed decides. Exit
 * code 0: no check failed; 1: one did, or it could not go on; 2: the command line.
 */
public final class Soak {
    /** Checks follow so many faults, so that what was sent need not be remembered for ever. */
    private static final int FAULTS_PER_ROUND = 4;

    private static final Duration COMPLETE_WITHIN = Duration.ofSeconds(120);

    private final SoakOptions options;
    private final Program program;

    private Soak(SoakOptions options, Program program) {
        this.options = options;
        this.program = program;
    }

    public static void main(String[] arguments) {
        Program.end("soak", arguments, SoakOptions.USAGE, SoakOptions::parse, (options, program) -> new Soak(
                        options, program)
                .run());
    }

    private int run() {
        Path directory = program.directoryFor(options);
        String unique = String.valueOf(directory.getFileName());
        program.print("Soak with seed %d: %d nodes, %d units, %d min; data and logs in %s"
                .formatted(
                        options.seed(),
                        options.nodes(),
                        options.units(),
                        options.lasts().toMinutes(),
                        directory));
        // What Cassandra has acknowledged must survive that it is killed.
        Bench bench = Bench.start(program, directory, StackSettings.CommitLog.BATCH);
        LocalStack stack = bench.stack();
        ServiceSettings settings = bench.service("service", Map.of());
        try (Site site = Site.of(settings, options.nodes(), unique, stack.kafka(), stack.cassandra());
                Campaign campaign =
                        new Campaign(site, options.seed(), options.units(), COMPLETE_WITHIN, unique, program::print)) {
            Schedule schedule = new Schedule(options.seed(), options.faults(), options.nodes());
            Instant end = program.clock().instant().plus(options.lasts());
            do {
                List<Schedule.Step> steps = new ArrayList<>();
                for (int i = 0; i < FAULTS_PER_ROUND; i++) {
                    steps.add(schedule.next());
                }
                campaign.round(steps, end);
            } while (program.clock().instant().isBefore(end));
            return summary(campaign);
        }
    }

    private int summary(Campaign campaign) {
        program.print("");
        Map<Figure.Kind, List<Figure>> byKind = campaign.figures().stream()
                .collect(Collectors.groupingBy(Figure::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, figures) -> {
            List<Duration> took = figures.stream().map(Figure::took).sorted().toList();
            program.print("%-8s %3d: median %.1f s, longest %.1f s, %d within the target, deepest dip to %.0f %%"
                    .formatted(
                            kind,
                            figures.size(),
                            took.get(took.size() / 2).toMillis() / 1000.0,
                            took.get(took.size() - 1).toMillis() / 1000.0,
                            figures.stream().filter(Figure::isWithinTarget).count(),
                            100
                                    * figures.stream()
                                            .map(figure -> figure.recovery().depth())
                                            .min(Comparator.naturalOrder())
                                            .orElse(1.0)));
        });
        List<Breach> breaches = campaign.breaches();
        breaches.forEach(breach -> program.print("BREACH " + breach));
        program.print(
                breaches.isEmpty()
                        ? "Seed %d: no check failed".formatted(options.seed())
                        : "Seed %d: %d checks failed".formatted(options.seed(), breaches.size()));
        return breaches.isEmpty() ? Program.OK : Program.FAILED;
    }
}
