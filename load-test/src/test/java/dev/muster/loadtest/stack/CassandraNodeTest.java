package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CassandraNodeTest {
    private static final String FORGETS_TABLES = "-Dcassandra.test.flush_local_schema_changes=false";

    private final Path project;

    CassandraNodeTest(@TempDir Path project) throws IOException {
        this.project = project;
        Path built = Files.createDirectories(project.resolve("load-test/cassandra-node/target"));
        Path jar = Files.createFile(project.resolve("jamm-0.jar"));
        Files.writeString(built.resolve("server.classpath"), jar.toString());
    }

    @Test
    void shouldForgetTablesThatAreThrownAway() {
        StackSettings settings = settings().withCommitLog(StackSettings.CommitLog.THROWN_AWAY);

        try (DataDirectory data = open(settings)) {
            assertThat(node(settings, data).jvmArguments()).contains(FORGETS_TABLES);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "THROWN_AWAY", mode = EnumSource.Mode.EXCLUDE)
    void shouldKeepTablesElse(StackSettings.CommitLog commitLog) {
        StackSettings settings = settings().withCommitLog(commitLog);

        try (DataDirectory data = open(settings)) {
            assertThat(node(settings, data).jvmArguments()).doesNotContain(FORGETS_TABLES);
        }
    }

    private StackSettings settings() {
        return StackSettings.of(project, project.resolve("data"))
                .withLimits(new StackSettings.Limits(0, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    private static DataDirectory open(StackSettings settings) {
        return DataDirectory.open(settings.dataDirectory(), settings.limits(), path -> Long.MAX_VALUE);
    }

    private static CassandraNode node(StackSettings settings, DataDirectory data) {
        return new CassandraNode(settings, new StackSettings.Ports(1, 2, 3, 4, 5), Path.of("/java"), data);
    }
}
