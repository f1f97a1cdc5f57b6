package dev.muster.twinservice.http.api.exchange;

import dev.muster.assetmodel.exchange.EntityForm;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.ReadLine;
import dev.muster.assetmodel.exchange.csv.Columns;
import dev.muster.assetmodel.exchange.csv.CsvReader;
import dev.muster.assetmodel.exchange.csv.CsvRecord;
import dev.muster.assetmodel.exchange.csv.CsvText;
import dev.muster.assetmodel.exchange.csv.LineSplitter;
import dev.muster.assetmodel.exchange.csv.TextLine;
import dev.muster.twinservice.exchange.LineReader;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One entity per record; the first record names the columns. */
final class CsvEntityReader implements LineReader {
    private final LineSplitter splitter;
    private final int recordBytesMax;
    private final Map<String, @Nullable String> mapping;
    private final EntityLine.Kind byDefault;
    private final KnownEntities known;
    private final @Nullable Character given;
    private @Nullable CsvReader records;
    private @Nullable CsvRows rows;

    /**
     * @param given the separator; {@code null}: the first line tells
     * @param byDefault what records are about that do not say it
     */
    CsvEntityReader(
            int recordBytesMax,
            @Nullable Character given,
            Map<String, @Nullable String> mapping,
            EntityLine.Kind byDefault,
            KnownEntities known) {
        this.recordBytesMax = recordBytesMax;
        this.splitter = new LineSplitter(recordBytesMax);
        this.given = given;
        this.mapping = mapping;
        this.byDefault = byDefault;
        this.known = known;
    }

    @Override
    public void take(byte[] piece, Consumer<ReadLine> lines) {
        splitter.take(piece, line -> take(line, lines));
    }

    @Override
    public void end(Consumer<ReadLine> lines) {
        splitter.end(line -> take(line, lines));
        if (records != null) {
            records.end(one -> read(one, lines));
        }
        if (rows == null) {
            throw Columns.none();
        }
    }

    @Override
    public String column(String field) {
        return rows == null ? field : rows.columnOf(field);
    }

    private void take(TextLine line, Consumer<ReadLine> lines) {
        if (records == null && line.blank()) {
            return;
        }
        if (records == null) {
            records = new CsvReader(given == null ? CsvText.delimiterOf(line.bytes()) : given, recordBytesMax);
        }
        records.take(line, one -> read(one, lines));
    }

    private void read(CsvRecord one, Consumer<ReadLine> lines) {
        CsvRows header = rows;
        if (header == null) {
            String flaw = one.flaw();
            if (flaw != null) {
                throw Columns.unreadable(flaw);
            }
            rows = new CsvRows(Columns.of(one.fields(), mapping), EntityForm.name(byDefault), known);
            return;
        }
        if (one.flaw() != null) {
            lines.accept(new ReadLine.Bad(one.line(), null, one.flaw()));
        } else if (!one.blank()) {
            lines.accept(EntityReader.read(one.line(), one.bytes(), () -> header.json(one.fields()), header::columnOf));
        }
    }
}
