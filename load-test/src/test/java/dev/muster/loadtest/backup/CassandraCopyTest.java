package dev.muster.loadtest.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraCopyTest {
    @TempDir
    private Path directory;

    @Test
    void shouldCopyTheJournalBehindWhatFollowsItAndBeforeWhatItCountsOn() {
        Set<String> tables = new TreeSet<>(Set.of(
                "m.alarm",
                "m.alarm_swept",
                "m.command",
                "m.history",
                "m.messages",
                "m.metadata",
                "m.snapshots",
                "system.local"));

        assertThat(CassandraCopy.waves(tables).stream().map(Set::copyOf))
                .containsExactly(
                        Set.of("m.alarm_swept", "m.history"),
                        Set.of("m.metadata"),
                        Set.of("m.messages"),
                        Set.of("m.snapshots"),
                        Set.of("m.alarm", "m.command", "system.local"));
    }

    @Test
    void shouldRestoreEveryTableButWhoHoldsWhat() throws IOException {
        for (String table : Set.of(
                "muster/messages-1",
                "muster/node_session-2",
                "muster/shard_lease-3",
                "system/paxos-4",
                "system/local-5")) {
            Files.createDirectories(directory.resolve("data").resolve(table).resolve("snapshots/tag"));
            Files.writeString(directory.resolve("data").resolve(table).resolve("snapshots/tag/rows"), "12345");
        }

        long copied = CassandraCopy.copySnapshot(directory.resolve("data"), "tag", directory.resolve("backup"));
        long restored = CassandraCopy.restore(directory.resolve("backup"), directory.resolve("restored"));

        assertThat(copied).isEqualTo(25);
        assertThat(restored).isEqualTo(10);
        assertThat(directory.resolve("restored/muster/messages-1/rows")).hasContent("12345");
        assertThat(directory.resolve("restored/system/local-5/rows")).exists();
        assertThat(directory.resolve("restored/muster")).isDirectoryContaining(path -> path.endsWith("messages-1"));
        assertThat(directory.resolve("restored/muster/node_session-2")).doesNotExist();
        assertThat(directory.resolve("restored/muster/shard_lease-3")).doesNotExist();
        assertThat(directory.resolve("restored/system/paxos-4")).doesNotExist();
    }
}
