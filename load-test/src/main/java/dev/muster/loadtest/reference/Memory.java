package dev.muster.loadtest.reference;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.CommandId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a device has answered to which command, in a file: one answer per line, the last one of a command counts. In another
 * beside it stands the firmware that it runs.
 */
final class Memory {
    /** More than Muster sends to one asset while any of them holds. */
    private static final int REMEMBERED_MIN = 1_000;

    private final Path file;
    private final Path firmware;
    private final int rememberedMin;
    private final Map<CommandId, DeviceAck> answers = new LinkedHashMap<>();

    Memory(Path file) {
        this(file, REMEMBERED_MIN);
    }

    /** {@code rememberedMin}: so many commands are remembered for sure, and never more than twice as many. */
    Memory(Path file, int rememberedMin) {
        this.rememberedMin = rememberedMin;
        this.file = file;
        this.firmware = file.resolveSibling(file.getFileName() + ".firmware");
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(this::read);
            }
            // Also without half a line at the end.
            forget();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read and write " + file, e);
        }
    }

    /** In the order in which they were first answered. */
    List<DeviceAck> answers() {
        return List.copyOf(answers.values());
    }

    @Nullable
    DeviceAck answer(CommandId id) {
        return answers.get(id);
    }

    /** Returns when it is on the disk. */
    void keep(DeviceAck ack) {
        try {
            write(file, lines(List.of(ack)));
            answers.put(ack.id(), ack);
            if (answers.size() > 2 * rememberedMin) {
                forget();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write to " + file, e);
        }
    }

    /** The oldest, and writes the rest anew. */
    private void forget() throws IOException {
        while (answers.size() > rememberedMin) {
            answers.remove(answers.keySet().iterator().next());
        }
        replace(file, lines(List.copyOf(answers.values())));
    }

    Optional<String> firmware() {
        try {
            return Files.exists(firmware) ? Optional.of(Files.readString(firmware)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + firmware, e);
        }
    }

    void keepFirmware(String version) {
        try {
            replace(firmware, version.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write " + firmware, e);
        }
    }

    private void read(String line) {
        try {
            DeviceAck ack = ControlCodec.ack(line.getBytes(StandardCharsets.ISO_8859_1));
            answers.put(ack.id(), ack);
        } catch (IllegalArgumentException e) {
            // It ended while it wrote this. What it had not written down, it had not begun.
        }
    }

    private static byte[] lines(List<DeviceAck> acks) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (DeviceAck ack : acks) {
            lines.writeBytes(ControlCodec.encode(ack));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** Beside, and then in its place: there is never half of it. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** At the end, and onto the disk. */
    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }
}
