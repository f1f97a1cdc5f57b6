package dev.muster.assetmodel.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;

/**
 * The JSON form of documents, version {@value Document#VERSION}. Unknown fields are passed over, so that a newer writer can
 * add some within a version. Thread-safe.
 */
public final class DocumentCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new ParameterNamesModule(), new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DocumentCodec() {}

    public static byte[] encode(Document document) {
        try {
            return JSON.writerFor(Document.class).writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected every document to have a JSON form but not " + document, e);
        }
    }

    /** {@link IllegalArgumentException} when {@code bytes} is not a document of this version. */
    public static Document decode(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            JsonNode version = root.path("v");
            if (!version.isInt() || version.intValue() != Document.VERSION) {
                throw new IllegalArgumentException(
                        "Expected a document of version %d but got %s".formatted(Document.VERSION, version));
            }
            return JSON.treeToValue(root, Document.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected a document but got other bytes: " + e.getMessage(), e);
        }
    }
}
