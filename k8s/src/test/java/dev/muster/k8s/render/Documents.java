package dev.muster.k8s.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is asked of documents of Kubernetes. */
public final class Documents {
    private Documents() {}

    public static String kind(JsonNode document) {
        return document.path("kind").asText();
    }

    public static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    /** Kind and name, as they stand in messages. */
    public static String id(JsonNode document) {
        return kind(document) + "/" + name(document);
    }

    static ObjectNode metadata(ObjectNode document) {
        return (ObjectNode) document.get("metadata");
    }

    public static Stream<ObjectNode> of(Collection<ObjectNode> documents, String kind) {
        return documents.stream().filter(document -> kind(document).equals(kind));
    }

    public static Set<String> names(Collection<ObjectNode> documents, String kind) {
        return of(documents, kind).map(Documents::name).collect(Collectors.toSet());
    }

    public static Optional<ObjectNode> find(Collection<ObjectNode> documents, String kind, String name) {
        return of(documents, kind)
                .filter(document -> name(document).equals(name))
                .findFirst();
    }

    public static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    public static List<String> texts(JsonNode array) {
        return each(array).map(JsonNode::asText).toList();
    }

    public static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
