package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import java.time.Instant;

/** An asset type with all its definitions. */
public record TypeDocument(TypeId id, long revision, Timeline<AssetType> definition) implements Document {
    static TypeDocument of(TypeId id) {
        return new TypeDocument(id, 0, Timeline.empty());
    }

    public static String entityKey(TypeId id) {
        return "type/" + id;
    }

    @Override
    public String entityKey() {
        return entityKey(id);
    }

    @Override
    public Instant lastRecordedAt() {
        return LastRecorded.of(definition);
    }

    TypeDocument with(AssetType type, Validity validity, Recorded recorded) {
        return new TypeDocument(id, revision + 1, definition.with(type, validity, recorded));
    }
}
