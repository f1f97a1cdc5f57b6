package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    private static final long GIB = 1L << 30;

    private final Path parent;

    DataDirectoryTest(@TempDir(factory = TargetDirectory.class) Path parent) {
        this.parent = parent;
    }

    @Test
    void shouldCreateTheDirectoryAndGiveItBack() {
        Path directory = parent.resolve("new").resolve("deeper");

        open(directory).close();

        open(directory).close();
        assertThat(directory).isDirectory();
    }

    @Test
    void shouldRefuseADiskThatIsTooFull() {
        StackSettings.Limits limits = limits(2 * GIB, Duration.ofSeconds(1));

        assertThatThrownBy(() -> DataDirectory.open(parent, limits, path -> 2 * GIB - 1))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("The disk of data directory " + parent + " has 2.0 GiB free")
                .hasMessageNotContaining("\n");
        DataDirectory.open(parent, limits, path -> 2 * GIB).close();
    }

    @Test
    void shouldRefuseADirectoryThatCannotBeCreated() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> open(file.resolve("below")))
                .isInstanceOf(StackFailure.class)
                .hasMessageStartingWith("Data directory " + file.resolve("below") + " cannot be created");
    }

    @Test
    void shouldRefuseADirectoryThatThisProcessHolds() {
        try (DataDirectory held = open(parent)) {
            assertThatThrownBy(() -> open(parent))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("is in use by a living stack (launcher pid "
                            + ProcessHandle.current().pid() + ")");
            assertThat(held.path()).isEqualTo(parent);
        }
        open(parent).close();
    }

    @Test
    void shouldRefuseADirectoryThatAnotherProcessHoldsAndTakeItWhenThatIsKilled() throws Exception {
        // given
        Process other = startHolder();
        try {
            // then
            assertThatThrownBy(() -> open(parent))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("is in use by a living stack (launcher pid " + other.pid() + ")");
        } finally {
            // when
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        // then
        assertThat(parent.resolve("stack.lock")).content().contains("launcher " + other.pid());
        open(parent).close();
    }

    @Test
    void shouldWaitForAnotherProcessThatIsClosing() throws Exception {
        // given
        Process other = startHolder();
        try {
            tell(other, 'c');
            assertThat(answerOf(other)).isEqualTo("closing");

            // when
            CompletableFuture<DataDirectory> opened = CompletableFuture.supplyAsync(() -> open(parent));
            tell(other, 'e');

            // then
            opened.get(10, TimeUnit.SECONDS).close();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void shouldTakeOverFromADeadLauncher() throws IOException {
        Files.writeString(parent.resolve("stack.lock"), "launcher 1\nserver 999999999 0 Kafka\ngarbage\nserver");

        open(parent).close();

        assertThat(parent.resolve("stack.lock"))
                .content()
                .isEqualTo("launcher " + ProcessHandle.current().pid() + "\n");
    }

    @Test
    void shouldNotMistakeAnotherProcessForAServerWhosePidItWasGiven() throws IOException {
        // given a living pid, but of a process that started at another time
        Files.writeString(
                parent.resolve("stack.lock"),
                "launcher 1\nserver " + ProcessHandle.current().pid() + " 0 Kafka\n");

        open(parent).close();
    }

    @Test
    void shouldWaitForTheServersOfADeadLauncher() throws Exception {
        // given
        Process server = new ProcessBuilder("cat").start();
        try {
            noteServerOfDeadLauncher(server);

            // when
            CompletableFuture<DataDirectory> opened = CompletableFuture.supplyAsync(() -> open(parent));
            server.getOutputStream().close();

            // then
            DataDirectory directory = opened.get(10, TimeUnit.SECONDS);
            assertThat(server.isAlive()).isFalse();
            directory.close();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void shouldGiveUpOnAServerOfADeadLauncherThatDoesNotEnd() throws Exception {
        Process server = new ProcessBuilder("cat").start();
        try {
            noteServerOfDeadLauncher(server);

            assertThatThrownBy(() -> DataDirectory.open(parent, limits(0, Duration.ofMillis(200)), path -> GIB))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("is still used by a server of an ended stack (server " + server.pid());
        } finally {
            server.destroyForcibly();
        }
    }

    private void noteServerOfDeadLauncher(Process server) {
        DataDirectory earlier = open(parent);
        earlier.recordServer("Kafka", server.toHandle());
        String lines = contentOf(parent.resolve("stack.lock"));
        earlier.close();
        write(parent.resolve("stack.lock"), lines);
    }

    private Process startHolder() throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        TestJvm.classPath(),
                        Holder.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(answerOf(holder)).isEqualTo("held");
        return holder;
    }

    private static void tell(Process holder, char word) throws IOException {
        holder.getOutputStream().write(word);
        holder.getOutputStream().flush();
    }

    private static String answerOf(Process holder) throws IOException {
        return new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static DataDirectory open(Path directory) {
        return DataDirectory.open(directory, limits(0, Duration.ofSeconds(10)), DataDirectory::usableBytes);
    }

    private static StackSettings.Limits limits(long diskFreeBytesMin, Duration patience) {
        return new StackSettings.Limits(diskFreeBytesMin, patience, patience);
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the directory in its argument; on "c" says that it is closing, on anything else closes. */
    static final class Holder {
        private Holder() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws IOException {
            StackSettings.Limits limits = new StackSettings.Limits(0, Duration.ofSeconds(10), Duration.ofSeconds(10));
            try (DataDirectory directory = DataDirectory.open(Path.of(arguments[0]), limits, path -> GIB)) {
                System.out.println("held");
                if (System.in.read() == 'c') {
                    directory.recordClosing();
                    System.out.println("closing");
                    int end = System.in.read();
                    System.out.println("ended by " + end);
                }
            }
        }
    }
}
