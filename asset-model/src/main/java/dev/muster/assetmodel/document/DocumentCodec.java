package dev.muster.assetmodel.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JSON form of documents, version {@value Document#VERSION}. Unknown fields are passed over, so that a newer writer can
 * add some within a version. Thread-safe.
 */
public final class DocumentCodec {
    private static final ObjectMapper JSON = mapper();

    private static final ObjectReader DOCUMENTS = JSON.readerFor(Document.class);

    /** How the documents begin that this build writes. */
    private static final List<byte[]> BEGINNINGS = Stream.of("asset", "group", "hierarchy", "rule", "type")
            .map(kind -> "{\"kind\":\"%s\",\"v\":%d,".formatted(kind, Document.VERSION))
            .map(beginning -> beginning.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private DocumentCodec() {}

    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModules(
                        new ParameterNamesModule(),
                        new Jdk8Module(),
                        new JavaTimeModule(),
                        new SimpleModule("instants").addDeserializer(Instant.class, new InstantReader()))
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

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
            // The version has to be known before anything is read; where it stands first, that takes no second reading.
            if (saysVersionFirst(bytes)) {
                return DOCUMENTS.readValue(bytes);
            }
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

    private static boolean saysVersionFirst(byte[] bytes) {
        for (byte[] beginning : BEGINNINGS) {
            if (bytes.length > beginning.length && Arrays.mismatch(bytes, beginning) == beginning.length) {
                return true;
            }
        }
        return false;
    }
}
