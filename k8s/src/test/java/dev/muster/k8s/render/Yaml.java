package dev.muster.k8s.render;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads YAML; a key that stands twice is an error. */
public final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Yaml() {}

    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected YAML but " + e.getMessage(), e);
        }
    }

    public static JsonNode read(Path file) {
        return read(text(file));
    }

    /** All documents of one text, the empty ones left out. */
    public static List<ObjectNode> documents(String text) {
        List<ObjectNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> each = MAPPER.readerFor(JsonNode.class).readValues(text)) {
            while (each.hasNext()) {
                JsonNode document = each.next();
                if (document instanceof ObjectNode object) {
                    documents.add(object);
                } else if (!document.isNull() && !document.isMissingNode()) {
                    throw new IllegalArgumentException("Expected a mapping but got " + document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected YAML but " + e.getMessage(), e);
        }
        return documents;
    }

    public static List<ObjectNode> documents(Path file) {
        return documents(text(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
