package dev.muster.loadtest.upgrade;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.fault.Campaign;
import dev.muster.loadtest.fault.Fault;
import dev.muster.loadtest.fault.Site;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The program behind {@code ./run upgrade}: a cluster of another build becomes one of this build, node by node, and is checked in each
 * state between. Exit code 0: no check failed; 1: one did, or it could not go on; 2: the command line.
 */
public final class Upgrade {
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);

    private final UpgradeOptions options;
    private final Program program;

    private Upgrade(UpgradeOptions options, Program program) {
        this.options = options;
        this.program = program;
    }

    public static void main(String[] arguments) {
        Program.end(
                "upgrade", arguments, UpgradeOptions.USAGE, UpgradeOptions::parse, (options, program) -> new Upgrade(
                                options, program)
                        .run());
    }

    private int run() {
        Path from = Objects.requireNonNull(options.from());
        Path directory = program.directoryFor(options);
        String unique = String.valueOf(directory.getFileName());
        program.print("%d nodes of %s, to be replaced by %s; data and logs in %s"
                .formatted(options.nodes(), from, program.project(), directory));
        ServiceSettings settings = Bench.start(program, directory, StackSettings.CommitLog.BATCH)
                .service("service", Map.of())
                .builtBy(from);
        try (Site site = Site.of(settings, options.nodes(), unique);
                Campaign campaign =
                        new Campaign(site, options.seed(), options.units(), COMPLETE_WITHIN, unique, program::print)) {
            replace(site, campaign, program.project());
            if (options.back()) {
                replace(site, campaign, from);
            }
            campaign.breaches().forEach(breach -> program.print("BREACH " + breach));
            program.print("%d checks failed".formatted(campaign.breaches().size()));
            return campaign.breaches().isEmpty() ? Program.OK : Program.FAILED;
        }
    }

    /** The nodes were started in the order of their numbers, and are replaced in it: the oldest is always the next. */
    private void replace(Site site, Campaign campaign, Path build) {
        for (int node = 0; node < options.nodes(); node++) {
            program.print("");
            program.print("Node %d becomes one of %s: %d of %d then".formatted(node, build, node + 1, options.nodes()));
            site.cluster().node(node).setBuild(build);
            campaign.run(List.of(Fault.RESTART_OLDEST), options.seed() + node);
        }
    }
}
