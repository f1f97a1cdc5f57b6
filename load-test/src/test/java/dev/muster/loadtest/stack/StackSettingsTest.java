package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StackSettingsTest {
    private static final Path PROJECT = Path.of("/project");
    private static final Path DATA = Path.of("/data");

    @Test
    void shouldHaveTheseDefaults() {
        assertThat(StackSettings.of(PROJECT, DATA))
                .isEqualTo(new StackSettings(
                        PROJECT,
                        DATA,
                        new StackSettings.Ports(9092, 0, 9042, 0, 0),
                        new StackSettings.Heaps(512, 1024),
                        new StackSettings.Limits(2_147_483_648L, Duration.ofSeconds(120), Duration.ofSeconds(30)),
                        StackSettings.CommitLog.PERIODIC));
    }

    @Test
    void shouldReplaceOnePartAndKeepTheOthers() {
        StackSettings.Heaps heaps = new StackSettings.Heaps(100, 200);
        StackSettings.Limits limits = new StackSettings.Limits(0, Duration.ofSeconds(1), Duration.ofSeconds(2));

        assertThat(StackSettings.of(PROJECT, DATA)
                        .withPorts(StackSettings.Ports.FREE)
                        .withHeaps(heaps)
                        .withLimits(limits)
                        .withCommitLog(StackSettings.CommitLog.BATCH))
                .isEqualTo(new StackSettings(
                        PROJECT, DATA, StackSettings.Ports.FREE, heaps, limits, StackSettings.CommitLog.BATCH));
    }

    @Test
    void shouldMakePathsAbsolute() {
        StackSettings settings = StackSettings.of(Path.of("."), Path.of("a", "..", "data"));

        assertThat(settings.projectDirectory()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void shouldTakePortsUpToTheLastOne() {
        assertThat(new StackSettings.Ports(65_535, 0, 0, 0, 0).kafka()).isEqualTo(65_535);
        assertThatThrownBy(() -> new StackSettings.Ports(0, 0, 65_536, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected cassandra to be a port from 0 to 65535, but it is 65536");
        assertThatThrownBy(() -> new StackSettings.Ports(0, 0, 0, 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected cassandraJmx to be a port from 0 to 65535, but it is -1");
    }

    @Test
    void shouldRefuseHeapsOfNothing() {
        assertThatThrownBy(() -> new StackSettings.Heaps(512, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected cassandraMib to be at least 1, but it is 0");
    }

    @Test
    void shouldRefuseLimitsThatWouldNeverOrAlwaysBeMet() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new StackSettings.Limits(-1, second, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected diskFreeBytesMin not to be negative, but it is -1");
        assertThatThrownBy(() -> new StackSettings.Limits(0, Duration.ZERO, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected startTimeout to be positive, but it is PT0S");
        assertThatThrownBy(() -> new StackSettings.Limits(0, second, second.negated()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected stopTimeout to be positive, but it is PT-1S");
    }

    @Test
    void shouldPutAFailureInOneLine() {
        assertThat(new StackFailure("first \n  second\r\nthird\n")).hasMessage("first second third");
        assertThat(new StackFailure("a\nb", new IllegalStateException("cause"))).hasMessage("a b");
    }
}
