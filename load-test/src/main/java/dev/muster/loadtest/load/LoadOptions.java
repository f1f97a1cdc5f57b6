package dev.muster.loadtest.load;

import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param subjects in the order of {@link Subject}
 * @param rate users who begin in a second
 * @param users at any time
 * @param time how long users come
 * @param limit of 99 % of the answers
 * @param telemetryRate samples a second of the fleet, over Kafka
 * @param url a Muster that runs already; null: one is started, with a fleet
 * @param directory where reports, data and logs go
 */
record LoadOptions(
        List<Subject> subjects,
        Model model,
        int rate,
        int users,
        Duration time,
        Duration limit,
        int units,
        int telemetryRate,
        @Nullable URI url,
        Path directory,
        boolean help)
        implements Options {
    /** How users come. */
    enum Model {
        OPEN,
        CLOSED
    }

    static final String USAGE = """
            Usage: ./run load [SUBJECT]... [OPTION]...
            Load over HTTP on Muster, by Gatling, while a fleet sends over Kafka. Starts Kafka, Cassandra, one Muster and a simulated
            fleet whose devices obey and of which a twentieth is away; reads the model; asks; writes a report with charts. Every answer is
            checked for what must be true of it. Ends with 1 when one was wrong, or 99 % of some kind did not come in time.

              aggregates            totals of roots, of groups in the middle and of leaves, lists of who is missing
              twins                 twins of single assets
              history               ranges of a minute, ten minutes and an hour
              commands              a command, followed until its device has done it
              telemetry             ten samples in a request
              live                  readers of a hierarchy's events, each for some seconds
              mixed                 all of these: half of the rate aggregates, a quarter twins, a tenth history, a tenth telemetry,
                                    a twentieth commands; and as many live readers as there are users (this, if none is named)
              smoke                 all of these, a few of each: that they work

              --model open|closed   users come at a rate, or so many begin again when they are answered (open)
              --rate N              users a second for each subject, in the open model, 1 to 5000 (50)
              --users N             users at a time for each subject, in the closed model, 1 to 1000 (10)
              --seconds N           how long, after 5 s in which a rate is reached, 1 to 3600 (30)
              --limit N             milliseconds within which 99 % of the answers must come, 1 to 60000 (500; smoke: 5000)
              --units N             size of the fleet, 40 to 20000 (600)
              --telemetry-rate N    samples a second over Kafka, a third of the units to five times as many (300)
              --url URL             a Muster that runs already, with its own fleet, instead of one of our own
              --dir DIR             where reports, data and logs go (.muster/load beside this script)
              --help                this text
            """;

    /** Every so many units are away: an empty list of who is missing would be too easy. */
    static final int AWAY_EVERY = 19;

    private static final int RATE_MAX = 5_000;
    private static final int USERS_MAX = 1_000;
    private static final int SECONDS_MAX = 3_600;
    private static final int LIMIT_MAX = 60_000;
    private static final int UNITS_MIN = 40;
    private static final int UNITS_MAX = 20_000;
    private static final int REPORTS_PER_SECOND_MAX = 5;

    /** With two reports of a unit before its values are stale, a late one is not missed. */
    private static final int INTERVAL_SECONDS_MAX = (int) FleetTypes.STALE_AFTER.toSeconds() / 2;

    private static final int SMOKE_SECONDS = 5;
    private static final int SMOKE_RATE = 4;

    /** Milliseconds: the first answers of a service that has just started. */
    private static final int SMOKE_LIMIT = 5_000;

    LoadOptions {
        subjects = List.copyOf(subjects);
    }

    /** From one report of a unit to its next: those who are away send nothing, and the rate is that of the others. */
    Duration interval() {
        int away = (units + AWAY_EVERY - 1) / AWAY_EVERY;
        return Duration.ofNanos(1_000_000_000L * (units - away) / telemetryRate);
    }

    boolean is(Subject subject) {
        return subjects.contains(subject);
    }

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static LoadOptions parse(List<String> arguments, Path project) {
        Set<Subject> subjects = new TreeSet<>();
        Model model = Model.OPEN;
        int rate = 50;
        int users = 10;
        int seconds = 30;
        int limit = 500;
        int units = 600;
        int telemetryRate = 300;
        URI url = null;
        Path directory = project.resolve(".muster").resolve("load");
        boolean help = false;
        Set<String> given = new HashSet<>();
        for (Option option : Option.in(arguments)) {
            given.add(option.name());
            switch (option.name()) {
                case "--model" -> model = model(option);
                case "--rate" -> rate = option.number(1, RATE_MAX);
                case "--users" -> users = option.number(1, USERS_MAX);
                case "--seconds" -> seconds = option.number(1, SECONDS_MAX);
                case "--limit" -> limit = option.number(1, LIMIT_MAX);
                case "--units" -> units = option.number(UNITS_MIN, UNITS_MAX);
                case "--telemetry-rate" -> telemetryRate = option.number(1, UNITS_MAX * REPORTS_PER_SECOND_MAX);
                case "--url" -> url = url(option);
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> subjects.add(subject(option));
            }
        }
        if (subjects.isEmpty()) {
            subjects.add(Subject.MIXED);
        }
        boolean smoke = subjects.contains(Subject.SMOKE);
        LoadOptions options = new LoadOptions(
                List.copyOf(subjects),
                model,
                smoke ? SMOKE_RATE : rate,
                users,
                Duration.ofSeconds(smoke ? SMOKE_SECONDS : seconds),
                Duration.ofMillis(smoke && !given.contains("--limit") ? SMOKE_LIMIT : limit),
                units,
                telemetryRate,
                url,
                directory,
                help);
        options.requireFit(given);
        return options;
    }

    /** What was given but would be passed over: rather none than another load than was meant. */
    private void requireFit(Set<String> given) {
        if (subjects.size() > 1 && subjects.stream().anyMatch(Subject::isWhole)) {
            throw new IllegalArgumentException("Expected mixed or smoke alone but got %s"
                    .formatted(subjects.stream().map(Subject::word).toList()));
        }
        if (is(Subject.SMOKE)) {
            requireNone(given, "with smoke", "--model", "--rate", "--users", "--seconds");
        } else if (is(Subject.MIXED)) {
            requireNone(given, "with mixed, which is open", "--model");
        } else if (model == Model.OPEN) {
            requireNone(given, "in the open model, which has --rate", "--users");
        } else {
            requireNone(given, "in the closed model, which has --users", "--rate");
        }
        if (url != null) {
            requireNone(given, "with --url, which has a fleet of its own", "--units", "--telemetry-rate");
        }
        if (telemetryRate > units * REPORTS_PER_SECOND_MAX || (long) telemetryRate * INTERVAL_SECONDS_MAX < units) {
            throw new IllegalArgumentException("Expected --telemetry-rate from %d to %d with %d units but got %d"
                    .formatted(
                            (units + INTERVAL_SECONDS_MAX - 1) / INTERVAL_SECONDS_MAX,
                            units * REPORTS_PER_SECOND_MAX,
                            units,
                            telemetryRate));
        }
    }

    private static void requireNone(Set<String> given, String where, String... options) {
        for (String option : options) {
            if (given.contains(option)) {
                throw new IllegalArgumentException("Expected no %s %s".formatted(option, where));
            }
        }
    }

    private static Subject subject(Option option) {
        return Subject.of(option.name())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected one of the subjects and options that --help lists but got '%s'"
                                .formatted(option.name())));
    }

    private static Model model(Option option) {
        String text = option.text();
        return switch (text) {
            case "open" -> Model.OPEN;
            case "closed" -> Model.CLOSED;
            default ->
                throw new IllegalArgumentException(
                        "Expected open or closed after --model but got '%s'".formatted(text));
        };
    }

    private static URI url(Option option) {
        String text = option.text();
        try {
            URI url = URI.create(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (isHttp && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as one of another kind is.
        }
        throw new IllegalArgumentException(
                "Expected a URL such as http://localhost:8080 after --url but got '%s'".formatted(text));
    }
}
