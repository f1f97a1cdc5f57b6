package dev.muster.twinservice.http.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PATCH /v1/assets/{asset}}: a JSON Merge Patch (RFC 7396) of what {@code PUT} takes, without placements and
 * times. {@code null} takes a field away. What is given is checked here as strictly as there; what comes of it, by the writer.
 */
final class AssetPatch {
    static final String VALID_FROM = "validFrom";
    static final String VALID_TO = "validTo";

    /** Fields that stand beside all others here, and in a part of their own where they are kept. */
    private static final List<String> DETAILS = List.of("owner", "custodian", "feeds", "predecessors");

    private AssetPatch() {}

    /** What a patch may change; only read to see that it fits. */
    private record Fields(
            @Nullable String name,
            @Nullable TypeId type,
            @Nullable SourceId source,
            @Nullable Map<String, Bounds> limits,
            @Nullable Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            @Nullable String owner,
            @Nullable String custodian,
            @Nullable List<AssetId> feeds,
            @Nullable List<AssetId> predecessors) {}

    /** A range of which one end can be left as it is. */
    private record Bounds(@Nullable Double min, @Nullable Double max) {}

    static ModelCommand command(Call call) {
        JsonNode given = call.json();
        JsonNode stated = given.deepCopy();
        withoutNulls(stated);
        Fields fields = Json.read(stated, Fields.class);
        given.path("limits").fieldNames().forEachRemaining(signal -> Call.id("limits", signal, SignalName::new));
        ObjectNode patch = given.deepCopy();
        if (fields.retiredFrom() != null) {
            patch.put("retiredFrom", fields.retiredFrom().toString());
        }
        for (String field : DETAILS) {
            JsonNode value = patch.remove(field);
            if (value != null) {
                patch.withObjectProperty("details").set(field, value);
            }
        }
        return new ModelCommand.PatchAsset(
                call.asset(),
                patch,
                ModelBodies.validity(
                        call.time(VALID_FROM).orElse(null), call.time(VALID_TO).orElse(null)));
    }

    private static void withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
            object.forEach(AssetPatch::withoutNulls);
        }
    }
}
