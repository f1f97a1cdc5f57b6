package dev.muster.loadtest.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one stack, held by at most one launcher at a time.
 *
 * <p>The operating system's lock on {@code stack.lock} says whether a launcher holds it: the lock of a dead one is
 * free. The file names the launcher, whether it is closing, and its servers, so that a successor waits for servers
 * that are still ending. The lines are {@code launcher <pid>}, {@code closing}, and per server {@code server <pid>
 * <start, ms since 1970> <name>}.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "stack.lock";
    private static final int LOCK_FILE_BYTES_MAX = 4_096;
    private static final Pattern SERVER_LINE = Pattern.compile("server (\\d{1,18}) (\\d{1,18}) .+");
    private static final long POLL_MS = 50;

    /** JVMs compute the start of a process from the time of boot, which a step of the clock moves. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /**
     * What this JVM holds: the lock of the operating system is per process, and closing a second channel would
     * release it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lockFile;
    private final Map<String, ProcessHandle> servers = new LinkedHashMap<>();
    private boolean closing;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, waiting for an earlier stack that is ending for at most {@code limits.stopTimeout()}.
     *
     * @param usableBytes how much may still be written where a directory is
     * @throws StackFailure if it cannot be written, its disk is too full, or another stack lives in it
     */
    static DataDirectory open(Path wanted, StackSettings.Limits limits, ToLongFunction<Path> usableBytes) {
        Path directory = create(wanted);
        requireSpace(directory, limits.diskFreeBytesMin(), usableBytes);
        if (!HELD.add(directory)) {
            throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
        }
        FileChannel lockFile = null;
        try {
            long deadlineNanos = System.nanoTime() + limits.stopTimeout().toNanos();
            lockFile = openLockFile(directory);
            lock(directory, lockFile, deadlineNanos);
            awaitEarlierServers(directory, read(lockFile), deadlineNanos);
            DataDirectory held = new DataDirectory(directory, lockFile);
            held.write();
            return held;
        } catch (IOException e) {
            release(directory, lockFile);
            throw new StackFailure("Cannot lock data directory " + directory + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(directory, lockFile);
            throw e;
        }
    }

    /** Whether a stack lives there now, of this process or of another. */
    static boolean isHeld(Path wanted) {
        if (!Files.exists(wanted.resolve(LOCK_FILE))) {
            return false;
        }
        try {
            Path directory = wanted.toRealPath();
            if (HELD.contains(directory)) {
                return true;
            }
            try (FileChannel lockFile = openLockFile(directory);
                    FileLock lock = lockFile.tryLock()) {
                return lock == null;
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot tell whether a stack lives in " + wanted + ": " + e.getMessage(), e);
        }
    }

    static long usableBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new StackFailure("Cannot tell how full the disk of " + directory + " is: " + e.getMessage(), e);
        }
    }

    Path path() {
        return directory;
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /** Where the leash of the servers is copied to. */
    Path leash() {
        return directory.resolve("leash");
    }

    /** Notes a server that was just started, so that a successor of a killed launcher can wait for its end. */
    synchronized void recordServer(String name, ProcessHandle server) {
        servers.put(name, server);
        write();
    }

    /** Tells others that the directory will soon be free. */
    synchronized void recordClosing() {
        closing = true;
        write();
    }

    @Override
    public synchronized void close() {
        if (!lockFile.isOpen()) {
            return;
        }
        servers.clear();
        try {
            write();
        } finally {
            release(directory, lockFile);
        }
    }

    private void write() {
        StringBuilder lines = new StringBuilder();
        lines.append("launcher ").append(ProcessHandle.current().pid()).append('\n');
        if (closing) {
            lines.append("closing\n");
        }
        servers.forEach((name, server) -> lines.append("server ")
                .append(server.pid())
                .append(' ')
                .append(startOf(server).toEpochMilli())
                .append(' ')
                .append(name)
                .append('\n'));
        try {
            lockFile.truncate(0);
            lockFile.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new StackFailure("Cannot write " + directory.resolve(LOCK_FILE) + ": " + e.getMessage(), e);
        }
    }

    private static Path create(Path wanted) {
        try {
            Path directory = Files.createDirectories(wanted).toRealPath();
            if (Files.isWritable(directory)) {
                return directory;
            }
        } catch (IOException e) {
            throw new StackFailure("Data directory " + wanted + " cannot be created: " + e, e);
        }
        throw new StackFailure(
                "Data directory " + wanted + " cannot be written: allow it, or choose another directory");
    }

    private static void requireSpace(Path directory, long bytesMin, ToLongFunction<Path> usableBytes) {
        long usable = usableBytes.applyAsLong(directory);
        if (usable < bytesMin) {
            throw new StackFailure("The disk of data directory " + directory + " has " + gib(usable)
                    + " GiB free, and the stack needs " + gib(bytesMin)
                    + " GiB: free some, or choose a directory on another disk");
        }
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) (1L << 30));
    }

    private static FileChannel openLockFile(Path directory) throws IOException {
        return FileChannel.open(
                directory.resolve(LOCK_FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static void lock(Path directory, FileChannel lockFile, long deadlineNanos) throws IOException {
        while (true) {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return;
            }
            List<String> lines = read(lockFile);
            if (!lines.contains("closing") || isOver(deadlineNanos)) {
                throw inUse(directory, launcherOf(lines));
            }
            pause();
        }
    }

    private static StackFailure inUse(Path directory, String launcher) {
        return new StackFailure("Data directory " + directory + " is in use by a living stack (launcher pid " + launcher
                + "): stop that one, or choose another directory");
    }

    private static String launcherOf(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("launcher "))
                .findFirst()
                .map(line -> line.substring("launcher ".length()))
                .orElse("unknown");
    }

    private static void awaitEarlierServers(Path directory, List<String> lines, long deadlineNanos) {
        for (String line : lines) {
            while (livingServer(line).isPresent()) {
                if (isOver(deadlineNanos)) {
                    throw new StackFailure(
                            "Data directory " + directory + " is still used by a server of an ended stack (" + line
                                    + "): end that process, or choose another directory");
                }
                pause();
            }
        }
    }

    private static Optional<ProcessHandle> livingServer(String line) {
        Matcher server = SERVER_LINE.matcher(line);
        if (!server.matches()) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(server.group(2)));
        return ProcessHandle.of(Long.parseLong(server.group(1)))
                // An ended process that nobody has reaped counts as alive, but has no command any more.
                .filter(process -> process.isAlive() && process.info().command().isPresent())
                .filter(process ->
                        Duration.between(startOf(process), started).abs().compareTo(START_TOLERANCE) <= 0);
    }

    private static boolean isOver(long deadlineNanos) {
        return System.nanoTime() - deadlineNanos > 0;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while waiting for a data directory", e);
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static List<String> read(FileChannel lockFile) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(LOCK_FILE_BYTES_MAX);
        int bytes = lockFile.read(content, 0);
        return new String(content.array(), 0, Math.max(bytes, 0), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void release(Path directory, @Nullable FileChannel lockFile) {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException e) {
            throw new StackFailure("Cannot release data directory " + directory + ": " + e.getMessage(), e);
        } finally {
            HELD.remove(directory);
        }
    }
}
