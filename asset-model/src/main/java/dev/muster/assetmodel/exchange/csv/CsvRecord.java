package dev.muster.assetmodel.exchange.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a CSV file, or what is wrong with it.
 *
 * @param line where it begins
 * @param bytes how many it has
 * @param fields {@code null} for one that is empty and not quoted; {@code ""} for one that is quoted
 * @param flaw "Expected … but …"; {@code null}: there is none, and the fields are sound
 */
public record CsvRecord(
        long line,
        int bytes,
        List<@Nullable String> fields,
        @Nullable String flaw) {
    public CsvRecord {
        fields = Collections.unmodifiableList(new ArrayList<>(fields));
    }

    static CsvRecord flawed(long line, String flaw) {
        return new CsvRecord(line, 0, List.of(), flaw);
    }

    /** Nothing but separators. */
    public boolean blank() {
        return flaw == null && fields.stream().allMatch(field -> field == null || field.isBlank());
    }
}
