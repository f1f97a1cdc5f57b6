package dev.muster.assetmodel.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.fact.AssetDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON Merge Patch (RFC 7396) of an asset's definition. */
public final class DefinitionPatch {
    private static final ObjectMapper JSON =
            DocumentCodec.mapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private DefinitionPatch() {}

    /** Does not fit. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String field;

        Unfit(String field, String message) {
            super(message);
            this.field = field;
        }

        /** By its JSON path; empty: the whole. */
        public String field() {
            return field;
        }
    }

    public static AssetDefinition apply(AssetDefinition definition, JsonNode patch) throws Unfit {
        if (!(patch instanceof ObjectNode object)) {
            throw new Unfit("", "Expected a JSON object as patch but got " + patch.getNodeType());
        }
        ObjectNode target = JSON.valueToTree(definition);
        merge(target, object);
        for (String needed : List.of("name", "type")) {
            if (!target.has(needed)) {
                throw new Unfit(needed, "Expected the field '%s' but the patch removes it".formatted(needed));
            }
        }
        for (Map.Entry<String, JsonNode> limit : target.path("limits").properties()) {
            for (String end : List.of("min", "max")) {
                if (!limit.getValue().path(end).isNumber()) {
                    throw new Unfit(
                            "limits.%s.%s".formatted(limit.getKey(), end),
                            "Expected a number for both ends of %s but '%s' has none".formatted(limit.getKey(), end));
                }
            }
        }
        try {
            return JSON.treeToValue(target, AssetDefinition.class);
        } catch (JsonMappingException e) {
            String field = e.getPath().stream()
                    .map(reference -> String.valueOf(reference.getFieldName()))
                    .collect(Collectors.joining("."));
            throw new Unfit(field, "Expected a definition of an asset but: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new Unfit("", "Expected a definition of an asset but: " + e.getOriginalMessage());
        }
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode inner) {
                ObjectNode within = target.get(name) instanceof ObjectNode known ? known : target.putObject(name);
                merge(within, inner);
            } else {
                target.set(name, value);
            }
        }
    }
}
