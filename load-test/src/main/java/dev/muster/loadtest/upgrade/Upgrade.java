package dev.muster.loadtest.upgrade;

import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.Campaign;
import dev.muster.loadtest.fault.Fault;
import dev.muster.loadtest.fault.Site;
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
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * The program behind {@code ./run upgrade}: a cluster of another build becomes one of this build, node by node, and is checked in each
 * state between. Exit code 0: no check failed; 1: one did, or it could not go on; 2: the command line.
 */
public final class Upgrade {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_COMMAND_LINE = 2;
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);

    private final UpgradeOptions options;
    private final Path project;
    private final Clock clock = Clock.systemUTC();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Upgrade(UpgradeOptions options, Path project) {
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
            UpgradeOptions options = UpgradeOptions.parse(List.of(arguments), project);
            code = options.help() ? help() : new Upgrade(options, project).run();
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
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(UpgradeOptions.USAGE);
        return OK;
    }

    private int run() {
        Path from = Objects.requireNonNull(options.from());
        String unique = "upgrade-" + clock.instant().getEpochSecond();
        Path directory = options.directory().resolve(unique);
        System.setProperty(
                "muster.run.log",
                directory.resolve("logs").resolve("upgrade.log").toString());
        print("%d nodes of %s, to be replaced by %s; data and logs in %s"
                .formatted(options.nodes(), from, project, directory));
        StackSettings stackSettings = StackSettings.of(project, directory)
                .withPorts(StackSettings.Ports.FREE)
                .withCommitLog(StackSettings.CommitLog.BATCH);
        LocalStack stack = LocalStack.start(stackSettings, this::print);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
        ServiceSettings settings = new ServiceSettings(
                from,
                directory.resolve("logs").resolve("service.log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                Map.of());
        try (Site site = Site.of(settings, options.nodes(), unique);
                Campaign campaign =
                        new Campaign(site, options.seed(), options.units(), COMPLETE_WITHIN, unique, this::print)) {
            replace(site, campaign, project);
            if (options.back()) {
                replace(site, campaign, from);
            }
            campaign.breaches().forEach(breach -> print("BREACH " + breach));
            print("%d checks failed".formatted(campaign.breaches().size()));
            return campaign.breaches().isEmpty() ? OK : FAILED;
        }
    }

    /** The nodes were started in the order of their numbers, and are replaced in it: the oldest is always the next. */
    private void replace(Site site, Campaign campaign, Path build) {
        for (int node = 0; node < options.nodes(); node++) {
            print("");
            print("Node %d becomes one of %s: %d of %d then".formatted(node, build, node + 1, options.nodes()));
            site.cluster().node(node).setBuild(build);
            campaign.run(List.of(Fault.RESTART_OLDEST), options.seed() + node);
        }
    }

    private void print(String line) {
        LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        out.println(line.isEmpty() ? "" : now + " " + line);
    }
}
