package dev.muster.loadtest.backup;

import dev.muster.loadtest.program.Option;
import dev.muster.loadtest.program.Options;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param directory of the stack
 * @param backup the directory to write, or to read; {@code null} only where help is asked for
 */
record BackupOptions(Mode mode, Path directory, @Nullable Path backup, boolean help) implements Options {
    enum Mode {
        BACKUP,
        RESTORE
    }

    static final String USAGE = """
            Usage: ./run backup [--dir DIR] --to BACKUP
                   ./run restore [--dir DIR] --from BACKUP
            backup   copies the data of the stack in DIR (.muster beside this script), which may be running, to BACKUP, a new directory.
            restore  of a stack that is not running: what DIR lacks comes from BACKUP. Where Kafka's data are still there, only Cassandra's are
                     restored, and what came after the backup is read again. Then: MUSTER_MODEL_CHANGELOG_DIFFERS=unite ./run, once.
            """;

    /** {@code project}: where the default directory is. {@link IllegalArgumentException} says in one line what was expected. */
    static BackupOptions parse(List<String> arguments, Path project) {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        Mode mode =
                switch (command) {
                    case "backup" -> Mode.BACKUP;
                    case "restore" -> Mode.RESTORE;
                    default ->
                        throw new IllegalArgumentException(
                                "Expected backup or restore but got '%s'".formatted(command));
                };
        String wanted = mode == Mode.BACKUP ? "--to" : "--from";
        Path directory = project.resolve(".muster");
        Path backup = null;
        boolean help = false;
        for (Option option : Option.in(arguments.subList(1, arguments.size()))) {
            switch (option.name()) {
                case "--dir" -> directory = option.directory();
                case "--help", "-h" -> help = option.flag();
                default -> {
                    if (!option.name().equals(wanted)) {
                        throw new IllegalArgumentException(
                                "Expected --dir or %s but got '%s'".formatted(wanted, option.name()));
                    }
                    backup = option.directory();
                }
            }
        }
        if (!help && backup == null) {
            throw new IllegalArgumentException("Expected %s BACKUP but got none".formatted(wanted));
        }
        return new BackupOptions(mode, directory, backup, help);
    }
}
