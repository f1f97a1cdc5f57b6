package dev.muster.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.twinservice.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document as it lies beside the server that hands it out. */
public final class Served {
    private Served() {}

    public static AsyncApi asyncApi() {
        try (InputStream stream = HttpServer.class.getResourceAsStream("asyncapi.json")) {
            if (stream == null) {
                throw new AssertionError("Expected asyncapi.json on the class path but it is not there");
            }
            JsonNode document = new ObjectMapper().readTree(stream);
            return AsyncApi.of(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
