package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is recorded of an asset, apart from where it stands; see {@link ModelCommand.PutAsset}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssetDefinition(
        String name,
        TypeId type,
        SourceId source,
        Map<SignalName, Range> limits,
        Map<String, String> attributes,
        @Nullable Instant retiredFrom) {
    public AssetDefinition {
        limits = limits == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(limits));
        attributes = attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public AssetDefinition withRetiredFrom(Instant from) {
        return new AssetDefinition(name, type, source, limits, attributes, from);
    }

    public boolean retiredAt(Instant instant) {
        return retiredFrom != null && !instant.isBefore(retiredFrom);
    }
}
