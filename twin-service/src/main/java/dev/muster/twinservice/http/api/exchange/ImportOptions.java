package dev.muster.twinservice.http.api.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.exchange.EntityForm;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.csv.BadColumn;
import dev.muster.assetmodel.exchange.csv.Columns;
import dev.muster.twinservice.exchange.LineReader;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read, as the parameters of an import say.
 *
 * @param mapping by the name of a column, what it says; {@code null}: it is passed over
 * @param delimiter {@code null}: the file tells
 */
record ImportOptions(
        String format,
        boolean dryRun,
        EntityLine.Kind entity,
        Map<String, @Nullable String> mapping,
        @Nullable Character delimiter) {
    static final String NDJSON = "ndjson";
    static final String CSV = "csv";
    static final String[] PARAMETERS = {"format", "dryRun", "entity", "mapping", "delimiter"};

    private static final Map<String, Character> DELIMITERS = Map.of("comma", ',', "semicolon", ';', "tab", '\t');

    static ImportOptions of(Call call) {
        String format = call.parameter("format")
                .map(text -> oneOf("format", text, List.of(NDJSON, CSV)))
                .orElseThrow(() -> bad("format", "Expected the parameter 'format', ndjson or csv, but it is missing"));
        boolean dryRun = call.parameter("dryRun")
                .map(text -> oneOf("dryRun", text, List.of("true", "false")))
                .map(Boolean::valueOf)
                .orElse(false);
        for (String onlyCsv : List.of("entity", "mapping", "delimiter")) {
            if (format.equals(NDJSON) && call.parameter(onlyCsv).isPresent()) {
                throw bad(
                        onlyCsv, "Expected the parameter '%s' with format csv only but it is there".formatted(onlyCsv));
            }
        }
        EntityLine.Kind entity = entity(call, tables()).orElse(EntityLine.Kind.ASSET);
        Character delimiter = call.parameter("delimiter")
                .map(text -> DELIMITERS.get(oneOf("delimiter", text, List.of("comma", "semicolon", "tab"))))
                .orElse(null);
        return new ImportOptions(format, dryRun, entity, mapping(call), delimiter);
    }

    /** Kinds of entities that fit a table. */
    static List<EntityLine.Kind> tables() {
        return List.of(EntityLine.Kind.HIERARCHY, EntityLine.Kind.GROUP, EntityLine.Kind.ASSET);
    }

    static Optional<EntityLine.Kind> entity(Call call, List<EntityLine.Kind> kinds) {
        List<String> names = kinds.stream().map(EntityForm::name).toList();
        return call.parameter("entity").map(text -> kinds.get(names.indexOf(oneOf("entity", text, names))));
    }

    static String oneOf(String name, String text, List<String> known) {
        if (!known.contains(text)) {
            throw bad(name, "Expected one of %s but got '%s'".formatted(String.join(", ", known), Problem.shown(text)));
        }
        return text;
    }

    LineReader reader(int lineBytesMax, KnownEntities known) {
        return format.equals(NDJSON)
                ? new NdjsonReader(lineBytesMax)
                : new CsvEntityReader(lineBytesMax, delimiter, mapping, entity, known);
    }

    private static Map<String, @Nullable String> mapping(Call call) {
        Map<String, @Nullable String> mapping = new LinkedHashMap<>();
        JsonNode given = call.parameter("mapping")
                .map(text -> Json.tree(text.getBytes(StandardCharsets.UTF_8), "mapping"))
                .orElse(null);
        if (given == null) {
            return mapping;
        }
        if (!given.isObject()) {
            throw bad(
                    "mapping",
                    "Expected a JSON object, such as {\"Site\":\"group:geography\"}, but got "
                            + Problem.shown(given.toString()));
        }
        for (Map.Entry<String, JsonNode> one : given.properties()) {
            JsonNode target = one.getValue();
            if (!target.isNull() && !target.isTextual()) {
                throw bad(
                        one.getKey(),
                        "Expected '%s' to be mapped to a text, or to null, but got %s"
                                .formatted(one.getKey(), Problem.shown(target.toString())));
            }
            put(mapping, one.getKey(), target.isNull() ? null : target.textValue());
        }
        try {
            Columns.check(mapping);
        } catch (BadColumn bad) {
            throw bad(bad.column(), bad.detail());
        }
        return mapping;
    }

    @SuppressWarnings("NullAway") // A map with null values: Map's own annotations cannot say that here.
    private static void put(Map<String, @Nullable String> mapping, String name, @Nullable String target) {
        mapping.put(name, target);
    }

    private static BadInput bad(String field, String detail) {
        return new BadInput(Problem.badInput(Problem.shown(field), detail));
    }
}
