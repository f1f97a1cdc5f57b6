package dev.muster.k8s.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 6902, without move and copy. */
final class JsonPatch {
    private JsonPatch() {}

    /** {@link IllegalArgumentException} for what cannot be done, or a test that fails. */
    static void apply(ObjectNode document, JsonNode operations) {
        for (JsonNode operation : operations) {
            JsonPointer path = JsonPointer.compile(operation.path("path").asText());
            JsonNode parent = document.at(path.head());
            String last = path.last().getMatchingProperty();
            JsonNode value = operation.path("value");
            boolean exists = !document.at(path).isMissingNode();
            switch (operation.path("op").asText()) {
                case "test" -> expect(document.at(path).equals(value), operation, document);
                case "add" -> add(parent, last, value, operation);
                case "replace" -> {
                    expect(exists, operation, document);
                    put(parent, last, value);
                }
                case "remove" -> {
                    expect(exists, operation, document);
                    remove(parent, last);
                }
                default -> expect(false, operation, document);
            }
        }
    }

    private static void add(JsonNode parent, String last, JsonNode value, JsonNode operation) {
        if (parent instanceof ObjectNode object) {
            object.set(last, value.deepCopy());
        } else if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : Integer.parseInt(last), value.deepCopy());
        } else {
            expect(false, operation, parent);
        }
    }

    private static void put(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value.deepCopy());
        } else {
            ((ObjectNode) parent).set(last, value.deepCopy());
        }
    }

    private static void remove(JsonNode parent, String last) {
        if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(last));
        } else {
            ((ObjectNode) parent).remove(last);
        }
    }

    private static void expect(boolean holds, JsonNode operation, JsonNode at) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Expected %s to be possible on %s".formatted(operation, Documents.id(at)));
        }
    }
}
