package dev.muster.assetmodel.exchange.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes CSV as RFC 4180 has it; what {@link CsvReader} reads is what was written. */
public final class CsvText {
    private CsvText() {}

    /** The separator of a file whose first line this is: of comma, semicolon and tab the one that stands there most often. */
    public static char delimiterOf(byte[] header) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (byte b : header) {
            quoted ^= b == '"';
            int candidate = ",;\t".indexOf((char) b);
            if (!quoted && candidate >= 0) {
                counts[candidate]++;
            }
        }
        if (counts[1] > counts[0] && counts[1] >= counts[2]) {
            return ';';
        }
        return counts[2] > counts[0] ? '\t' : ',';
    }

    /** Appends a record with comma and CRLF; {@code null}: empty, while {@code ""} is quoted. */
    public static void append(StringBuilder to, List<@Nullable String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                to.append(',');
            }
            String field = fields.get(i);
            if (field != null) {
                append(to, field);
            }
        }
        to.append("\r\n");
    }

    private static void append(StringBuilder to, String field) {
        if (!field.isEmpty() && field.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')) {
            to.append(field);
            return;
        }
        to.append('"').append(field.replace("\"", "\"\"")).append('"');
    }
}
