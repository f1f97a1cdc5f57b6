package dev.muster.loadtest.backup;

import dev.muster.loadtest.program.Program;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackFailure;
import dev.muster.loadtest.stack.StackSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/** Behind {@code ./run backup} and {@code ./run restore}. What keeps it from going on is one line on the error stream. */
public final class BackupRun {
    private final Program program;
    private final BackupOptions options;
    private final Path backup;
    private final StackBackup backups;

    private BackupRun(BackupOptions options, Program program) {
        this.program = program;
        this.options = options;
        this.backup = Objects.requireNonNull(options.backup());
        this.backups = new StackBackup(program.clock(), program::show);
    }

    public static void main(String[] arguments) {
        Program.end("backup", arguments, BackupOptions.USAGE, BackupOptions::parse, BackupRun::run);
    }

    private static int run(BackupOptions options, Program program) {
        BackupRun run = new BackupRun(options, program);
        try {
            switch (options.mode()) {
                case BACKUP -> run.back();
                case RESTORE -> run.restore();
            }
            return Program.OK;
        } catch (BackupFailure e) {
            return program.failed(e);
        }
    }

    private void back() {
        // Said before a stack is started for it.
        if (Files.exists(backup)) {
            throw new BackupFailure(
                    "Expected a new directory for the backup but %s is there already".formatted(backup));
        }
        if (!Files.isDirectory(StackBackup.tablesOf(options.directory()))) {
            throw new BackupFailure(
                    "Expected a stack with data in %s but there is none".formatted(options.directory()));
        }
        if (LocalStack.livesIn(options.directory())) {
            backups.take(running(), backup);
        } else {
            try (LocalStack stack = start()) {
                backups.take(target(stack), backup);
            }
        }
        program.show("The backup is in " + backup);
    }

    private void restore() {
        if (LocalStack.livesIn(options.directory())) {
            throw new BackupFailure(
                    "Expected no stack in %s but one is running: stop it first".formatted(options.directory()));
        }
        boolean kafkaSurvived =
                Files.exists(options.directory().resolve("kafka").resolve("data"));
        backups.restoreTables(backup, options.directory());
        try (LocalStack stack = start()) {
            if (kafkaSurvived) {
                backups.rewindGroups(backup, stack.kafkaBootstrap());
            } else {
                backups.restoreTopics(backup, stack.kafkaBootstrap());
            }
        } catch (BackupFailure | StackFailure e) {
            // Tables with offsets that are newer would lose samples in silence.
            throw new BackupFailure(
                    "%s. Start nothing on what is in %s now: move %s away once more, and restore again"
                            .formatted(
                                    e.getMessage(), options.directory(), kafkaSurvived ? "its cassandra" : "all of it"),
                    e);
        }
        program.show("Restored. Start once with: MUSTER_MODEL_CHANGELOG_DIFFERS=unite ./run");
    }

    private LocalStack start() {
        return LocalStack.start(
                StackSettings.of(program.project(), options.directory())
                        .withPorts(StackSettings.Ports.FREE)
                        .withCommitLog(StackSettings.CommitLog.BATCH),
                program::show);
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
}
