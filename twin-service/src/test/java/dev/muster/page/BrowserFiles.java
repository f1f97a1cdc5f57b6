package dev.muster.page;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a Chromium and its driver are on this machine. A machine that has none gets one, where that takes no questions: these tests
 * are never skipped.
 *
 * @param driver {@code null}: Selenium looks for the one that fits
 */
record BrowserFiles(Path browser, @Nullable Path driver) {
    /** Names the browser for machines that keep it elsewhere; its driver is then looked for beside it first. */
    private static final String PROPERTY = "muster.chromium";

    private static final Logger LOG = LoggerFactory.getLogger(BrowserFiles.class);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final List<Path> ELSEWHERE = List.of(
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
    private static final String DRIVER = "chromedriver";
    private static final String INSTALLATION =
            "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium chromium-driver";
    private static final int INSTALLATION_MINUTES_MAX = 10;
    private static final Path INSTALLATION_LOCK =
            Path.of(System.getProperty("java.io.tmpdir"), "muster-chromium-installation.lock");

    /** Fails loudly when there is none and none can be had. */
    static BrowserFiles find() {
        BrowserFiles files = found().or(BrowserFiles::installed)
                .orElseThrow(() ->
                        new AssertionError(("Expected Chromium or Chrome as one of %s on the PATH or where -D%s says,"
                                        + " but there is none: install the packages chromium and chromium-driver")
                                .formatted(NAMES, PROPERTY)));
        LOG.info("Browser: {}, driver: {}", files.browser(), files.driver() == null ? "Selenium's" : files.driver());
        return files;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<BrowserFiles> found() {
        String told = System.getProperty(PROPERTY, "");
        Optional<Path> browser = told.isEmpty()
                ? NAMES.stream()
                        .flatMap(name -> onPath(name).stream())
                        .findFirst()
                        .or(() -> ELSEWHERE.stream().filter(Files::isExecutable).findFirst())
                : Optional.of(executable(Path.of(told)));
        return browser.map(path -> new BrowserFiles(path, driverOf(path)));
    }

    private static Path executable(Path told) {
        if (!Files.isExecutable(told)) {
            throw new AssertionError("Expected a browser at -D%s=%s but there is none".formatted(PROPERTY, told));
        }
        return told;
    }

    private static @Nullable Path driverOf(Path browser) {
        Path beside = browser.toAbsolutePath().resolveSibling(DRIVER);
        return Files.isExecutable(beside) ? beside : onPath(DRIVER).orElse(null);
    }

    private static Optional<Path> onPath(String name) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(directory, name);
            if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<BrowserFiles> installed() {
        if (!isRoot() || onPath("apt-get").isEmpty()) {
            return Optional.empty();
        }
        // Tests run in several processes, and a package manager serves one at a time: whoever waited finds it
        // installed.
        try (FileChannel file =
                        FileChannel.open(INSTALLATION_LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = file.lock()) {
            LOG.debug("Alone with {}", alone);
            Optional<BrowserFiles> meanwhile = found();
            return meanwhile.isPresent() ? meanwhile : install();
        } catch (IOException e) {
            throw new AssertionError("Expected to write %s but got %s".formatted(INSTALLATION_LOCK, e), e);
        }
    }

    private static Optional<BrowserFiles> install() {
        LOG.info("No Chromium here: installing it with `{}`", INSTALLATION);
        List<String> command = new ArrayList<>(List.of("sh", "-c", INSTALLATION));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        try {
            Process apt = builder.start();
            if (!apt.waitFor(INSTALLATION_MINUTES_MAX, TimeUnit.MINUTES)) {
                apt.destroyForcibly();
            } else if (apt.exitValue() == 0) {
                return found();
            }
            throw new AssertionError("Expected `%s` to succeed but it did not".formatted(INSTALLATION));
        } catch (IOException e) {
            throw new AssertionError("Expected apt-get to start but got " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Expected Chromium to be installed but was interrupted", e);
        }
    }
}
