package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUseTest {
    @TempDir
    private Path data;

    @Test
    void shouldCountTheRecordsOfATopicAndNoOtherAndNoIndex() throws IOException {
        // given
        write("telemetry-scale-7-1-0/00000000000000000000.log", 100);
        write("telemetry-scale-7-1-0/00000000000000000000.index", 10_000);
        write("telemetry-scale-7-1-11/00000000000000000042.log", 20);
        write("telemetry-scale-7-1-other-0/00000000000000000000.log", 3_000);
        write("quarantine-scale-7-1-0/00000000000000000000.log", 4_000);

        // then
        assertThat(DiskUse.bytes(data, "telemetry-scale-7-1-", ".log")).isEqualTo(120);
    }

    @Test
    void shouldCountATableOnceThoughASnapshotHasItToo() throws IOException {
        // given
        write("history-0a1b2c3d4e5f11ee/nb-1-big-Data.db", 100);
        write("history-0a1b2c3d4e5f11ee/nb-1-big-Index.db", 7);
        write("history-0a1b2c3d4e5f11ee/nb-1-big-TOC.txt", 50);
        write("history-0a1b2c3d4e5f11ee/snapshots/one/nb-1-big-Data.db", 100);
        write("latest-0a1b2c3d4e5f11ee/nb-1-big-Data.db", 900);

        // then
        assertThat(DiskUse.bytes(data, "history-", ".db")).isEqualTo(107);
    }

    private void write(String file, int bytes) throws IOException {
        Path path = data.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[bytes]);
    }
}
