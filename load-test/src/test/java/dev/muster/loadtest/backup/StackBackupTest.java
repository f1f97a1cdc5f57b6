package dev.muster.loadtest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no whole backup is refused before anything of it is put anywhere. */
class StackBackupTest {
    private static final StackBackup BACKUPS = new StackBackup(Clock.systemUTC(), line -> {});

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseABackupThatWasNotFinished() throws IOException {
        Path backup = Files.createDirectory(directory.resolve("backup"));

        refused(backup, "there is no backup.json");
    }

    @Test
    void shouldSayInOneLineThatTheManifestCannotBeRead() throws IOException {
        Path backup = Files.createDirectory(directory.resolve("backup"));
        Files.writeString(backup.resolve("backup.json"), "{");

        refused(backup, "backup.json but got: Unexpected end-of-input");
    }

    @Test
    void shouldRefuseABackupWithoutTables() throws IOException {
        Path backup = whole();
        Files.delete(backup.resolve("cassandra/muster/history-1/nb-1-big-Data.db"));
        Files.delete(backup.resolve("cassandra/muster/history-1"));
        Files.delete(backup.resolve("cassandra/muster"));
        Files.delete(backup.resolve("cassandra"));

        refused(backup, "Expected tables in");
    }

    @Test
    void shouldRefuseABackupWithoutTheRecordsOfATopic() throws IOException {
        Path backup = whole();
        Files.delete(backup.resolve("kafka/telemetry.records.gz"));

        refused(backup, "telemetry.records.gz but there are none");
    }

    @Test
    void shouldRestoreTheTablesOfAWholeOneAndNotOverOthers() throws IOException {
        Path backup = whole();
        Path stack = directory.resolve("stack");

        BACKUPS.restoreTables(backup, stack);

        assertThat(stack.resolve("cassandra/data/muster/history-1/nb-1-big-Data.db"))
                .hasContent("rows");
        assertThatThrownBy(() -> BACKUPS.restoreTables(backup, stack))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("Expected no tables in");
    }

    private void refused(Path backup, String message) {
        assertThatThrownBy(() -> BACKUPS.restoreTables(backup, directory.resolve("stack")))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
        assertThat(directory.resolve("stack")).doesNotExist();
    }

    private Path whole() throws IOException {
        Path backup = directory.resolve("backup");
        Path table = Files.createDirectories(backup.resolve("cassandra/muster/history-1"));
        Files.writeString(table.resolve("nb-1-big-Data.db"), "rows");
        Files.createDirectories(backup.resolve("kafka"));
        Files.writeString(backup.resolve("kafka/telemetry.records.gz"), "");
        new Manifest(
                        Manifest.VERSION,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Map.of(),
                        List.of(new Manifest.TopicCopy("telemetry", 1, Map.of(), 0)))
                .writeTo(backup);
        return backup;
    }
}
