package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerProcessTest {
    private final Path directory;

    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<Long> launchedPids = new ArrayList<>();

    ServerProcessTest(@TempDir(factory = TargetDirectory.class) Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void endServers() {
        servers.forEach(ServerProcess::kill9);
    }

    @Test
    void shouldStartStopAndStartAgain() {
        // given
        ServerProcess server = server(Waiter.class, this::saysReady);

        // when
        server.start();
        long firstPid = server.pid();
        server.stop();

        // then
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(server::pid)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is down");

        // when
        server.start();

        // then
        assertThat(server.isAlive()).isTrue();
        assertThat(launchedPids).containsExactly(firstPid, server.pid());
    }

    @Test
    void shouldNotBeStartedTwice() {
        ServerProcess server = server(Waiter.class, () -> true);
        server.start();

        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected Example to be down, but it runs as pid " + server.pid());
    }

    @Test
    void shouldDoNothingWhenAServerThatIsDownIsEnded() {
        ServerProcess server = server(Waiter.class, () -> true);

        server.stop();
        server.kill9();

        assertThat(launchedPids).isEmpty();
    }

    @Test
    void shouldKill() {
        ServerProcess server = server(Waiter.class, () -> true);
        server.start();

        server.kill9();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void shouldStopAServerThatIsPaused() {
        ServerProcess server = server(Waiter.class, this::saysReady);
        server.start();

        server.pause();
        assertThat(server.isAlive()).isTrue();
        server.stop();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void shouldKillAServerThatDoesNotHeedTheRequestToEnd() {
        // given
        ServerProcess server = server(Stubborn.class, this::saysReady, Duration.ofMillis(500));
        server.start();

        // when
        server.stop();

        // then
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void shouldSayWhatAServerWroteBeforeItEndedWhileStarting() {
        ServerProcess server = server(Quitter.class, () -> false);

        assertThatThrownBy(server::start)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("Example (pid ")
                .hasMessageContaining("ended with exit status 7 while starting; log " + log() + " ends: ")
                .hasMessageEndingWith("the first reason | the last reason")
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldGiveUpAndLeaveNothingBehindWhenThereIsNoAnswerInTime() {
        ServerProcess server = new ServerProcess(
                "Example",
                TestJvm.of(Waiter.class, log()).build(),
                () -> false,
                List.of(log()),
                Duration.ofMillis(300),
                Duration.ofSeconds(10),
                launched -> launchedPids.add(launched.pid()));
        servers.add(server);

        assertThatThrownBy(server::start)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("does not answer after 0 s and was ended");
        assertThat(server.isAlive()).isFalse();
        assertThat(launchedPids).hasSize(1);
    }

    private ServerProcess server(Class<?> program, ServerProcess.Readiness readiness) {
        return server(program, readiness, Duration.ofSeconds(10));
    }

    private ServerProcess server(Class<?> program, ServerProcess.Readiness readiness, Duration stopTimeout) {
        ServerProcess server = new ServerProcess(
                "Example",
                TestJvm.of(program, log()).build(),
                readiness,
                List.of(log()),
                Duration.ofSeconds(20),
                stopTimeout,
                launched -> launchedPids.add(launched.pid()));
        servers.add(server);
        return server;
    }

    private boolean saysReady() {
        return log().toFile().length() > 0;
    }

    private Path log() {
        return directory.resolve("example.log");
    }

    /** Says that it is ready and waits. */
    static final class Waiter {
        private Waiter() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    /** Never gets through with shutting down. */
    static final class Stubborn {
        private Stubborn() {}

        public static void main(String[] arguments) throws InterruptedException {
            CountDownLatch never = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            Waiter.main(arguments);
        }
    }

    /** Ends with a reason. */
    static final class Quitter {
        private Quitter() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            System.out.println("the first reason");
            System.out.println("\tat some.Frame");
            System.out.println("the last reason");
            System.exit(7);
        }
    }
}
