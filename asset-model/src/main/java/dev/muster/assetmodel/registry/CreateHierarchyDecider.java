package dev.muster.assetmodel.registry;

import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.fact.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.fact.ModelEvent.HierarchyNamed;
import dev.muster.assetmodel.fact.ModelLimits;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import java.time.Instant;
import java.util.Optional;

/** A hierarchy has always been valid under its first name. How many there are is counted in the view, so best effort. */
final class CreateHierarchyDecider implements Decider<CreateHierarchy> {
    @Override
    public Decision decide(CreateHierarchy command, Occasion occasion) {
        Timeline<String> before = occasion.registered()
                .hierarchy(command.hierarchy())
                .map(HierarchyDocument::name)
                .orElse(Timeline.empty());
        if (before.at(occasion.now()).equals(Optional.of(command.name()))) {
            return Decision.accept();
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
        Instant validFrom = before.isEmpty() ? Validity.BEGINNING : occasion.now();
        return Decision.accept(
                new HierarchyNamed(command.hierarchy(), command.name(), Validity.from(validFrom), occasion.recorded()));
    }
}
