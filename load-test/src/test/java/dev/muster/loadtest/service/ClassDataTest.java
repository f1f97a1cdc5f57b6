package dev.muster.loadtest.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.client.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a service that says one word and ends. */
final class ClassDataTest {
    private static final String DIRECTORY = "muster.service.class-data";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path project;
    private final ServiceSettings settings;

    ClassDataTest(@TempDir Path project) {
        this.project = project;
        this.settings = new ServiceSettings(
                project, project.resolve("logs/service.log"), "127.0.0.1:1", "127.0.0.1:2", 3, Map.of());
    }

    @AfterEach
    void forget() {
        System.clearProperty(DIRECTORY);
    }

    @Test
    void shouldMakeNothingWhereNobodyAsksForIt() {
        ClassData.make(settings, service -> Assertions.fail("Expected no service but one was started"));

        assertThat(ClassData.made()).isEmpty();
    }

    @Test
    void shouldMakeWhatAJvmCanUse() throws Exception {
        // given
        build("first");
        System.setProperty(DIRECTORY, project.resolve("class-data").toString());
        assertThat(ClassData.made()).isEmpty();

        // when
        ClassData.make(settings, ClassDataTest::awaitEnd);

        // then it holds the service's own class, and a JVM that may not go on without it runs
        ClassData made = ClassData.made().orElseThrow();
        assertThat(run(made, "-Xshare:on", "-Xlog:class+load")).contains("first", "Main source: shared objects file");

        // and services start with it
        try (ServiceProcess service = ServiceProcess.start(settings)) {
            awaitEnd(service);
            assertThat(service.exitCode()).hasValue(0);
        }
        assertThat(Files.readString(settings.logFile())).doesNotContain("[warning]");
    }

    @Test
    void shouldReplaceWhatABuildBeforeHasLeft() throws Exception {
        build("first");
        System.setProperty(DIRECTORY, project.resolve("class-data").toString());
        ClassData.make(settings, ClassDataTest::awaitEnd);
        build("second");

        ClassData.make(settings, ClassDataTest::awaitEnd);

        assertThat(run(ClassData.made().orElseThrow(), "-Xshare:on"))
                .contains("second")
                .doesNotContain("first");
    }

    @Test
    void shouldSayThatTheServiceIsNotBuilt() {
        System.setProperty(DIRECTORY, project.resolve("class-data").toString());

        assertThatThrownBy(() -> ClassData.make(settings, ClassDataTest::awaitEnd))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("build it first");
    }

    private void build(String says) throws IOException {
        Path target = project.resolve("twin-service/target");
        Path source = project.resolve("Main.java");
        Files.createDirectories(target.resolve("classes"));
        Files.writeString(
                source,
                "package dev.muster.twinservice; public class Main { public static void main(String[] none) {"
                        + " System.out.println(\"%s\"); } }".formatted(says));
        String library = Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        Files.writeString(target.resolve("service.classpath"), library);
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.err, System.err, "-d", target.resolve("classes").toString(), source.toString());
        assertThat(status).isZero();
    }

    private static void awaitEnd(ServiceProcess service) {
        assertThat(Poll.untilTrue(LONG, () -> !service.isAlive())).isTrue();
    }

    /** What it printed. */
    private String run(ClassData data, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(data.jvmArguments());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", data.classPath(project), "dev.muster.twinservice.Main"));
        Path log = project.resolve("run.log");
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(jvm.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(log);
        assertThat(jvm.exitValue()).as(said).isZero();
        return said;
    }
}
