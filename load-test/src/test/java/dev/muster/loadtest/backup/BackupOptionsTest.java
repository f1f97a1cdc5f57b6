package dev.muster.loadtest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupOptionsTest {
    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldReadBothCommands() {
        assertThat(parse("backup", "--to", "/b"))
                .isEqualTo(new BackupOptions(
                        BackupOptions.Mode.BACKUP, Path.of("/project/.muster"), Path.of("/b"), false));
        assertThat(parse("restore", "--from", "/b", "--dir", "/d/../e"))
                .isEqualTo(new BackupOptions(BackupOptions.Mode.RESTORE, Path.of("/e"), Path.of("/b"), false));
    }

    @Test
    void shouldShowItsUsageWithoutABackup() {
        assertThat(parse("backup", "--help").help()).isTrue();
        assertThat(parse("restore", "-h").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Expected backup or restore but got ''",
                "copy | Expected backup or restore but got 'copy'",
                "backup | Expected --to BACKUP but got none",
                "restore --to /b | Expected --dir or --from but got '--to'",
                "backup --to | Expected a value after --to"
            })
    void shouldSayWhatWasExpected(String line, String expected) {
        assertThatThrownBy(() -> parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    private static BackupOptions parse(String... arguments) {
        return BackupOptions.parse(List.of(arguments), PROJECT);
    }
}
