package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.PutGroupProperties;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.ModelEvent.GroupPropertiesSet;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import dev.muster.assetmodel.rule.RuleGroup;
import java.util.Optional;

/**
 * What is wanted of all below a group, by the limits of an asset's own. Groups by rule want nothing: an asset can come under many of
 * them at once, and none is nearer to it than another. {@code root} and {@code unplaced} want nothing either: they are no entities.
 */
public final class PutGroupPropertiesDecider implements Decider<PutGroupProperties> {
    @Override
    public Decision decide(PutGroupProperties command, Occasion occasion) {
        GroupKey group = command.group();
        if (group.hierarchy().equals(RuleGroup.HIERARCHY)) {
            return Decision.reject(
                    INVALID,
                    "hierarchy",
                    "Expected a group of a tree, which has a place above its assets, but got the group by rule '%s'"
                            .formatted(group.group()));
        }
        if (group.group().equals(GroupKey.ROOT) || group.group().equals(GroupKey.UNPLACED)) {
            return Decision.reject(
                    INVALID,
                    "group",
                    "Expected a group other than root and unplaced, which want nothing, but got " + group.group());
        }
        Optional<GroupDocument> known = occasion.registered().group(group);
        if (known.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "group", "Expected a known group but got '%s'".formatted(group.group()));
        }
        return FieldRules.properties(command.desired().values())
                .<Decision>map(Decision.Reject::new)
                .orElseGet(() -> Change.of(command.desired(), command.validity(), occasion.now())
                        .decide(
                                occasion.own(known.get().desired()),
                                validity -> new GroupPropertiesSet(
                                        group, command.desired(), validity, occasion.recorded())));
    }
}
