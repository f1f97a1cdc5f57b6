package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is recorded of an asset, apart from where it stands, which device fills it, and its properties. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssetDefinition(
        String name,
        TypeId type,
        SourceId source,
        Map<SignalName, Range> limits,
        Map<String, String> attributes,
        @Nullable Instant retiredFrom,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = AssetDetails.None.class)
        AssetDetails details) {
    @JsonCreator
    public AssetDefinition {
        limits = limits == null ? Map.of() : ArrayMap.copyOf(limits);
        attributes = attributes == null ? Map.of() : ArrayMap.copyOf(attributes);
        details = details == null || details.isEmpty() ? AssetDetails.NONE : details;
    }

    /** Without details. */
    public AssetDefinition(
            String name,
            TypeId type,
            SourceId source,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom) {
        this(name, type, source, limits, attributes, retiredFrom, AssetDetails.NONE);
    }

    public AssetDefinition withRetiredFrom(@Nullable Instant from) {
        return new AssetDefinition(name, type, source, limits, attributes, from, details);
    }

    public boolean retiredAt(Instant instant) {
        return retiredFrom != null && !instant.isBefore(retiredFrom);
    }
}
