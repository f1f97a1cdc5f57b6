package dev.muster.twinservice.placement;

import java.util.Arrays;
import java.util.Locale;

/** On which nodes the shards of twins live. */
public enum Placement {
    /** On the node that reads the partition of telemetry that their sources' records are in. */
    NEAR_PARTITION,
    /** On all nodes, as many on each. */
    SPREAD;

    /** Throws {@link IllegalArgumentException} that says what was expected. */
    public static Placement of(String text) {
        return Arrays.stream(values())
                .filter(placement -> placement.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected muster.twin.placement to be near-partition or spread but got '%s'".formatted(text)));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
