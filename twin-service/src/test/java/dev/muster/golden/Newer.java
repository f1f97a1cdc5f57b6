package dev.muster.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bytes as a build one version away may write them: with a field that this one does not know, or without one. */
public final class Newer {
    /** Here any name is an entry, so that an unknown one is no unknown field. */
    private static final Set<String> MAPS = Set.of(
            "arguments",
            "attributes",
            "counterOffsets",
            "counts",
            "desired",
            "leftOut",
            "limits",
            "latest",
            "missing",
            "patch",
            "placements",
            "properties",
            "readings",
            "signals",
            "told",
            "unpublished",
            "values");

    /** In documents, a fact is about properties as a whole. */
    private static final String FACTS_OF_MAPS = ".*/(properties/\\w+|desired)/\\d+/value";

    private Newer() {}

    /** For each object in {@code whole}, at any depth, one that has an unknown field there; by the object's place. */
    public static Map<String, JsonNode> withUnknownField(JsonNode whole) {
        Map<String, JsonNode> planted = new LinkedHashMap<>();
        for (String place : places(whole)) {
            JsonNode copy = whole.deepCopy();
            ((ObjectNode) copy.at(place))
                    .putObject("addedByANewerBuild")
                    .putArray("of")
                    .add(1);
            planted.put(place.isEmpty() ? "/" : place, copy);
        }
        return planted;
    }

    /** Without the fields that say {@code null}: bytes of a build that did not know them have none either. */
    public static JsonNode withoutNulls(JsonNode whole) {
        JsonNode copy = whole.deepCopy();
        for (String place : places(whole)) {
            ((ObjectNode) copy.at(place)).properties().removeIf(field -> field.getValue()
                    .isNull());
        }
        return copy;
    }

    private static List<String> places(JsonNode whole) {
        List<String> places = new ArrayList<>();
        collect("", "", whole, places);
        return places;
    }

    private static void collect(String place, String name, JsonNode node, List<String> places) {
        if (node.isObject()) {
            if (!MAPS.contains(name) && !place.matches(FACTS_OF_MAPS)) {
                places.add(place);
            }
            node.properties()
                    .forEach(field -> collect(
                            place + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            field.getKey(),
                            field.getValue(),
                            places));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(place + "/" + i, name, node.get(i), places);
        }
    }
}
