package dev.muster.loadtest.service;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;

/**
 * The service's classes as a JVM has them after it has read and checked them, in a file: who starts many services of one build starts them
 * with half of the processor time. Only for those that ask for it with {@code -Dmuster.service.class-data=DIRECTORY}: what is
 * measured starts as it does elsewhere. A JVM that cannot use the file says so in its log and goes on without.
 */
public final class ClassData {
    private static final String DIRECTORY = "muster.service.class-data";
    private static final int DUMP_SECONDS_MAX = 120;

    private final Path jar;
    private final Path list;
    private final Path archive;

    private ClassData(Path directory) {
        this.jar = directory.resolve("service.jar");
        this.list = directory.resolve("classes.list");
        this.archive = directory.resolve("service.jsa");
    }

    /** Empty: nobody asked for it. */
    static Optional<ClassData> asked() {
        return Optional.ofNullable(System.getProperty(DIRECTORY)).map(Path::of).map(ClassData::new);
    }

    /** Likewise, or it is not made yet. */
    static Optional<ClassData> made() {
        return asked().filter(data -> Files.isReadable(data.archive));
    }

    /**
     * Starts a service, which {@code use} awaits and uses, kills it, and stores the classes that it had. Does nothing where nobody asked
     * for it; replaces what a build before has left.
     *
     * @throws ServiceFailure if a file cannot be written, or the JVM fails to make one
     */
    public static void make(ServiceSettings settings, Consumer<ServiceProcess> use) {
        asked().ifPresent(data -> data.makeBy(settings, use));
    }

    private void makeBy(ServiceSettings settings, Consumer<ServiceProcess> use) {
        try {
            Files.createDirectories(archive.getParent());
            Files.deleteIfExists(archive);
            pack(ServiceProcess.classes(settings.project()));
            try (ServiceProcess service = ServiceProcess.start(
                    settings, ServiceProcess.HEAP_MIB, Optional.of(this), List.of("-XX:DumpLoadedClassList=" + list))) {
                use.accept(service);
                service.kill();
            }
            withoutHalfALine();
            dump(classPath(settings.project()));
        } catch (IOException e) {
            throw new ServiceFailure("Expected to write %s but got: %s".formatted(archive, e));
        }
    }

    /** Instead of a directory, of which a JVM stores nothing. */
    String classPath(Path project) {
        return jar + File.pathSeparator + ServiceProcess.libraries(project);
    }

    List<String> jvmArguments() {
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    }

    private void pack(Path classes) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int status = ToolProvider.findFirst("jar")
                .orElseThrow(() -> new ServiceFailure("Expected the jar tool of a JDK but this Java has none"))
                .run(out, out, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (status != 0) {
            throw new ServiceFailure("Expected to pack %s but jar said: %s".formatted(classes, said));
        }
    }

    /** What was not written yet when the service was killed. */
    private void withoutHalfALine() throws IOException {
        String lines = Files.readString(list);
        Files.writeString(list, lines.substring(0, lines.lastIndexOf('\n') + 1));
    }

    private void dump(String classPath) throws IOException {
        Path written = archive.resolveSibling("service.jsa.tmp");
        Path log = archive.resolveSibling("dump.log");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + written,
                        "-cp",
                        classPath)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!jvm.waitFor(DUMP_SECONDS_MAX, TimeUnit.SECONDS) || jvm.exitValue() != 0) {
                throw new ServiceFailure("Expected the JVM to store its classes but it failed; its log is " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Interrupted while the JVM stored its classes");
        } finally {
            jvm.destroyForcibly();
        }
        Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
