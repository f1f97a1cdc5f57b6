package dev.muster.k8s.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The part of cass-operator's resource that is used here, written down by hand from the operator's reference, because nobody publishes
 * it for Java: what is not in it is refused, even where the operator would take it.
 */
final class CassandraDatacenterSchema {
    static final String KIND = "cassandra.datastax.com/v1beta1 CassandraDatacenter";

    private static final JsonSchema SCHEMA = read();

    private CassandraDatacenterSchema() {}

    static List<String> problems(JsonNode document) {
        return SCHEMA.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonSchema read() {
        try (InputStream file =
                CassandraDatacenterSchema.class.getResourceAsStream("cassandra-datacenter.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
