package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerFilesTest {
    private final Path directory;

    ServerFilesTest(@TempDir(factory = TargetDirectory.class) Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldReadTheClassPathThatTheBuildWrote() throws IOException {
        Path jar = Files.createFile(directory.resolve("some.jar"));
        Path other = Files.createFile(directory.resolve("other.jar"));
        writeClassPath(jar + File.pathSeparator + other + "\n");

        assertThat(ServerFiles.classPath(directory, "kafka-broker")).isEqualTo(jar + File.pathSeparator + other);
    }

    @Test
    void shouldSayHowToBuildAMissingClassPath() {
        assertThatThrownBy(() -> ServerFiles.classPath(directory, "kafka-broker"))
                .isInstanceOf(StackFailure.class)
                .hasMessage("Class path file " + classPathFile() + " cannot be read: run mvn -pl load-test/kafka-broker"
                        + " generate-resources in " + directory);
    }

    @Test
    void shouldSayWhichJarIsMissing() throws IOException {
        Path jar = directory.resolve("gone.jar");
        writeClassPath(jar.toString());

        assertThatThrownBy(() -> ServerFiles.classPath(directory, "kafka-broker"))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("names '" + jar + "', which is not there: run mvn");
    }

    @Test
    void shouldFillInATemplate() throws IOException {
        Path written = ServerFiles.write(
                "kafka-server.properties",
                directory.resolve("new").resolve("server.properties"),
                Map.of("port", "1111", "controllerPort", "2222", "logDirectory", "/some/where"));

        assertThat(Files.readString(written))
                .contains("listeners=PLAINTEXT://127.0.0.1:1111,CONTROLLER://127.0.0.1:2222\n")
                .contains("log.dirs=/some/where\n")
                .doesNotContain("${");
    }

    @Test
    void shouldRefuseATemplateThatIsNotThere() {
        assertThatThrownBy(() -> ServerFiles.write("no.such", directory.resolve("file"), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected resource no.such, but there is none");
    }

    @Test
    void shouldEmptyADirectory() throws IOException {
        Path full = directory.resolve("full");
        Files.createDirectories(full.resolve("below"));
        Files.writeString(full.resolve("below").resolve("file"), "content");

        ServerFiles.createEmpty(full);

        assertThat(full).isEmptyDirectory();
    }

    private void writeClassPath(String content) throws IOException {
        Files.createDirectories(classPathFile().getParent());
        Files.writeString(classPathFile(), content);
    }

    private Path classPathFile() {
        return directory.resolve("load-test/kafka-broker/target/server.classpath");
    }
}
