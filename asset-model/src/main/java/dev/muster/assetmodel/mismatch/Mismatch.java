package dev.muster.assetmodel.mismatch;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A property that is not what it was said to be.
 *
 * @param stated what was ordered, or is wanted
 * @param reported {@code null}: the device never said
 * @param since when it began to differ, without a break since; what either side said may have changed meanwhile
 */
public record Mismatch(
        String property, String stated, @Nullable String reported, Instant since) {
    public Mismatch {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(stated, "stated");
        Objects.requireNonNull(since, "since");
    }
}
