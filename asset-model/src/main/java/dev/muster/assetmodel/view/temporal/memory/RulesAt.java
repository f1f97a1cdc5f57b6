package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Place;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.rule.Feeding;
import dev.muster.assetmodel.view.rule.Rules;
import dev.muster.assetmodel.view.rule.Surroundings;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups by rule at one moment. What a rule asks about others is looked up when it asks, and kept; made for one question,
 * by one thread.
 */
final class RulesAt implements Surroundings {
    private final RecordedModel model;
    private final Moment moment;
    private final Map<TypeId, Optional<AssetType>> types = new HashMap<>();
    private final Map<AssetId, Set<AssetId>> fed = new HashMap<>();
    private final Map<AssetId, Optional<Place>> places = new HashMap<>();

    RulesAt(RecordedModel model, Moment moment) {
        this.model = model;
        this.moment = moment;
    }

    /** Of all groups by rule together; empty where none was known. */
    Optional<String> name() {
        return groups().isEmpty() ? Optional.empty() : Optional.of(RuleGroup.HIERARCHY.value());
    }

    /** Every one that was known, in the order of ids. */
    List<GroupAt> groups() {
        return model.rules().stream()
                .flatMap(document -> group(document).stream())
                .toList();
    }

    Optional<GroupAt> group(GroupId id) {
        return Optional.ofNullable(model.rule(id)).flatMap(this::group);
    }

    /** The rule in force; {@code null}: none. */
    @Nullable
    RuleGroup rule(GroupId id) {
        RuleGroupDocument document = model.rule(id);
        return document == null
                ? null
                : document.definition().at(moment.at(), moment.asKnownAt()).orElse(null);
    }

    /** Whether the asset belonged to the group; to none while it was not in service. */
    boolean belongs(AssetDocument asset, RuleGroup rule) {
        Asset known = inService(asset);
        return known != null && Rules.hold(rule, known, this);
    }

    /** Those in force to which the asset belonged, in the order of ids. */
    List<GroupKey> groupsOf(AssetDocument asset) {
        return model.rules().stream()
                .map(RuleGroupDocument::id)
                .filter(id -> {
                    RuleGroup rule = rule(id);
                    return rule != null && belongs(asset, rule);
                })
                .map(RuleGroup::key)
                .toList();
    }

    @Override
    public @Nullable AssetType type(TypeId id) {
        return types.computeIfAbsent(id, this::lookUpType).orElse(null);
    }

    @Override
    public Set<AssetId> fedBy(AssetId feeder) {
        Set<AssetId> known = fed.get(feeder);
        if (known == null) {
            known = Feeding.from(feeder, this::feeds);
            fed.put(feeder, known);
        }
        return known;
    }

    @Override
    public @Nullable Place place(AssetId id) {
        return places.computeIfAbsent(id, this::lookUpPlace).orElse(null);
    }

    private Optional<GroupAt> group(RuleGroupDocument document) {
        return document.definition()
                .factNearest(moment.at(), moment.asKnownAt())
                .map(fact -> new GroupAt(
                        new Group(RuleGroup.key(document.id()), fact.value().name(), null, fact.validity()),
                        fact.validity().covers(moment.at())));
    }

    private Optional<AssetType> lookUpType(TypeId id) {
        TypeDocument document = model.type(id);
        return document == null
                ? Optional.empty()
                : document.definition()
                        .factNearest(moment.at(), moment.asKnownAt())
                        .map(Fact::value);
    }

    private Optional<Place> lookUpPlace(AssetId id) {
        AssetDocument document = model.assets().get(id);
        Asset asset = document == null ? null : Retirement.asset(document, moment);
        return asset == null ? Optional.empty() : Optional.ofNullable(Place.of(asset.attributes()));
    }

    private List<AssetId> feeds(AssetId id) {
        AssetDocument document = model.assets().get(id);
        Asset asset = document == null ? null : inService(document);
        return asset == null ? List.of() : asset.details().feeds();
    }

    private @Nullable Asset inService(AssetDocument document) {
        Asset asset = Retirement.asset(document, moment);
        return asset != null && Retirement.inService(document, asset, moment) ? asset : null;
    }
}
