package dev.muster.loadtest.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last lines that a server wrote since a moment: what it says about its own end. */
final class LogTail {
    private static final int LINES_MAX = 3;
    private static final int LINE_CHARACTERS_MAX = 300;
    private static final int BYTES_MAX = 16_384;

    private final Map<Path, Long> offsets = new LinkedHashMap<>();

    /** Remembers where the files end now; files that are not there yet count as empty. */
    LogTail(List<Path> files) {
        for (Path file : files) {
            offsets.put(file, sizeOf(file));
        }
    }

    /** Each file with its last lines, in one line. */
    String describe() {
        List<String> tails = new ArrayList<>();
        offsets.forEach((file, offset) -> {
            List<String> lines = lastLines(file, offset);
            tails.add("log " + file + (lines.isEmpty() ? " says nothing" : " ends: " + String.join(" | ", lines)));
        });
        return String.join("; ", tails);
    }

    private static List<String> lastLines(Path file, long offset) {
        List<String> lines = written(file, offset)
                .lines()
                // Stack frames, and what every JVM says about its options.
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .filter(line -> !line.startsWith("WARNING: ") && !line.startsWith("Picked up "))
                .map(line ->
                        line.length() > LINE_CHARACTERS_MAX ? line.substring(0, LINE_CHARACTERS_MAX) + "..." : line)
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
    }

    private static String written(Path file, long offset) {
        if (!Files.exists(file)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            // A file that is shorter than it was has been rolled over: all of it is new.
            long from = channel.size() < offset ? 0 : offset;
            channel.position(Math.max(from, channel.size() - BYTES_MAX));
            ByteBuffer end = ByteBuffer.allocate(BYTES_MAX);
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // One read may give less than there is.
            }
            return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            // Whatever it holds is then taken for new.
            return 0;
        }
    }
}
