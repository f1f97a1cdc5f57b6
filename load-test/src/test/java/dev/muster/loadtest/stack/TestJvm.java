package dev.muster.loadtest.stack;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The class path on which child JVMs find the programs of these tests. */
final class TestJvm {
    private TestJvm() {}

    static String classPath() {
        return locationOf(TestJvm.class) + File.pathSeparator + locationOf(Leash.class);
    }

    static LeashedJvm.Builder of(Class<?> program, Path logFile) {
        return LeashedJvm.of(program.getName()).classPath(classPath()).logFile(logFile);
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
