package dev.muster.loadtest.harness.figure;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who reads the same records, and what would be left of them after a crash. */
public enum Contender {
    BARE("bare", "bare loop", "none: totals in memory, offsets are not committed"),
    STREAMS(
            "streams",
            "Kafka Streams",
            "at least once, so that totals can be wrong after a crash; state in memory with changelogs in Kafka, offsets committed every"
                    + " 200 ms"),
    WITHOUT_HISTORY(
            "without-history",
            "Muster without history",
            "at least once in, exactly once in effect; latest values and transitions in Cassandra before offsets are committed, samples"
                    + " nowhere but in Kafka"),
    COMPLETE(
            "complete",
            "Muster complete",
            "at least once in, exactly once in effect; each sample a row of history, latest values and transitions in Cassandra before"
                    + " offsets are committed");

    private final String id;
    private final String title;
    private final String durability;

    Contender(String id, String title, String durability) {
        this.id = id;
        this.title = title;
        this.durability = durability;
    }

    /** On the command line, and in the names of topics. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String durability() {
        return durability;
    }

    /** {@link IllegalArgumentException} says which there are. */
    public static Contender of(String id) {
        return Arrays.stream(values())
                .filter(contender -> contender.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected some of %s after --contenders but got '%s'"
                        .formatted(Arrays.stream(values()).map(Contender::id).collect(Collectors.joining(",")), id)));
    }
}
