package dev.muster.loadtest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a shell in the service's place: signals are the same to both. */
final class ServiceProcessTest {
    private static final String ENDS_WHEN_TOLD = "trap 'exit 143' TERM; echo on; while :; do sleep 0.02; done";
    private static final String TAKES_NO_NOTICE = "trap '' TERM; echo on; while :; do sleep 0.02; done";

    /** Long for a shell, on the busiest machine. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void killAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldNotStandStillForLongWithLargeHeap() {
        assertThat(ServiceProcess.heapArguments(2_048)).containsExactly("-Xmx2048m", "-XX:+UseParallelGC");
        assertThat(ServiceProcess.heapArguments(2_049)).containsExactly("-Xmx2049m", "-XX:+UseG1GC");
    }

    @Test
    void shouldStopAndSayHowLongItTook() throws IOException {
        ServiceProcess service = shell(ENDS_WHEN_TOLD);

        Duration took = service.stop(LONG);

        assertThat(took).isBetween(Duration.ofNanos(1), LONG);
        assertThat(service.isAlive()).isFalse();
        assertThat(service.exitCode()).hasValue(143);
    }

    @Test
    void shouldKillWhatDoesNotStopInTime() throws IOException {
        ServiceProcess service = shell(TAKES_NO_NOTICE);

        assertThatThrownBy(() -> service.stop(SHORT))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith("Expected the service to end within 300 ms but it had to be killed");
        assertThat(service.isAlive()).isFalse();
    }

    @Test
    void shouldStandStillWhilePausedAndGoOnWhenResumed() throws IOException {
        // given
        ServiceProcess paused = shell(ENDS_WHEN_TOLD);
        ServiceProcess resumed = shell(ENDS_WHEN_TOLD);

        // when
        paused.pause();
        resumed.pause();
        resumed.resume();

        // then
        assertThat(paused.exitCode()).isEmpty();
        assertThatThrownBy(() -> paused.stop(SHORT)).isInstanceOf(ServiceFailure.class);
        assertThat(resumed.stop(LONG)).isLessThan(LONG);
    }

    @Test
    void shouldCloseWhatIsPausedAtOnce() throws IOException {
        ServiceProcess service = shell(ENDS_WHEN_TOLD);
        service.pause();
        long startNanos = System.nanoTime();

        service.close();

        assertThat(service.isAlive()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldNotPauseWhoIsGone() throws IOException {
        ServiceProcess service = shell(ENDS_WHEN_TOLD);
        service.kill();

        assertThatThrownBy(service::pause)
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith("The service has ended with code 137");
    }

    /** Returns when its trap is set. */
    private ServiceProcess shell(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        started.add(process);
        process.getInputStream().read();
        return new ServiceProcess(
                new ServiceSettings(Path.of("none"), Path.of("none", "none.log"), "", "", 1, Map.of()), process);
    }
}
