package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.ModelEvent.GroupPlaced;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.TimelineChange;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.registry.bucket.Registered;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times follow {@link TimelineChange}. The parent must be known, but need not be in force all the time: a group whose parent
 * is not in force stands nowhere meanwhile. A group that something stands under cannot be closed.
 */
public final class PutGroupDecider implements Decider<PutGroup> {
    @Override
    public Decision decide(PutGroup command, Occasion occasion) {
        GroupDefinition definition =
                new GroupDefinition(command.name(), command.parent() == null ? GroupKey.ROOT : command.parent());
        Optional<Rejected> rejection = FieldRules.name(command.name())
                .or(() -> references(command.group(), definition.parent(), occasion.registered()))
                .or(() -> times(command.validity()));
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Timeline<GroupDefinition> all = occasion.registered()
                .group(command.group())
                .map(GroupDocument::definition)
                .orElse(Timeline.empty());
        Timeline<GroupDefinition> before = occasion.own(all);
        Validity wish = command.validity() == null ? Validity.from(occasion.now()) : command.validity();
        TimelineChange change = TimelineChange.plan(before, definition, wish.validFrom(), wish.validTo());
        if (change instanceof TimelineChange.None) {
            return Decision.accept();
        }
        if (change instanceof TimelineChange.Overlap overlap) {
            return Decision.reject(
                    CONFLICT,
                    "validTo",
                    "Expected validTo at or before %s, where what is recorded next of this group begins, but got %s"
                            .formatted(overlap.next(), wish.validTo()));
        }
        if (!(change instanceof TimelineChange.Place place)) {
            throw new IllegalStateException("Expected a validity that is not empty, but got " + wish);
        }
        rejection = new GroupTreeRules(occasion.registered(), command.group().hierarchy())
                .mayStand(command.group().group(), definition.parent(), place.validity())
                .or(() -> closing(command.group(), all, place.validity(), occasion));
        return rejection
                .<Decision>map(Decision.Reject::new)
                .orElseGet(() -> Decision.accept(
                        new GroupPlaced(command.group(), definition, place.validity(), occasion.recorded())));
    }

    private static Optional<Rejected> references(GroupKey group, GroupId parent, Registered registered) {
        if (registered.hierarchy(group.hierarchy()).isEmpty()) {
            return unknown("hierarchy", "hierarchy", group.hierarchy());
        }
        if (group.group().equals(GroupKey.ROOT) || group.group().equals(GroupKey.UNPLACED)) {
            return Optional.of(new Rejected(
                    INVALID,
                    "group",
                    "Expected a group id other than root and unplaced, which every hierarchy has by itself, but got "
                            + group.group()));
        }
        if (parent.equals(GroupKey.UNPLACED)) {
            return Optional.of(
                    new Rejected(INVALID, "parent", "Expected a group of the tree as parent but got unplaced"));
        }
        if (!parent.equals(GroupKey.ROOT)
                && registered.group(new GroupKey(group.hierarchy(), parent)).isEmpty()) {
            return unknown("parent", "group", parent);
        }
        // The hierarchy itself is a document too.
        int groups = registered.documents().size() - 1;
        return registered.group(group).isEmpty() && groups >= ModelLimits.GROUPS_PER_HIERARCHY_MAX
                ? Optional.of(FieldRules.atMost(
                        "group", ModelLimits.GROUPS_PER_HIERARCHY_MAX, "groups in one hierarchy", groups + 1))
                : Optional.empty();
    }

    private static Optional<Rejected> times(@Nullable Validity validity) {
        return validity == null
                ? Optional.empty()
                : FieldRules.time("validFrom", validity.validFrom())
                        .or(() -> FieldRules.time("validTo", validity.validTo()));
    }

    /**
     * When {@code validity} ends before anything else that the same system says of the group begins, the group is closed in
     * between, but where another system says that it stands.
     */
    private static Optional<Rejected> closing(
            GroupKey group, Timeline<GroupDefinition> all, Validity validity, Occasion occasion) {
        Instant end = validity.validTo();
        if (end == null) {
            return Optional.empty();
        }
        Optional<Instant> next = occasion.own(all).nextBeginning(validity.validFrom());
        if (next.isPresent() && !next.get().isAfter(end)) {
            return Optional.empty();
        }
        GroupTreeRules rules = new GroupTreeRules(occasion.registered(), group.hierarchy());
        List<Fact<GroupDefinition>> others = all.believed().stream()
                .filter(fact -> !Objects.equals(
                        fact.recorded().system(), occasion.recorded().system()))
                .toList();
        for (Validity closed : Gaps.between(others, new Validity(end, next.orElse(null)))) {
            Instant from = closed.validFrom();
            List<GroupId> children = rules.below(group.group(), closed);
            if (!children.isEmpty()) {
                return Optional.of(staying(group, "group " + children.get(0), from));
            }
            Optional<AssetId> member = occasion.references().memberStaying(group, from);
            if (member.isPresent()) {
                return Optional.of(staying(group, "asset " + member.get(), from));
            }
        }
        return Optional.empty();
    }

    private static Rejected staying(GroupKey group, String who, Instant end) {
        return new Rejected(
                CONFLICT,
                "validTo",
                "Expected nobody under group %s from %s on but %s stands there".formatted(group.group(), end, who));
    }

    private static Optional<Rejected> unknown(String field, String what, Object id) {
        return Optional.of(
                new Rejected(UNKNOWN_REFERENCE, field, "Expected a known %s but got '%s'".formatted(what, id)));
    }
}
