package dev.muster.loadtest.stack;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start a child JVM that ends when this process ends, kill -9 included: see {@link Leash}. Immutable; starting
 * twice gives two processes.
 *
 * <p>A child that is paused (SIGSTOP) cannot watch: if the launcher dies meanwhile, the child ends when it is
 * resumed.
 */
public final class LeashedJvm {
    private static final String LEASH_CLASS_FILE = Leash.class.getName().replace('.', '/') + ".class";

    private final String mainClass;
    private final Path javaHome;
    private final List<String> jvmArguments;
    private final String classPath;
    private final List<String> arguments;
    private final Path workingDirectory;
    private final Path logFile;
    private final Map<String, String> environment;
    private final Path leashDirectory;

    private LeashedJvm(Builder builder, Path workingDirectory, Path logFile, Path leashDirectory) {
        this.mainClass = builder.mainClass;
        this.javaHome = builder.javaHome;
        this.jvmArguments = List.copyOf(builder.jvmArguments);
        this.classPath = builder.classPath;
        this.arguments = List.copyOf(builder.arguments);
        this.workingDirectory = workingDirectory;
        this.logFile = logFile;
        this.environment = Map.copyOf(builder.environment);
        this.leashDirectory = leashDirectory;
    }

    /** Starts with nothing but a main class: add at least the class path and the log file. */
    public static Builder of(String mainClass) {
        return new Builder(mainClass);
    }

    /** Where the output of the child goes, both standard output and error, appended. */
    public Path logFile() {
        return logFile;
    }

    /**
     * Starts the child.
     *
     * @throws StackFailure if its files cannot be written or its Java cannot be run
     */
    public Process start() {
        try {
            Files.createDirectories(workingDirectory);
            Files.createDirectories(logFile.getParent());
            copyLeash();
            ProcessBuilder process = new ProcessBuilder(command())
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
            process.environment().putAll(environment);
            return process.start();
        } catch (IOException e) {
            throw new StackFailure("Cannot start " + mainClass + " with " + javaHome + ": " + e.getMessage(), e);
        }
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        // The leash comes last: it can hide nothing of the child's own class path.
        command.add(classPath + File.pathSeparator + leashDirectory);
        command.add(Leash.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /**
     * Copies the one class, so that nothing else of the launcher's class path, its log settings for one, reaches the
     * child.
     */
    private void copyLeash() throws IOException {
        Path target = leashDirectory.resolve(LEASH_CLASS_FILE);
        byte[] leash = leashClass();
        if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), leash)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path written = Files.createTempFile(target.getParent(), "Leash", ".tmp");
        Files.write(written, leash);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] leashClass() throws IOException {
        try (InputStream leash = Leash.class.getClassLoader().getResourceAsStream(LEASH_CLASS_FILE)) {
            if (leash == null) {
                throw new IllegalStateException("Expected " + LEASH_CLASS_FILE + " on the class path, but it is not");
            }
            return leash.readAllBytes();
        }
    }

    /** Collects what a {@link LeashedJvm} needs. Not thread-safe. */
    public static final class Builder {
        private final String mainClass;
        private Path javaHome = Path.of(System.getProperty("java.home"));
        private final List<String> jvmArguments = new ArrayList<>();
        private String classPath = "";
        private final List<String> arguments = new ArrayList<>();
        private @Nullable Path workingDirectory;
        private @Nullable Path logFile;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Path leashDirectory;

        private Builder(String mainClass) {
            this.mainClass = mainClass;
        }

        /** The JDK or JRE to run; by default the one of this process. */
        public Builder javaHome(Path home) {
            this.javaHome = home;
            return this;
        }

        /** Adds options of the JVM, such as {@code -Xmx512m}. */
        public Builder jvmArguments(List<String> options) {
            this.jvmArguments.addAll(options);
            return this;
        }

        /** The class path, in the form of {@code java -cp}. */
        public Builder classPath(String path) {
            this.classPath = path;
            return this;
        }

        /** Adds arguments of the main class. */
        public Builder arguments(List<String> values) {
            this.arguments.addAll(values);
            return this;
        }

        /** Created if it is not there; by default the directory of the log file. */
        public Builder workingDirectory(Path directory) {
            this.workingDirectory = directory;
            return this;
        }

        /** Where standard output and error go; required. */
        public Builder logFile(Path file) {
            this.logFile = file;
            return this;
        }

        /** Adds environment variables to those of this process. */
        public Builder environment(Map<String, String> variables) {
            this.environment.putAll(variables);
            return this;
        }

        /** Where the leash is copied to; by default {@code .leash} beside the log file. */
        public Builder leashDirectory(Path directory) {
            this.leashDirectory = directory;
            return this;
        }

        public LeashedJvm build() {
            if (classPath.isEmpty()) {
                throw new IllegalStateException("Expected a class path for " + mainClass + ", but none was given");
            }
            if (logFile == null) {
                throw new IllegalStateException("Expected a log file for " + mainClass + ", but none was given");
            }
            Path log = logFile.toAbsolutePath();
            Path logDirectory = requireNonNull(log.getParent(), "directory of the log file");
            return new LeashedJvm(
                    this,
                    workingDirectory == null ? logDirectory : workingDirectory.toAbsolutePath(),
                    log,
                    leashDirectory == null ? logDirectory.resolve(".leash") : leashDirectory.toAbsolutePath());
        }
    }
}
