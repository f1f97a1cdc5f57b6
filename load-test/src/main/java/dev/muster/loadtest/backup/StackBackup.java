package dev.muster.loadtest.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Backup of a local stack while it runs, and restore before it runs.
 *
 * <p>The steps are in this order so that nothing is lost: offsets first, then tables, then records. What was committed when the offsets
 * were read stands in the tables; what was not is in Kafka behind these offsets, and is read again after a restore, which changes
 * nothing where it was read already.
 */
public final class StackBackup {
    private static final String CASSANDRA = "cassandra";
    private static final String KAFKA = "kafka";

    private final Clock clock;
    private final Consumer<String> listener;

    /** {@code listener}: told in one line what each step has done, and how long it took. */
    public StackBackup(Clock clock, Consumer<String> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * A running stack.
     *
     * @param directory where its data are
     */
    public record Target(Path directory, String kafkaBootstrap, int cassandraJmx) {
        private Path tables() {
            return tablesOf(directory);
        }
    }

    static Path tablesOf(Path directory) {
        return directory.resolve("cassandra").resolve("data");
    }

    /** Copies everything that {@code target} must be able to begin from again into {@code backup}, a directory that is not there yet. */
    public void take(Target target, Path backup) {
        Path tables = create(backup, CASSANDRA);
        Path records = create(backup, KAFKA);
        String tag = "backup-" + clock.millis();
        try (KafkaCopy kafka = new KafkaCopy(target.kafkaBootstrap())) {
            Instant offsetsAt = clock.instant();
            Map<String, Map<String, Long>> offsets = timed("Read the offsets of %d groups", kafka::offsets, Map::size);
            timed("Made a snapshot of every table", () -> {
                CassandraCopy.snapshot(target.cassandraJmx(), tag);
                return tag;
            });
            List<Manifest.TopicCopy> topics;
            try {
                topics = timed(
                        "Copied %d records",
                        () -> kafka.copyTo(records, offsets), copies -> copies.stream()
                                .mapToLong(Manifest.TopicCopy::records)
                                .sum());
                timed(
                        "Copied tables, %d bytes",
                        () -> CassandraCopy.copySnapshot(target.tables(), tag, tables), bytes -> bytes);
            } finally {
                CassandraCopy.clear(target.cassandraJmx(), tag);
            }
            new Manifest(Manifest.VERSION, offsetsAt, clock.instant(), offsets, topics).writeTo(backup);
        }
    }

    /** Puts the tables into the directory of a stack that does not run and has none. */
    public void restoreTables(Path backup, Path directory) {
        requireWhole(backup);
        if (Files.exists(tablesOf(directory))) {
            throw new BackupFailure(
                    "Expected no tables in %s but there are: move %s away, so that the backup's can take their place"
                            .formatted(directory, directory.resolve("cassandra")));
        }
        timed(
                "Restored tables, %d bytes",
                () -> CassandraCopy.restore(backup.resolve(CASSANDRA), tablesOf(directory)), bytes -> bytes);
    }

    /** Before anything is put anywhere: half of a restored stack would start as if it were all. */
    private static void requireWhole(Path backup) {
        Manifest manifest = Manifest.of(backup);
        if (!Files.isDirectory(backup.resolve(CASSANDRA))) {
            throw new BackupFailure("Expected tables in %s but there are none: it is damaged".formatted(backup));
        }
        for (Manifest.TopicCopy topic : manifest.topics()) {
            Path records = KafkaCopy.file(backup.resolve(KAFKA), topic.name());
            if (!Files.isRegularFile(records)) {
                throw new BackupFailure("Expected records in %s but there are none: it is damaged".formatted(records));
            }
        }
    }

    /** Makes topics and records in a new Kafka. Groups begin at their first records: those are what they have not read. */
    public void restoreTopics(Path backup, String kafkaBootstrap) {
        Manifest manifest = Manifest.of(backup);
        try (KafkaCopy kafka = new KafkaCopy(kafkaBootstrap)) {
            timed(
                    "Restored %d records",
                    () -> kafka.restore(backup.resolve(KAFKA), manifest.topics()), records -> records);
        }
    }

    /** In a Kafka that has survived: every group reads again what came after the backup. */
    public void rewindGroups(Path backup, String kafkaBootstrap) {
        Manifest manifest = Manifest.of(backup);
        try (KafkaCopy kafka = new KafkaCopy(kafkaBootstrap)) {
            timed(
                    "Set the offsets of %d groups back to " + manifest.offsetsAt(),
                    () -> {
                        kafka.rewind(manifest.offsets());
                        return manifest.offsets().size();
                    },
                    groups -> groups);
        }
    }

    private static Path create(Path backup, String part) {
        try {
            if (part.equals(CASSANDRA)) {
                Files.createDirectories(backup.toAbsolutePath().getParent());
                Files.createDirectory(backup);
            }
            return Files.createDirectory(backup.resolve(part));
        } catch (IOException e) {
            throw new BackupFailure("Expected to make a new directory %s but got: %s".formatted(backup, e), e);
        }
    }

    private <T> void timed(String words, Supplier<T> step) {
        timed(words, step, done -> 0);
    }

    private <T> T timed(String words, Supplier<T> step, java.util.function.Function<T, Object> figure) {
        long startedNanos = System.nanoTime();
        T done = step.get();
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        listener.accept(String.format(Locale.ROOT, words + " in %2$.1f s", figure.apply(done), seconds));
        return done;
    }
}
