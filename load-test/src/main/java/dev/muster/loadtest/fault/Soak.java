package dev.muster.loadtest.fault;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.Breach;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackFailure;
import dev.muster.loadtest.stack.StackSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * The program behind {@code ./run soak}: breaks Muster for as long as it is told to, by a schedule that its seed decides. Exit
 * code 0: no check failed; 1: one did, or it could not go on; 2: the command line.
 */
public final class Soak {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_COMMAND_LINE = 2;

    /** Checks follow so many faults, so that what was sent need not be remembered for ever. */
    private static final int FAULTS_PER_ROUND = 4;

    private static final Duration COMPLETE_WITHIN = Duration.ofSeconds(120);

    private final SoakOptions options;
    private final Path project;
    private final Clock clock = Clock.systemUTC();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Soak(SoakOptions options, Path project) {
        this.options = options;
        this.project = project;
    }

    public static void main(String[] arguments) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code;
        try {
            SoakOptions options = SoakOptions.parse(List.of(arguments), project);
            code = options.help() ? help() : new Soak(options, project).run();
        } catch (IllegalArgumentException e) {
            err.println("muster: " + e.getMessage());
            code = BAD_COMMAND_LINE;
        } catch (ServiceFailure | StackFailure | RequestFailed | CompletionException e) {
            err.println("muster: " + e.getMessage());
            code = FAILED;
        }
        // Clients and the fleet have threads of their own.
        System.exit(code);
    }

    private static int help() {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(SoakOptions.USAGE);
        return OK;
    }

    private int run() {
        String unique = "soak-" + clock.instant().getEpochSecond();
        Path directory = options.directory().resolve(unique);
        System.setProperty(
                "muster.run.log", directory.resolve("logs").resolve("soak.log").toString());
        print("Soak with seed %d: %d nodes, %d units, %d min; data and logs in %s"
                .formatted(
                        options.seed(),
                        options.nodes(),
                        options.units(),
                        options.lasts().toMinutes(),
                        directory));
        StackSettings stackSettings = StackSettings.of(project, directory)
                .withPorts(StackSettings.Ports.FREE)
                // What Cassandra has acknowledged must survive that it is killed.
                .withCommitLog(StackSettings.CommitLog.BATCH);
        LocalStack stack = LocalStack.start(stackSettings, this::print);
        Thread atEnd = new Thread(stack::close, "stack-shutdown");
        Runtime.getRuntime().addShutdownHook(atEnd);
        ServiceSettings settings = new ServiceSettings(
                project,
                directory.resolve("logs").resolve("service.log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                Map.of());
        try (Site site = Site.of(settings, options.nodes(), unique, stack.kafka(), stack.cassandra());
                Campaign campaign =
                        new Campaign(site, options.seed(), options.units(), COMPLETE_WITHIN, unique, this::print)) {
            Schedule schedule = new Schedule(options.seed(), options.faults(), options.nodes());
            Instant end = clock.instant().plus(options.lasts());
            do {
                List<Schedule.Step> steps = new ArrayList<>();
                for (int i = 0; i < FAULTS_PER_ROUND; i++) {
                    steps.add(schedule.next());
                }
                campaign.round(steps, end);
            } while (clock.instant().isBefore(end));
            return summary(campaign);
        }
    }

    private int summary(Campaign campaign) {
        print("");
        Map<Figure.Kind, List<Figure>> byKind = campaign.figures().stream()
                .collect(Collectors.groupingBy(Figure::kind, TreeMap::new, Collectors.toList()));
        byKind.forEach((kind, figures) -> {
            List<Duration> took = figures.stream().map(Figure::took).sorted().toList();
            print("%-8s %3d: median %.1f s, longest %.1f s, %d within the target, deepest dip to %.0f %%"
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
        breaches.forEach(breach -> print("BREACH " + breach));
        print(
                breaches.isEmpty()
                        ? "Seed %d: no check failed".formatted(options.seed())
                        : "Seed %d: %d checks failed".formatted(options.seed(), breaches.size()));
        return breaches.isEmpty() ? OK : FAILED;
    }

    private void print(String line) {
        LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        out.println(line.isEmpty() ? "" : now + " " + line);
    }
}
