package dev.muster.assetmodel.view.temporal;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a question is about, in both times.
 *
 * @param at the time in the world
 * @param asKnownAt only what was recorded at or before it, and not superseded by then, counts; {@code null}: what is believed
 *     now, also about times to come
 */
public record Moment(Instant at, @Nullable Instant asKnownAt) {
    public Moment {
        Objects.requireNonNull(at, "at");
    }

    /** As it was, or will be, by what is believed now. */
    public static Moment at(Instant at) {
        return new Moment(at, null);
    }
}
