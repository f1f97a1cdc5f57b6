package dev.muster.loadtest.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Puts temporary directories below the module's own target directory: on a real disk, and gone with {@code mvn
 * clean}.
 */
final class TargetDirectory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        Path parent =
                Files.createDirectories(Path.of("target", "local-stack-tests").toAbsolutePath());
        return Files.createTempDirectory(parent, "test");
    }
}
