package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.PropertyTimes;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for assets in service whose devices do not report what is stated of them. */
final class MismatchSearch {
    private final RecordedModel model;
    private final PropertyKind stated;
    private final Moment moment;
    private final @Nullable DesiredAt desired;

    MismatchSearch(RecordedModel model, PropertyKind stated, Moment moment) {
        this.model = model;
        this.stated = stated;
        this.moment = moment;
        this.desired = stated == PropertyKind.DESIRED ? new DesiredAt(model, moment) : null;
    }

    /** {@code group}: at any depth below it; {@code null}: of all assets, wherever they stand. */
    Page<AssetMismatches, AssetId> page(@Nullable GroupKey group, @Nullable AssetId after, int limit) {
        if (group == null) {
            return page(candidates(), this::inService, after, limit);
        }
        if (RuleHistory.isAbout(group)) {
            RulesAt rules = new RulesAt(model, moment);
            RuleGroup rule = rules.rule(group.group());
            return rule == null
                    ? new Page<>(List.of(), null)
                    : page(candidates(), document -> rules.belongs(document, rule), after, limit);
        }
        TreeAt tree = new TreeAt(model, group.hierarchy(), moment);
        Set<GroupId> groups = tree.subtree(group.group());
        // Below the root stand all; for them the index of those who have properties is the shorter one.
        Candidates candidates =
                group.group().equals(GroupKey.ROOT) ? candidates() : new Candidates(model).under(groups, tree);
        return page(
                candidates,
                document -> {
                    GroupId above = tree.groupOf(document);
                    return above != null && groups.contains(above);
                },
                after,
                limit);
    }

    private Page<AssetMismatches, AssetId> page(
            Candidates candidates, Predicate<AssetDocument> within, @Nullable AssetId after, int limit) {
        return candidates.page(after, limit, document -> {
            AssetMismatches found = mismatches(document).orElse(null);
            return found != null && within.test(document) ? found : null;
        });
    }

    /** Whoever something was ever stated of. */
    private Candidates candidates() {
        return desired == null ? Candidates.of(model, model.stating(stated)) : desired.candidates();
    }

    private Optional<AssetMismatches> mismatches(AssetDocument document) {
        return desired == null
                ? PropertyTimes.mismatches(document, stated, moment.at(), moment.asKnownAt())
                : desired.mismatches(document);
    }

    private boolean inService(AssetDocument document) {
        Asset asset = Retirement.asset(document, moment);
        return asset != null && Retirement.inService(document, asset, moment);
    }
}
