package dev.muster.loadtest.backup;

import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackFailure;
import dev.muster.loadtest.stack.StackSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;

/** Behind {@code ./run backup} and {@code ./run restore}. What keeps it from going on is one line on the error stream. */
public final class BackupRun {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_COMMAND_LINE = 2;

    private final Path project;
    private final BackupOptions options;
    private final StackBackup backups = new StackBackup(Clock.systemUTC(), BackupRun::say);

    private BackupRun(Path project, BackupOptions options) {
        this.project = project;
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        Path project = Path.of(System.getProperty("muster.project.dir", ""))
                .toAbsolutePath()
                .normalize();
        if (arguments.contains("--help")) {
            say(BackupOptions.USAGE.strip());
            return OK;
        }
        try {
            BackupOptions options = BackupOptions.parse(arguments, project);
            BackupRun run = new BackupRun(project, options);
            switch (options.mode()) {
                case BACKUP -> run.back();
                case RESTORE -> run.restore();
            }
            return OK;
        } catch (IllegalArgumentException e) {
            System.err.println("muster: " + e.getMessage());
            return BAD_COMMAND_LINE;
        } catch (BackupFailure | StackFailure e) {
            System.err.println("muster: " + e.getMessage());
            return FAILED;
        }
    }

    private void back() {
        // Said before a stack is started for it.
        if (Files.exists(options.backup())) {
            throw new BackupFailure(
                    "Expected a new directory for the backup but %s is there already".formatted(options.backup()));
        }
        if (!Files.isDirectory(StackBackup.tablesOf(options.directory()))) {
            throw new BackupFailure(
                    "Expected a stack with data in %s but there is none".formatted(options.directory()));
        }
        if (LocalStack.livesIn(options.directory())) {
            backups.take(running(), options.backup());
        } else {
            try (LocalStack stack = start()) {
                backups.take(target(stack), options.backup());
            }
        }
        say("The backup is in " + options.backup());
    }

    private void restore() {
        if (LocalStack.livesIn(options.directory())) {
            throw new BackupFailure(
                    "Expected no stack in %s but one is running: stop it first".formatted(options.directory()));
        }
        boolean kafkaSurvived =
                Files.exists(options.directory().resolve("kafka").resolve("data"));
        backups.restoreTables(options.backup(), options.directory());
        try (LocalStack stack = start()) {
            if (kafkaSurvived) {
                backups.rewindGroups(options.backup(), stack.kafkaBootstrap());
            } else {
                backups.restoreTopics(options.backup(), stack.kafkaBootstrap());
            }
        } catch (BackupFailure | StackFailure e) {
            // Tables with offsets that are newer would lose samples in silence.
            throw new BackupFailure(
                    "%s. Start nothing on what is in %s now: move %s away once more, and restore again"
                            .formatted(
                                    e.getMessage(), options.directory(), kafkaSurvived ? "its cassandra" : "all of it"),
                    e);
        }
        say("Restored. Start once with: MUSTER_MODEL_CHANGELOG_DIFFERS=unite ./run");
    }

    private LocalStack start() {
        return LocalStack.start(
                StackSettings.of(project, options.directory())
                        .withPorts(StackSettings.Ports.FREE)
                        .withCommitLog(StackSettings.CommitLog.BATCH),
                BackupRun::say);
    }

    private StackBackup.Target target(LocalStack stack) {
        return new StackBackup.Target(
                options.directory(), stack.kafkaBootstrap(), stack.ports().cassandraJmx());
    }

    /** Where the servers of another launcher answer stands in their settings. */
    private StackBackup.Target running() {
        Path directory = options.directory();
        Properties kafka = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("kafka").resolve("server.properties"))) {
            kafka.load(reader);
            String listener = kafka.getProperty("advertised.listeners", "");
            int jmxPort = Integer.parseInt(
                    Files.readString(LocalStack.cassandraJmxPort(directory)).strip());
            return new StackBackup.Target(directory, listener.substring(listener.indexOf("//") + 2), jmxPort);
        } catch (IOException | NumberFormatException e) {
            throw new BackupFailure(
                    "Expected the settings of the running stack in %s but got: %s".formatted(directory, e), e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
