package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;

import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.fact.ModelEvent.HierarchyNamed;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import dev.muster.assetmodel.rule.RuleGroup;
import java.time.Instant;
import java.util.Optional;

/** A hierarchy has always been valid under its first name. How many there are is counted in the view, so best effort. */
public final class CreateHierarchyDecider implements Decider<CreateHierarchy> {
    @Override
    public Decision decide(CreateHierarchy command, Occasion occasion) {
        Timeline<String> before = occasion.registered()
                .hierarchy(command.hierarchy())
                .map(HierarchyDocument::name)
                .orElse(Timeline.empty());
        Timeline<String> own = occasion.own(before);
        if (own.at(occasion.now()).equals(Optional.of(command.name()))) {
            return Decision.accept();
        }
        if (command.hierarchy().equals(RuleGroup.HIERARCHY)) {
            return Decision.reject(
                    INVALID,
                    "hierarchy",
                    "Expected a hierarchy other than %s, where groups by rule stand".formatted(RuleGroup.HIERARCHY));
        }
        Optional<Rejected> rejection = FieldRules.name(command.name());
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        int hierarchies = occasion.references().hierarchies();
        if (before.isEmpty() && hierarchies >= ModelLimits.HIERARCHIES_MAX) {
            return new Decision.Reject(
                    FieldRules.atMost("hierarchy", ModelLimits.HIERARCHIES_MAX, "hierarchies", hierarchies + 1));
        }
        Instant validFrom = own.isEmpty() ? Validity.BEGINNING : occasion.now();
        return Decision.accept(
                new HierarchyNamed(command.hierarchy(), command.name(), Validity.from(validFrom), occasion.recorded()));
    }
}
