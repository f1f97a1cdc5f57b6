package dev.muster.loadtest.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV as RFC 4180 has it, UTF-8, the first line naming the columns; {@code .gz} is unpacked on the way. Columns are
 * found by name, more than those asked for are passed over. Anything else is {@link BadData} that names file and line.
 */
final class CsvFile {
    private static final int FIELD_LENGTH_MAX = 10_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private int line;

    private CsvFile(Path file) {
        this.file = file;
    }

    /** Calls {@code each} with every row; {@code columns} must be there. */
    static void read(Path file, List<String> columns, Consumer<Row> each) {
        new CsvFile(file).rows(columns, each);
    }

    private void rows(List<String> columns, Consumer<Row> each) {
        try (BufferedReader reader = open()) {
            List<String> header = record(reader);
            if (header == null) {
                throw bad("Expected a first line with the columns %s but the file is empty".formatted(columns));
            }
            Map<String, Integer> index = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                if (index.put(header.get(i).strip(), i) != null) {
                    throw bad("Expected each column once but got '%s' twice".formatted(header.get(i)));
                }
            }
            for (String column : columns) {
                if (!index.containsKey(column)) {
                    throw bad("Expected a column '%s' but got %s".formatted(column, header));
                }
            }
            for (List<String> fields = record(reader); fields != null; fields = record(reader)) {
                if (fields.size() == 1 && fields.get(0).isBlank()) {
                    continue;
                }
                if (fields.size() != header.size()) {
                    throw bad("Expected %d fields but got %d".formatted(header.size(), fields.size()));
                }
                each.accept(new Row(this, index, fields));
            }
        } catch (CharacterCodingException e) {
            throw bad("Expected UTF-8 but got other bytes");
        } catch (IOException e) {
            throw bad("Expected a readable file but got: " + e.getMessage());
        }
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(
                    plain,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The fields of the next record, which may go over several lines when quoted; {@code null} at the end. */
    private @Nullable List<String> record(BufferedReader reader) throws IOException {
        String text = reader.readLine();
        if (text == null) {
            return null;
        }
        if (++line == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int i = 0;
        while (true) {
            if (field.length() > FIELD_LENGTH_MAX) {
                throw bad("Expected fields of at most %d characters: is a quote missing?".formatted(FIELD_LENGTH_MAX));
            }
            if (i == text.length()) {
                if (!quoted) {
                    fields.add(field.toString());
                    return fields;
                }
                String next = reader.readLine();
                if (next == null) {
                    throw bad("Expected a closing quote but the file ends");
                }
                line++;
                field.append('\n');
                text = next;
                i = 0;
                continue;
            }
            char c = text.charAt(i++);
            if (quoted && c == '"' && i < text.length() && text.charAt(i) == '"') {
                field.append('"');
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
    }

    private BadData bad(String expectation) {
        return new BadData("%s:%d: %s".formatted(file.getFileName(), line, expectation));
    }

    /** One record. */
    static final class Row {
        private final CsvFile file;
        private final Map<String, Integer> index;
        private final List<String> fields;

        private Row(CsvFile file, Map<String, Integer> index, List<String> fields) {
            this.file = file;
            this.index = index;
            this.fields = fields;
        }

        /** Without spaces around; empty when blank. */
        String get(String column) {
            Integer at = index.get(column);
            if (at == null) {
                throw new IllegalArgumentException("Expected a column that was asked for but got " + column);
            }
            return fields.get(at).strip();
        }

        /** What {@link #get} returns, or {@code ""} when the file has no such column. */
        String getOptional(String column) {
            return index.containsKey(column) ? get(column) : "";
        }

        List<String> fields() {
            return fields;
        }

        BadData bad(String expectation) {
            return file.bad(expectation);
        }
    }
}
