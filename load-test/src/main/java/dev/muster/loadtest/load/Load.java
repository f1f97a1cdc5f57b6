package dev.muster.loadtest.load;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.service.ServiceFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program behind {@code ./run load}: load over HTTP, on a Muster of its own or on one that runs. Exit code 0: all answers were right
 * and in time; 1: they were not, or it could not go on; 2: the command line.
 */
public final class Load {
    private final LoadOptions options;
    private final Program program;

    private Load(LoadOptions options, Program program) {
        this.options = options;
        this.program = program;
    }

    public static void main(String[] arguments) {
        Program.end("load", arguments, LoadOptions.USAGE, LoadOptions::parse, (options, program) -> new Load(
                        options, program)
                .run());
    }

    private int run() {
        Path directory = program.directoryFor(options);
        program.print("%s; reports, data and logs in %s".formatted(described(), directory));
        URI url = options.url();
        return url == null ? onOneOfItsOwn(directory) : onRunning(url, directory);
    }

    private String described() {
        String subjects = options.subjects().stream().map(Subject::word).collect(Collectors.joining(", "));
        String load =
                switch (options.model()) {
                    case OPEN -> "%d/s".formatted(options.rate());
                    case CLOSED -> "%d users".formatted(options.users());
                };
        return "%s: %s for %d s".formatted(subjects, load, options.time().toSeconds());
    }

    private int onRunning(URI url, Path directory) {
        if (!new MusterClient(url, new Principal("load-test")).ready()) {
            throw new ServiceFailure("Expected a Muster that is ready at %s but there is none".formatted(url));
        }
        return gatling(url, directory);
    }

    private int onOneOfItsOwn(Path directory) {
        try (LocalMuster muster = LocalMuster.start(options, Bench.start(program, directory))) {
            if (!options.is(Subject.SMOKE)) {
                program.print("Warmed up for %d s: %,d answers"
                        .formatted(WarmUp.TIME.toSeconds(), muster.warmUp(program.clock())));
            }
            long samples = muster.samples();
            Instant began = program.clock().instant();
            int code = gatling(muster.uri(), directory);
            samples = muster.samples() - samples;
            double seconds = Duration.between(began, program.clock().instant()).toMillis() / 1_000.0;
            program.print(
                    "Over Kafka the fleet sent %,d samples meanwhile, %.0f/s".formatted(samples, samples / seconds));
            return code;
        }
    }

    private int gatling(URI url, Path directory) {
        GatlingRun.Outcome outcome =
                new GatlingRun(program.project(), directory).run(simulation(), settings(url), program::show);
        outcome.report().ifPresent(report -> program.print("Report: " + report));
        if (outcome.code() == Program.OK) {
            program.print("Everything that was asserted held");
            return Program.OK;
        }
        program.print(
                outcome.code() == GatlingRun.Outcome.NOT_HELD
                        ? "Something that was asserted did not hold: see above what says false"
                        : "Gatling ended with code %d; its log is %s".formatted(outcome.code(), outcome.log()));
        return Program.FAILED;
    }

    private String simulation() {
        if (options.is(Subject.SMOKE)) {
            return "SmokeSimulation";
        }
        if (options.is(Subject.MIXED)) {
            return "MixedSimulation";
        }
        return options.model() == LoadOptions.Model.OPEN ? "OpenSimulation" : "ClosedSimulation";
    }

    private Map<String, String> settings(URI url) {
        return Map.of(
                "url", url.toString(),
                "subjects", options.subjects().stream().map(Subject::word).collect(Collectors.joining(",")),
                "rate", Integer.toString(options.rate()),
                "users", Integer.toString(options.users()),
                "seconds", Long.toString(options.time().toSeconds()),
                "limit-ms", Long.toString(options.limit().toMillis()));
    }
}
