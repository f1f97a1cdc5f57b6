package dev.muster.loadtest.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds. Written last: a directory without one is no backup.
 *
 * @param offsetsAt when the offsets were read: everything that was committed by then is in the tables
 * @param offsets by consumer group, by topic and partition ({@code telemetry-3})
 */
record Manifest(
        int version,
        Instant offsetsAt,
        Instant takenAt,
        Map<String, Map<String, Long>> offsets,
        List<TopicCopy> topics) {
    static final int VERSION = 1;

    private static final String FILE = "backup.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * A topic as it was.
     *
     * @param configs what differs from the broker's defaults
     * @param records how many of it were copied: all, or of partitions that a group reads, those that it had not read
     */
    record TopicCopy(String name, int partitions, Map<String, String> configs, long records) {}

    void writeTo(Path backup) {
        try {
            JSON.writeValue(backup.resolve(FILE).toFile(), this);
        } catch (IOException e) {
            throw new BackupFailure(
                    "Expected to write %s but got: %s".formatted(backup.resolve(FILE), e.getMessage()), e);
        }
    }

    static Manifest of(Path backup) {
        Path file = backup.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new BackupFailure("Expected a backup in %s but there is no %s: it was not finished, or lies elsewhere"
                    .formatted(backup, FILE));
        }
        try {
            Manifest manifest = JSON.readValue(file.toFile(), Manifest.class);
            if (manifest.version() != VERSION) {
                throw new BackupFailure(
                        "Expected version %d in %s but it is %d".formatted(VERSION, file, manifest.version()));
            }
            return manifest;
        } catch (IOException e) {
            // One line: the parser's message goes on with where it was.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new BackupFailure("Expected to read %s but got: %s".formatted(file, reason), e);
        }
    }
}
