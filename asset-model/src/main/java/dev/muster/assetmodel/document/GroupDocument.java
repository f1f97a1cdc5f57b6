package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;

/** A group with all its names and all places where it stood in its hierarchy. */
public record GroupDocument(GroupKey group, long revision, Timeline<GroupDefinition> definition) implements Document {
    static GroupDocument of(GroupKey group) {
        return new GroupDocument(group, 0, Timeline.empty());
    }

    public static String entityKey(GroupKey group) {
        return "group/" + group;
    }

    @Override
    public String entityKey() {
        return entityKey(group);
    }

    @Override
    public Instant lastRecordedAt() {
        return LastRecorded.of(definition);
    }

    GroupDocument with(GroupDefinition newDefinition, Validity validity, Recorded recorded) {
        return new GroupDocument(group, revision + 1, definition.with(newDefinition, validity, recorded));
    }
}
