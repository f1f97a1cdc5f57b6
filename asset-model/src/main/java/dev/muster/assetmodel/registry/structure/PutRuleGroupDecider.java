package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;

import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.fact.ModelEvent.RuleGroupDefined;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import dev.muster.assetmodel.rule.RuleGroup;
import java.util.Optional;

/** Rules may name types, signals and assets that do not exist yet: they hold for nobody until then. */
public final class PutRuleGroupDecider implements Decider<PutRuleGroup> {
    @Override
    public Decision decide(PutRuleGroup command, Occasion occasion) {
        RuleGroup definition = command.definition();
        Optional<RuleGroupDocument> known = occasion.registered()
                .document(RuleGroupDocument.entityKey(command.group()))
                .map(RuleGroupDocument.class::cast);
        Optional<Rejected> rejection = FieldRules.name(definition.name())
                .or(() -> id(command))
                .or(() -> ConditionRules.of(definition.all()))
                .or(() -> count(known, occasion));
        Timeline<RuleGroup> before = known.map(RuleGroupDocument::definition).orElse(Timeline.empty());
        return rejection.<Decision>map(Decision.Reject::new).orElseGet(() -> Change.of(
                        definition, command.validity(), occasion.now())
                .decide(
                        occasion.own(before),
                        validity -> new RuleGroupDefined(command.group(), definition, validity, occasion.recorded())));
    }

    private static Optional<Rejected> id(PutRuleGroup command) {
        boolean taken = command.group().equals(GroupKey.ROOT) || command.group().equals(GroupKey.UNPLACED);
        return taken
                ? Optional.of(new Rejected(
                        INVALID,
                        "group",
                        "Expected a group id other than root and unplaced but got " + command.group()))
                : Optional.empty();
    }

    private static Optional<Rejected> count(Optional<RuleGroupDocument> known, Occasion occasion) {
        int groups = occasion.registered().documents().size();
        return known.isEmpty() && groups >= ModelLimits.RULE_GROUPS_MAX
                ? Optional.of(FieldRules.atMost("group", ModelLimits.RULE_GROUPS_MAX, "groups by rule", groups + 1))
                : Optional.empty();
    }
}
