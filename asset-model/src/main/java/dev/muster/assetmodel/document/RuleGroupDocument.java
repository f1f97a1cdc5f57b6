package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.rule.RuleGroup;
import java.time.Instant;

/** A group by rule with all its rules. */
public record RuleGroupDocument(GroupId id, long revision, Timeline<RuleGroup> definition) implements Document {
    static RuleGroupDocument of(GroupId id) {
        return new RuleGroupDocument(id, 0, Timeline.empty());
    }

    public static String entityKey(GroupId id) {
        return "rule/" + id;
    }

    @Override
    public String entityKey() {
        return entityKey(id);
    }

    @Override
    public Instant lastRecordedAt() {
        return LastRecorded.of(definition);
    }

    RuleGroupDocument with(RuleGroup rule, Validity validity, Recorded recorded) {
        return new RuleGroupDocument(id, revision + 1, definition.with(rule, validity, recorded));
    }
}
