package dev.muster.twinservice.http.api.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.ReadLine;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.api.model.ModelLines;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An entity out of a line that is JSON, or was made into JSON. */
final class EntityReader {
    private EntityReader() {}

    /** @param column how the file calls a field */
    static ReadLine read(long number, int bytes, Supplier<JsonNode> json, UnaryOperator<String> column) {
        try {
            return new ReadLine.Sound(new EntityLine(number, bytes, ModelLines.commands(json.get())));
        } catch (BadInput bad) {
            Problem problem = bad.problem();
            String field = problem.field();
            return new ReadLine.Bad(number, field == null ? null : column.apply(field), problem.detail());
        }
    }
}
