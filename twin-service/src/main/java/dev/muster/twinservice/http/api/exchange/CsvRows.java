package dev.muster.twinservice.http.api.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.exchange.EntityForm;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.csv.Column;
import dev.muster.assetmodel.exchange.csv.Column.Kind;
import dev.muster.assetmodel.exchange.csv.Columns;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Problem;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records of a file as entities in JSON. An empty field is absent; a field for which the file has no column stays as it is
 * known, so that a spreadsheet with two columns does not clear all others.
 */
final class CsvRows {
    private static final Pattern BETWEEN_IDS = Pattern.compile("[\\s,;]+");

    private static final Set<Kind> TIMES = EnumSet.of(Kind.VALID_FROM, Kind.VALID_TO);

    private final Columns columns;
    private final String byDefault;
    private final KnownEntities known;
    private final Map<String, String> names = new HashMap<>();

    CsvRows(Columns columns, String byDefault, KnownEntities known) {
        this.columns = columns;
        this.byDefault = byDefault;
        this.known = known;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.column(i);
            if (column != null) {
                names.put(fieldOf(column), columns.name(i));
            }
        }
    }

    /** The column in which a field of an entity stands, such as {@code limits.power.min}; else the field itself. */
    String columnOf(String field) {
        for (String path = field; !path.isEmpty(); path = path.substring(0, Math.max(0, path.lastIndexOf('.')))) {
            String name = names.get(path.replaceAll("\\[\\d+]$", ""));
            if (name != null) {
                return name;
            }
        }
        String time = field.substring(field.lastIndexOf('.') + 1);
        return names.getOrDefault(time, field);
    }

    /** {@link BadInput} when a field is no such thing as its column says. */
    ObjectNode json(List<@Nullable String> fields) {
        if (fields.size() != columns.size()) {
            throw bad(
                    null,
                    "Expected %d fields, as many as there are columns, but got %d"
                            .formatted(columns.size(), fields.size()));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(EntityForm.ENTITY, byDefault);
        Map<Kind, String> times = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.column(i);
            String text = fields.get(i);
            if (column == null || text == null) {
                continue;
            }
            if (TIMES.contains(column.kind())) {
                times.put(column.kind(), text);
            } else {
                put(json, column, text);
            }
        }
        String entity = json.path(EntityForm.ENTITY).textValue();
        if (entity.equals(EntityForm.name(EntityLine.Kind.ASSET))) {
            keepAsset(json);
            json.path("placements").forEach(placement -> putTimes((ObjectNode) placement, times));
        } else if (entity.equals(EntityForm.name(EntityLine.Kind.GROUP))) {
            keepGroup(json);
            putTimes(json, times);
        }
        return json;
    }

    private static void put(ObjectNode json, Column column, String text) {
        switch (column.kind()) {
            case ENTITY -> json.put(EntityForm.ENTITY, text.strip());
            case ATTRIBUTE -> json.withObjectProperty("attributes").put(column.of(), text);
            case GROUP ->
                json.withObjectProperty("placements").putObject(column.of()).put("group", text);
            case LIMIT_MIN -> limit(json, column).put("min", number(column, text));
            case LIMIT_MAX -> limit(json, column).put("max", number(column, text));
            case FEEDS, PREDECESSORS -> {
                ArrayNode assets = json.putArray(column.toString());
                BETWEEN_IDS.splitAsStream(text.strip()).forEach(assets::add);
            }
            default -> json.put(column.toString(), text);
        }
    }

    private static ObjectNode limit(ObjectNode json, Column column) {
        return json.withObjectProperty("limits").withObjectProperty(column.of());
    }

    private static BigDecimal number(Column column, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw bad(fieldOf(column), "Expected a number such as -1.5 but got '%s'".formatted(Problem.shown(text)));
        }
    }

    private static void putTimes(ObjectNode json, Map<Kind, String> times) {
        if (times.containsKey(Kind.VALID_FROM)) {
            json.put("validFrom", times.get(Kind.VALID_FROM));
        }
        if (times.containsKey(Kind.VALID_TO)) {
            json.put("validTo", times.get(Kind.VALID_TO));
        }
    }

    private void keepAsset(ObjectNode json) {
        Optional<Asset> asset = id(json, "id").flatMap(known::asset);
        asset.ifPresent(now -> {
            keep(json, Kind.NAME, now.name());
            keep(json, Kind.TYPE, now.type().value());
            keep(json, Kind.SOURCE, now.source().value());
            if (now.retiredFrom() != null) {
                keep(json, Kind.RETIRED_FROM, now.retiredFrom().toString());
            }
            keepDetails(json, now.details());
            now.attributes().forEach((name, value) -> {
                if (!has(Kind.ATTRIBUTE, name)) {
                    json.withObjectProperty("attributes").put(name, value);
                }
            });
            now.limits().forEach((signal, range) -> {
                if (!has(Kind.LIMIT_MIN, signal.value()) && !has(Kind.LIMIT_MAX, signal.value())) {
                    json.withObjectProperty("limits")
                            .putObject(signal.value())
                            .put("min", range.min())
                            .put("max", range.max());
                }
            });
        });
    }

    private void keepDetails(ObjectNode json, AssetDetails details) {
        if (details.owner() != null) {
            keep(json, Kind.OWNER, details.owner());
        }
        if (details.custodian() != null) {
            keep(json, Kind.CUSTODIAN, details.custodian());
        }
        keep(json, Kind.FEEDS, details.feeds());
        keep(json, Kind.PREDECESSORS, details.predecessors());
    }

    private void keep(ObjectNode json, Kind kind, List<AssetId> assets) {
        if (!columns.has(kind) && !assets.isEmpty()) {
            ArrayNode kept = json.putArray(Column.of(kind).toString());
            assets.forEach(asset -> kept.add(asset.value()));
        }
    }

    private void keepGroup(ObjectNode json) {
        Optional<Group> group = Optional.empty();
        try {
            group = known.group(new GroupKey(
                    new HierarchyId(json.path("hierarchy").asText("")),
                    new GroupId(json.path("id").asText(""))));
        } catch (IllegalArgumentException told) {
            // As every id that is none.
        }
        group.ifPresent(now -> {
            keep(json, Kind.NAME, now.name());
            if (now.parent() != null) {
                keep(json, Kind.PARENT, now.parent().value());
            }
        });
    }

    private static Optional<AssetId> id(ObjectNode json, String field) {
        try {
            return Optional.of(new AssetId(json.path(field).asText("")));
        } catch (IllegalArgumentException told) {
            // Where the entity is made of it.
            return Optional.empty();
        }
    }

    private void keep(ObjectNode json, Kind kind, String value) {
        if (!columns.has(kind)) {
            json.put(Column.of(kind).toString(), value);
        }
    }

    private boolean has(Kind kind, String of) {
        return columns.has(new Column(kind, of));
    }

    private static String fieldOf(Column column) {
        return switch (column.kind()) {
            case ATTRIBUTE -> "attributes." + column.of();
            case GROUP -> "placements." + column.of();
            case LIMIT_MIN -> "limits." + column.of() + ".min";
            case LIMIT_MAX -> "limits." + column.of() + ".max";
            default -> column.toString();
        };
    }

    private static BadInput bad(@Nullable String field, String detail) {
        return new BadInput(Problem.badInput(field, detail));
    }
}
