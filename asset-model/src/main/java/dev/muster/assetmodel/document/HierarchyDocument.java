package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;

/** A hierarchy with all its names; its groups are documents of their own. */
public record HierarchyDocument(HierarchyId id, long revision, Timeline<String> name) implements Document {
    static HierarchyDocument of(HierarchyId id) {
        return new HierarchyDocument(id, 0, Timeline.empty());
    }

    public static String entityKey(HierarchyId id) {
        return "hierarchy/" + id;
    }

    @Override
    public String entityKey() {
        return entityKey(id);
    }

    @Override
    public Instant lastRecordedAt() {
        return LastRecorded.of(name);
    }

    HierarchyDocument with(String newName, Validity validity, Recorded recorded) {
        return new HierarchyDocument(id, revision + 1, name.with(newName, validity, recorded));
    }
}
