package dev.muster.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The document as a reader has it, who knows nothing else of Muster. Its schemas let fields pass that they do not know, because
 * a newer Muster may add some; {@link #closed()} is the same document, without that.
 */
public final class AsyncApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** The rest of the document stands beside each schema, for references: it is known, and says nothing there. */
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV7())
                    .keyword(new NonValidationKeyword("components"))
                    .build()));

    private final JsonNode document;
    private final Map<String, JsonSchema> compiled = new TreeMap<>();

    private AsyncApi(JsonNode document) {
        this.document = document;
    }

    public static AsyncApi of(JsonNode document) {
        return new AsyncApi(document);
    }

    public JsonNode document() {
        return document;
    }

    /** What is wrong with a record's value, by the message's name. */
    public List<String> faultsOfPayload(String message, JsonNode payload) {
        return faults("/components/messages/%s/payload".formatted(message), payload);
    }

    /** What is wrong with a record's headers. */
    public List<String> faultsOfHeaders(String message, JsonNode headers) {
        return faults("/components/messages/%s/headers".formatted(message), headers);
    }

    /** What is wrong with a record's key, as text. */
    public List<String> faultsOfKey(String message, String key) {
        return faults(
                "/components/messages/%s/bindings/kafka/key".formatted(message),
                JSON.getNodeFactory().textNode(key));
    }

    /** Where no object has fields that its schema does not name. */
    public AsyncApi closed() {
        JsonNode copy = document.deepCopy();
        objectSchemas(copy).forEach(schema -> schema.put("additionalProperties", false));
        return new AsyncApi(copy);
    }

    /** Every schema of an object whose fields have names of their own. */
    static List<ObjectNode> objectSchemas(JsonNode document) {
        List<ObjectNode> found = new ArrayList<>();
        collect(document.at("/components/schemas"), found);
        return found;
    }

    private static void collect(JsonNode node, List<ObjectNode> found) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()) {
            found.add(object);
        }
        node.forEach(child -> collect(child, found));
    }

    private List<String> faults(String at, JsonNode instance) {
        return compiled.computeIfAbsent(at, this::compile).validate(instance).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private JsonSchema compile(String at) {
        if (document.at(at).isMissingNode()) {
            throw new AssertionError("Expected a schema at " + at + " but there is none");
        }
        ObjectNode root = JSON.createObjectNode();
        // References in the document begin at its root, so it all comes along.
        root.set("components", document.path("components"));
        ArrayNode all = root.putArray("allOf");
        all.addObject().put("$ref", "#" + at);
        return SCHEMAS.getSchema(root, STRICT);
    }
}
