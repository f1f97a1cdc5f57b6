package dev.muster.twinservice.http.api.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.exchange.ReadLine;
import dev.muster.assetmodel.exchange.csv.LineSplitter;
import dev.muster.assetmodel.exchange.csv.TextLine;
import dev.muster.twinservice.exchange.LineReader;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One entity per line, as JSON. */
final class NdjsonReader implements LineReader {
    private final LineSplitter splitter;
    private final int lineBytesMax;

    NdjsonReader(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
        this.splitter = new LineSplitter(lineBytesMax);
    }

    @Override
    public void take(byte[] piece, Consumer<ReadLine> lines) {
        splitter.take(piece, line -> read(line, lines));
    }

    @Override
    public void end(Consumer<ReadLine> lines) {
        splitter.end(line -> read(line, lines));
    }

    private void read(TextLine line, Consumer<ReadLine> lines) {
        if (line.tooLong()) {
            lines.accept(new ReadLine.Bad(
                    line.number(),
                    null,
                    "Expected a line of at most %d bytes but it is longer".formatted(lineBytesMax)));
        } else if (!line.blank()) {
            lines.accept(EntityReader.read(
                    line.number(), line.bytes().length, () -> json(line.bytes()), UnaryOperator.identity()));
        }
    }

    private static JsonNode json(byte[] line) {
        try {
            return Json.tree(line);
        } catch (BadInput bad) {
            // What is a body elsewhere is a line here, and which one is said already.
            String detail = bad.problem().detail().replace("a body of JSON", "a line of JSON");
            throw new BadInput(Problem.badInput(null, detail.replace("at line 1, column", "at column")));
        }
    }
}
