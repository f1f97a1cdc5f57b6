package dev.muster.assetmodel.exchange.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of lines as RFC 4180 has it: a quoted field may hold separators, doubled quotes and ends of lines. Where that
 * does not work out, the first line is flawed and those that a missing quote swallowed are read anew, so that one error takes
 * no other line with it. Not thread-safe.
 */
public final class CsvReader {
    private static final byte QUOTE = '"';
    /** What most fields need. */
    private static final int FIELD_BYTES = 64;

    private final byte delimiter;
    private final int recordBytesMax;
    /** Lines of a record whose quote is open. */
    private final List<TextLine> open = new ArrayList<>();

    private int openBytes;
    private Parse parse = new Parse();

    /** @param delimiter ASCII */
    public CsvReader(char delimiter, int recordBytesMax) {
        this.delimiter = (byte) delimiter;
        this.recordBytesMax = recordBytesMax;
    }

    public void take(TextLine line, Consumer<CsvRecord> records) {
        Deque<TextLine> rest = new ArrayDeque<>();
        rest.add(line);
        while (!rest.isEmpty()) {
            @Nullable String flaw = add(rest.remove(), records);
            if (flaw != null) {
                List<TextLine> again = giveUp(flaw, records);
                for (int i = again.size() - 1; i >= 0; i--) {
                    rest.addFirst(again.get(i));
                }
            }
        }
    }

    /** A quote that is still open is missing. */
    public void end(Consumer<CsvRecord> records) {
        while (!open.isEmpty()) {
            List<TextLine> rest = giveUp("Expected a closing quote but the file ends", records);
            rest.forEach(line -> take(line, records));
        }
    }

    /** What is wrong with the open record and this line together; {@code null}: nothing so far. */
    private @Nullable String add(TextLine line, Consumer<CsvRecord> records) {
        if (line.tooLong()) {
            if (open.isEmpty()) {
                records.accept(CsvRecord.flawed(line.number(), tooLong()));
                return null;
            }
            open.add(line);
            return "Expected a closing quote but none came within %d bytes".formatted(recordBytesMax);
        }
        if (open.isEmpty() && line.blank()) {
            return null;
        }
        open.add(line);
        byte[] bytes = line.bytes();
        openBytes += bytes.length + 1;
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? 2 : 1;
        if (openBytes - end > recordBytesMax) {
            return "Expected a closing quote but none came within %d bytes".formatted(recordBytesMax);
        }
        @Nullable String flaw = parse.line(bytes);
        if (flaw == null && !parse.quoted) {
            records.accept(new CsvRecord(open.get(0).number(), openBytes, parse.fields, null));
            reset();
        }
        return flaw;
    }

    /** The first open line is flawed; returns the others. */
    private List<TextLine> giveUp(String flaw, Consumer<CsvRecord> records) {
        List<TextLine> rest = new ArrayList<>(open.subList(1, open.size()));
        records.accept(CsvRecord.flawed(open.get(0).number(), flaw));
        reset();
        return rest;
    }

    private void reset() {
        open.clear();
        openBytes = 0;
        parse = new Parse();
    }

    private String tooLong() {
        return "Expected a line of at most %d bytes but it is longer".formatted(recordBytesMax);
    }

    /** One record, line by line. */
    private final class Parse {
        final List<@Nullable String> fields = new ArrayList<>();
        boolean quoted;
        private byte[] field = new byte[FIELD_BYTES];
        private int length;
        private boolean wasQuoted;

        @Nullable
        String line(byte[] bytes) {
            int end = bytes.length;
            if (quoted) {
                keep((byte) '\n');
            }
            for (int i = 0; i < end; i++) {
                byte b = bytes[i];
                if (quoted) {
                    if (b != QUOTE) {
                        keep(b);
                    } else if (i + 1 < end && bytes[i + 1] == QUOTE) {
                        keep(QUOTE);
                        i++;
                    } else {
                        quoted = false;
                    }
                } else if (b == delimiter) {
                    @Nullable String flaw = close();
                    if (flaw != null) {
                        return flaw;
                    }
                } else if (b == '\r' && i == end - 1) {
                    end--;
                } else if (b == QUOTE && length == 0 && !wasQuoted) {
                    quoted = true;
                    wasQuoted = true;
                } else if (b == QUOTE || b == '\r' || wasQuoted) {
                    return misplaced(b);
                } else {
                    keep(b);
                }
            }
            return quoted ? null : close();
        }

        private String misplaced(byte b) {
            if (wasQuoted) {
                return "Expected a separator behind the closing quote of field %d but got more text"
                        .formatted(fields.size() + 1);
            }
            return b == QUOTE
                    ? "Expected field %d in quotes, as a quote is inside, but it does not begin with one"
                            .formatted(fields.size() + 1)
                    : "Expected lines that end with LF or CRLF but got a CR inside of one";
        }

        private @Nullable String close() {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(field, 0, length))
                        .toString();
                if (text.indexOf('\0') >= 0) {
                    return "Expected text but field %d holds a NUL".formatted(fields.size() + 1);
                }
                fields.add(length == 0 && !wasQuoted ? null : text);
            } catch (CharacterCodingException e) {
                return "Expected UTF-8 but field %d holds other bytes".formatted(fields.size() + 1);
            }
            length = 0;
            wasQuoted = false;
            return null;
        }

        private void keep(byte b) {
            if (length == field.length) {
                field = Arrays.copyOf(field, 2 * length);
            }
            field[length++] = b;
        }
    }
}
