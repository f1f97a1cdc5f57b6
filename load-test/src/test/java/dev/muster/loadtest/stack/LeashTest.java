package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeashTest {
    private final Path directory;

    LeashTest(@TempDir(factory = TargetDirectory.class) Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldEndTheChildWhenItsLauncherIsKilled() throws Exception {
        try (Lifeline lifeline = new Lifeline()) {
            // given a launcher with a leashed child
            Process launcher = new ProcessBuilder(
                            java(),
                            "-cp",
                            TestJvm.classPath(),
                            Launcher.class.getName(),
                            Integer.toString(lifeline.port()),
                            directory.resolve("child.log").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("launcher.log").toFile())
                    .start();
            try (Socket child = lifeline.accept()) {
                // when the launcher is killed
                launcher.destroyForcibly();

                // then the child ends
                Lifeline.awaitEnd(child, Duration.ofSeconds(5));
            } finally {
                launcher.destroyForcibly();
            }
        }
    }

    @Test
    void shouldNotStartWhenTheLauncherIsAlreadyGone() throws Exception {
        // given a launcher pid that is not the parent's: the parent went before the child looked
        Process child = new ProcessBuilder(
                        java(),
                        "-cp",
                        TestJvm.classPath(),
                        Leash.class.getName(),
                        Long.toString(ProcessHandle.current().pid() + 1),
                        Greeter.class.getName())
                .redirectOutput(directory.resolve("child.log").toFile())
                .start();

        // then
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(Leash.LAUNCHER_GONE);
        assertThat(directory.resolve("child.log")).isEmptyFile();
    }

    @Test
    void shouldRunTheMainClassWithItsArgumentsEnvironmentAndDirectory() throws Exception {
        // given
        LeashedJvm jvm = TestJvm.of(Greeter.class, directory.resolve("greeter.log"))
                .jvmArguments(List.of("-Dgreeting=hello"))
                .arguments(List.of("one", "two words"))
                .environment(Map.of("GREETED", "world"))
                .workingDirectory(directory.resolve("work"))
                .build();

        // when
        Process greeter = jvm.start();

        // then
        assertThat(greeter.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(jvm.logFile())).contains("hello world [one, two words] work");
        assertThat(greeter.exitValue()).isZero();
    }

    @Test
    void shouldLeaveTheExceptionOfTheMainClassAsItIs() throws Exception {
        LeashedJvm jvm =
                TestJvm.of(Thrower.class, directory.resolve("thrower.log")).build();

        Process thrower = jvm.start();

        assertThat(thrower.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(thrower.exitValue()).isEqualTo(1);
        assertThat(Files.readString(jvm.logFile()))
                .contains("IllegalStateException: out of order")
                .doesNotContain("InvocationTargetException");
    }

    @Test
    void shouldPutNothingButTheLeashBehindTheChildsOwnClassPath() {
        LeashedJvm jvm = LeashedJvm.of("some.Main")
                .classPath("/lib/some.jar")
                .logFile(directory.resolve("some.log"))
                .leashDirectory(directory.resolve("leash"))
                .build();

        assertThat(jvm.command())
                .containsSequence(
                        "-cp",
                        "/lib/some.jar" + File.pathSeparator + directory.resolve("leash"),
                        "dev.muster.loadtest.stack.Leash",
                        Long.toString(ProcessHandle.current().pid()),
                        "some.Main");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts a leashed {@link Lifeline.Holder} and waits to be killed. */
    static final class Launcher {
        private Launcher() {}

        public static void main(String[] arguments) throws InterruptedException {
            Process child = TestJvm.of(Lifeline.Holder.class, Path.of(arguments[1]))
                    .arguments(List.of(arguments[0]))
                    .build()
                    .start();
            throw new IllegalStateException("Expected to be killed, but the child ended with " + child.waitFor());
        }
    }

    /** Says with what it was started. */
    static final class Greeter {
        private Greeter() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws IOException {
            System.out.println(System.getProperty("greeting") + " " + System.getenv("GREETED") + " "
                    + List.of(arguments) + " " + Path.of("").toRealPath().getFileName());
        }
    }

    /** Ends with an exception. */
    static final class Thrower {
        private Thrower() {}

        public static void main(String[] arguments) {
            if (arguments.length == 0) {
                throw new IllegalStateException("out of order");
            }
        }
    }
}
