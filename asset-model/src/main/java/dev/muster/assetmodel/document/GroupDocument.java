package dev.muster.assetmodel.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;

/**
 * A group with all its names and all places where it stood in its hierarchy.
 *
 * @param desired what all assets below it were wanted to be like; absent in JSON: nothing, ever
 */
public record GroupDocument(
        GroupKey group,
        long revision,
        Timeline<GroupDefinition> definition,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Timeline<Properties> desired)
        implements Document {
    @JsonCreator
    public GroupDocument {
        desired = desired == null ? Timeline.empty() : desired;
    }

    static GroupDocument of(GroupKey group) {
        return new GroupDocument(group, 0, Timeline.empty(), Timeline.empty());
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
        return LastRecorded.later(LastRecorded.of(definition), desired);
    }

    GroupDocument with(GroupDefinition newDefinition, Validity validity, Recorded recorded) {
        return new GroupDocument(group, revision + 1, definition.with(newDefinition, validity, recorded), desired);
    }

    GroupDocument desiring(Properties wanted, Validity validity, Recorded recorded) {
        return new GroupDocument(group, revision + 1, definition, desired.with(wanted, validity, recorded));
    }
}
