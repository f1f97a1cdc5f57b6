package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.exchange.ReadLine;
import java.util.function.Consumer;

/** Makes lines of a file that comes in pieces. What can be told of a single line is told of that line. Not thread-safe. */
public interface LineReader {
    /**
     * Hands on every line that ends in {@code piece}.
     *
     * @throws dev.muster.assetmodel.exchange.csv.BadColumn when the file as a whole cannot be read
     */
    void take(byte[] piece, Consumer<ReadLine> lines);

    /** Likewise what is left at the end. */
    void end(Consumer<ReadLine> lines);

    /** How the file calls a field of an entity, such as {@code limits.power.min}. */
    default String column(String field) {
        return field;
    }
}
