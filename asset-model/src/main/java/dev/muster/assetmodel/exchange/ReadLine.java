package dev.muster.assetmodel.exchange;

import org.jspecify.annotations.Nullable;

/** What was made of a line. */
public sealed interface ReadLine {
    /** Well formed. */
    record Sound(EntityLine line) implements ReadLine {}

    /**
     * Not what was expected.
     *
     * @param field as the file calls it; {@code null}: no single one
     * @param detail "Expected … but …"
     */
    record Bad(long number, @Nullable String field, String detail) implements ReadLine {}
}
