package dev.muster.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The schemas of model documents against what the codec writes, both ways: nothing is there that they do not name, nothing is
 * named that is not there, and nothing that is always there can be left out.
 */
class ModelPayloadTest {
    private static final AsyncApi OPEN = Served.asyncApi();
    private static final AsyncApi CLOSED = OPEN.closed();
    private static final List<RealDocuments.Encoded> DOCUMENTS = RealDocuments.all();

    /** What codecs leave out when there is nothing to say. */
    private static final Set<String> OPTIONAL = Set.of(
            "validTo",
            "superseded",
            "system",
            "rank",
            "retiredFrom",
            "details",
            "owner",
            "custodian",
            "feeds",
            "predecessors",
            "counterOffsets",
            "devices",
            "properties",
            "reporting",
            "expectation",
            "commands",
            "setPoint",
            "parameters",
            "sets",
            "limitedBy",
            "choices",
            "optional",
            "takes",
            "stateOfCharge",
            "desired",
            "is",
            "above",
            "below");

    /** Fields whose names are data. */
    private static final Set<String> MAPS =
            Set.of("limits", "attributes", "placements", "counterOffsets", "properties");

    @Test
    void shouldNameEverythingThatDocumentsHave() {
        assertThat(DOCUMENTS).hasSizeGreaterThan(6).allSatisfy(encoded -> assertThat(
                        CLOSED.faultsOfPayload(encoded.message(), encoded.document()))
                .as(encoded.message())
                .isEmpty());
    }

    @Test
    void shouldLetFieldsOfNewerWritersPassButSeeThemWhenClosed() {
        for (RealDocuments.Encoded encoded : DOCUMENTS) {
            ObjectNode newer = encoded.document().deepCopy();
            newer.put("colour", "green");

            assertThat(OPEN.faultsOfPayload(encoded.message(), newer)).isEmpty();
            assertThat(CLOSED.faultsOfPayload(encoded.message(), newer)).isNotEmpty();
        }
    }

    @Test
    void shouldMissEachFieldThatIsAlwaysThere() {
        for (RealDocuments.Encoded encoded : DOCUMENTS) {
            List<JsonPointer> always = alwaysThere(encoded.document(), JsonPointer.empty());
            assertThat(always).hasSizeGreaterThan(8);
            for (JsonPointer field : always) {
                JsonNode without = encoded.document().deepCopy();
                ((ObjectNode) without.at(field.head())).remove(field.last().getMatchingProperty());

                assertThat(OPEN.faultsOfPayload(encoded.message(), without))
                        .as("%s without %s", encoded.message(), field)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void shouldRefuseOtherVersionsAndOtherKinds() {
        for (RealDocuments.Encoded encoded : DOCUMENTS) {
            ObjectNode other = encoded.document().deepCopy();
            other.put("v", 2);
            assertThat(OPEN.faultsOfPayload(encoded.message(), other)).isNotEmpty();
            other.put("v", 1).put("kind", "planet");
            assertThat(OPEN.faultsOfPayload(encoded.message(), other)).isNotEmpty();
        }
    }

    /** Were a field named that no document has, nobody would see it go. */
    @Test
    void shouldNameNothingThatDocumentsDoNotHave() {
        int schemas = AsyncApi.objectSchemas(OPEN.document()).size();
        List<String> unused = new ArrayList<>();
        assertThat(IntStream.range(0, schemas).filter(schema -> !describesSomethingElse(schema)))
                .hasSizeGreaterThan(20);
        for (int schema = 0; schema < schemas; schema++) {
            for (String field : fields(schema)) {
                if (!describesSomethingElse(schema) && !isMissedWithout(schema, field)) {
                    unused.add("%s of %s"
                            .formatted(
                                    field,
                                    AsyncApi.objectSchemas(OPEN.document()).get(schema)));
                }
            }
        }
        assertThat(unused).isEmpty();
    }

    private static boolean isMissedWithout(int schema, String field) {
        JsonNode copy = OPEN.document().deepCopy();
        ObjectNode cut = AsyncApi.objectSchemas(copy).get(schema);
        ((ObjectNode) cut.path("properties")).remove(field);
        ArrayNode required = (ArrayNode) cut.path("required");
        IntStream.iterate(required.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> required.get(i).textValue().equals(field))
                .forEach(required::remove);
        AsyncApi closed = AsyncApi.of(copy).closed();
        return DOCUMENTS.stream().anyMatch(encoded -> !closed.faultsOfPayload(encoded.message(), encoded.document())
                .isEmpty());
    }

    private static List<String> fields(int schema) {
        List<String> names = new ArrayList<>();
        AsyncApi.objectSchemas(OPEN.document())
                .get(schema)
                .path("properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    /** Headers, telemetry, and what is told of commands and promises: other tests hold them against what is written. */
    private static boolean describesSomethingElse(int schema) {
        JsonNode described = AsyncApi.objectSchemas(OPEN.document()).get(schema);
        Set<String> ofTheModel = new TreeSet<>();
        OPEN.document()
                .at("/channels/model/messages")
                .fieldNames()
                .forEachRemaining(message ->
                        follow(OPEN.document().at("/components/messages/%s/payload".formatted(message)), ofTheModel));
        return ofTheModel.stream().noneMatch(at -> contains(OPEN.document().at(at), described));
    }

    private static void follow(JsonNode node, Set<String> seen) {
        for (String reference : node.findValuesAsText("$ref")) {
            String at = reference.substring(1);
            if (seen.add(at)) {
                follow(OPEN.document().at(at), seen);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // two schemas can say the same
    private static boolean contains(JsonNode node, JsonNode described) {
        if (node == described) {
            return true;
        }
        for (JsonNode child : node) {
            if (contains(child, described)) {
                return true;
            }
        }
        return false;
    }

    private static List<JsonPointer> alwaysThere(JsonNode node, JsonPointer at) {
        List<JsonPointer> found = new ArrayList<>();
        boolean isMap = (!at.matches() && MAPS.contains(at.last().getMatchingProperty()))
                || at.toString().matches("/(properties/\\w+|desired)/\\d+/value");
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonPointer child = at.appendProperty(field.getKey());
            boolean ofInstallation = field.getKey().equals("source") && node.has("device");
            boolean ofParameter = Set.of("unit", "range").contains(field.getKey()) && node.has("title");
            if (!isMap && !ofInstallation && !ofParameter && !OPTIONAL.contains(field.getKey())) {
                found.add(child);
            }
            found.addAll(alwaysThere(field.getValue(), child));
        }
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            found.addAll(alwaysThere(node.get(i), at.appendIndex(i)));
        }
        return found;
    }
}
