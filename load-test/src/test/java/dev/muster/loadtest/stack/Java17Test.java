package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Java17Test {
    private final Path directory;
    private final Path running;
    private final Path installedUnder;

    Java17Test(@TempDir(factory = TargetDirectory.class) Path directory) throws IOException {
        this.directory = directory;
        this.running = java(directory.resolve("running").resolve("jdk-25"), "25.0.3");
        this.installedUnder = directory.resolve("jvm");
    }

    @Test
    void shouldTakeTheRunningJavaIfItIsA17() {
        assertThat(new Java17(17, running, Map.of("JAVA17_HOME", "elsewhere"), installedUnder).home())
                .isEqualTo(running);
    }

    @Test
    void shouldPreferJava17HomeToJavaHomeToSiblingsToTheInstalledOnes() throws IOException {
        Path installed = java(installedUnder.resolve("java-17"), "17.0.1");
        assertThat(new Java17(25, running, Map.of(), installedUnder).home()).isEqualTo(installed);

        Path sibling = java(directory.resolve("running").resolve("jdk-17"), "17.0.2");
        assertThat(new Java17(25, running, Map.of(), installedUnder).home()).isEqualTo(sibling);

        Path home = java(directory.resolve("home"), "17.0.3");
        Map<String, String> javaHome = Map.of("JAVA_HOME", home.toString());
        assertThat(new Java17(25, running, javaHome, installedUnder).home()).isEqualTo(home);

        Path home17 = java(directory.resolve("home17"), "17");
        Map<String, String> both = Map.of("JAVA_HOME", home.toString(), "JAVA17_HOME", home17.toString());
        assertThat(new Java17(25, running, both, installedUnder).home()).isEqualTo(home17);
    }

    @Test
    void shouldPassOverWhatIsNoJava17() throws IOException {
        java(installedUnder.resolve("a-newer"), "21.0.17");
        Files.createDirectories(installedUnder.resolve("b-empty"));
        Files.writeString(java(installedUnder.resolve("c-unlabelled"), "17").resolve("release"), "\u00e9");
        Path installed = java(installedUnder.resolve("d-right"), "17.0.15");

        assertThat(new Java17(25, running, Map.of("JAVA_HOME", " "), installedUnder).home())
                .isEqualTo(installed);
    }

    @Test
    void shouldSayWhereItLookedWhenThereIsNone() {
        Java17 java = new Java17(25, running, Map.of(), installedUnder);

        assertThatThrownBy(java::home)
                .isInstanceOf(StackFailure.class)
                .hasMessage(
                        "Cassandra 5.0 runs on Java 17 only, this is Java 25, and no 17 is in JAVA17_HOME, JAVA_HOME,"
                                + " beside "
                                + running + " or under " + installedUnder
                                + ": install one, or point JAVA17_HOME at it");
    }

    @Test
    void shouldFindOneForTheJavaThatRunsThisTest() {
        assertThat(Java17.ofThisMachine().home().resolve("bin").resolve("java")).isExecutable();
    }

    private static Path java(Path home, String version) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
