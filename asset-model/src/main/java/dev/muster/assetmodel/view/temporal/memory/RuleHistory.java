package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.AssetChange;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link DocumentHistory} answers of groups by rule: every asset is held against the rule, each time anew. */
final class RuleHistory {
    private final RecordedModel model;

    RuleHistory(RecordedModel model) {
        this.model = model;
    }

    static boolean isAbout(GroupKey group) {
        return group.hierarchy().equals(RuleGroup.HIERARCHY);
    }

    RulesAt at(Moment moment) {
        return new RulesAt(model, moment);
    }

    Page<AssetId, AssetId> members(GroupId group, Moment moment, @Nullable AssetId after, int limit) {
        RulesAt rules = at(moment);
        RuleGroup rule = rules.rule(group);
        return rule == null
                ? new Page<>(List.of(), null)
                : Candidates.everybody(model)
                        .page(after, limit, document -> rules.belongs(document, rule) ? document.asset() : null);
    }

    Page<AssetChange, AssetId> changes(GroupId group, Moment from, Moment to, @Nullable AssetId after, int limit) {
        RulesAt rulesBefore = at(from);
        RulesAt rulesThen = at(to);
        RuleGroup before = rulesBefore.rule(group);
        RuleGroup then = rulesThen.rule(group);
        if (before == null && then == null) {
            return new Page<>(List.of(), null);
        }
        return Candidates.everybody(model).page(after, limit, document -> {
            boolean was = before != null && rulesBefore.belongs(document, before);
            boolean is = then != null && rulesThen.belongs(document, then);
            return was == is ? null : new AssetChange(document.asset(), was ? group : null, is ? group : null);
        });
    }

    /** The group, where it is in force. */
    Map<GroupId, Group> inForce(GroupId group, Moment moment) {
        Optional<GroupAt> found = at(moment).group(group).filter(GroupAt::stands);
        return found.isEmpty() ? Map.of() : Map.of(group, found.get().group());
    }
}
