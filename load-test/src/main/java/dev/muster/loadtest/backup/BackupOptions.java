package dev.muster.loadtest.backup;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param directory of the stack
 * @param backup the directory to write, or to read
 */
record BackupOptions(Mode mode, Path directory, Path backup) {
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

    /** {@code project}: where the default directory is. */
    static BackupOptions parse(List<String> arguments, Path project) {
        Iterator<String> rest = arguments.iterator();
        String command = rest.hasNext() ? rest.next() : "";
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
        @Nullable Path backup = null;
        while (rest.hasNext()) {
            String option = rest.next();
            if (!option.equals("--dir") && !option.equals(wanted)) {
                throw new IllegalArgumentException("Expected --dir or %s but got '%s'".formatted(wanted, option));
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("Expected a directory after %s but got nothing".formatted(option));
            }
            Path path = Path.of(rest.next()).toAbsolutePath().normalize();
            if (option.equals("--dir")) {
                directory = path;
            } else {
                backup = path;
            }
        }
        if (backup == null) {
            throw new IllegalArgumentException("Expected %s BACKUP but got none".formatted(wanted));
        }
        return new BackupOptions(mode, directory, backup);
    }
}
