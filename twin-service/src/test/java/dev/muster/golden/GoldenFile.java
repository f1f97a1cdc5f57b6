package dev.muster.golden;

import akka.serialization.Serialization;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Bytes as they are stored or sent. In its file stand serializer, manifest and content, one per line; content is JSON, or Base64 of
 * CBOR. A file that was released is never edited: those bytes lie in somebody's journal, or come from a node that is not upgraded yet.
 * A field that is added gets a file of its own.
 *
 * <p>{@code -Dmuster.golden.record=true} writes the files that are missing; it never changes one.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them: see meaning().
public record GoldenFile(int serializer, String manifest, byte[] content) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new CBORMapper();

    /** Equal when readers get the same. */
    public record Meaning(int serializer, String manifest, JsonNode content) {}

    /** As this build writes {@code value}. */
    public static GoldenFile written(Serialization serialization, Object value) {
        Serializer serializer = serialization.findSerializerFor(value);
        return new GoldenFile(
                serializer.identifier(),
                Serializers.manifestFor(serializer, value),
                serialization.serialize(value).get());
    }

    /** As {@code file} has it; {@link AssertionError} that shows what would stand in it when there is none. */
    public static GoldenFile of(String file, GoldenFile written) {
        Path path = Path.of(
                System.getProperty("muster.project.dir"), "twin-service/src/test/resources/golden", file + ".golden");
        try {
            if (Boolean.getBoolean("muster.golden.record") && Files.notExists(path)) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, written.text());
            }
            if (Files.notExists(path)) {
                throw new AssertionError("Expected %s but it is missing; this build writes:%n%s%nRecord it with %s"
                        .formatted(path, written.text(), "-Dmuster.golden.record=true"));
            }
            List<String> lines = Files.readAllLines(path);
            String content = lines.get(2);
            return new GoldenFile(
                    Integer.parseInt(lines.get(0)),
                    lines.get(1),
                    content.startsWith("{")
                            ? content.getBytes(StandardCharsets.UTF_8)
                            : Base64.getDecoder().decode(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Object read(Serialization serialization) {
        return serialization.deserialize(content, serializer, manifest).get();
    }

    public JsonNode tree() {
        try {
            return mapper().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with other content. */
    public GoldenFile with(JsonNode tree) {
        try {
            return new GoldenFile(serializer, manifest, mapper().writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader gets out of it: the order of fields means nothing, nor does the name of the system that nobody lives in. */
    public Meaning meaning() {
        try {
            String content = tree().toString().replaceAll("akka://\\w+/deadLetters", "nobody");
            return new Meaning(serializer, manifest, JSON.readTree(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isJson() {
        return content[0] == '{';
    }

    private ObjectMapper mapper() {
        return isJson() ? JSON : CBOR;
    }

    private String text() {
        String line = isJson()
                ? new String(content, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(content);
        return "%d\n%s\n%s\n".formatted(serializer, manifest, line);
    }
}
