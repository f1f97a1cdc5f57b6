package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Call.required;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/rules/{group}}.
 *
 * @param validFrom {@code null}: from now on
 */
public record RuleBody(
        @Nullable String name,
        @Nullable List<ConditionBody> all,
        @Nullable Instant validFrom,
        @Nullable Instant validTo) {
    public ModelCommand command(GroupId group) {
        String named = required("name", name);
        List<ConditionBody> given = required("all", all);
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            conditions.add(given.get(i).condition("all[" + i + "]"));
        }
        RuleGroup definition = ModelBodies.valid("all", () -> new RuleGroup(named, conditions));
        return new ModelCommand.PutRuleGroup(group, definition, ModelBodies.validity(validFrom, validTo, ""));
    }
}
