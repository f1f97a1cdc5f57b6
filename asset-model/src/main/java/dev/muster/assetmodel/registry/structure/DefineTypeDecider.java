package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;

import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.ModelEvent.TypeDefined;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.registry.bucket.Registered;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The first definition of a type has always been valid, and a later one is valid from when it is recorded, unless the command
 * says of which time it is.
 */
public final class DefineTypeDecider implements Decider<DefineType> {
    @Override
    public Decision decide(DefineType command, Occasion occasion) {
        AssetType type = command.type();
        Timeline<AssetType> before = occasion.registered()
                .type(type.id())
                .map(TypeDocument::definition)
                .orElse(Timeline.empty());
        Timeline<AssetType> own = occasion.own(before);
        if (command.validity() == null && own.at(occasion.now()).equals(Optional.of(type))) {
            return Decision.accept();
        }
        Validity wish = command.validity() == null ? Validity.from(occasion.now()) : command.validity();
        Optional<Rejected> rejection = FieldRules.name(type.name())
                .or(() -> count(before, occasion.registered()))
                .or(() -> signals(type, wish, occasion));
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Instant from = own.isEmpty() ? Validity.BEGINNING : occasion.now();
        return Change.of(type, command.validity(), from)
                .decide(own, validity -> new TypeDefined(type, validity, occasion.recorded()));
    }

    private static Optional<Rejected> count(Timeline<AssetType> before, Registered registered) {
        int types = registered.documents().size();
        return before.isEmpty() && types >= ModelLimits.TYPES_MAX
                ? Optional.of(FieldRules.atMost("type", ModelLimits.TYPES_MAX, "asset types", types + 1))
                : Optional.empty();
    }

    private static Optional<Rejected> signals(AssetType type, Validity during, Occasion occasion) {
        for (Signal signal : type.signals()) {
            if (!signal.summed()) {
                continue;
            }
            String field = "signals." + signal.name();
            Optional<Rejected> rejection =
                    signal.range() == null ? Optional.empty() : FieldRules.summable(field + ".range", signal.range());
            Optional<String> otherUnit = otherUnit(type, signal, during, occasion);
            if (rejection.isEmpty() && otherUnit.isPresent()) {
                rejection = Optional.of(new Rejected(
                        CONFLICT,
                        field + ".unit",
                        "Expected unit '%s' for the summed signal %s, as in all other types, but got '%s'"
                                .formatted(otherUnit.get(), signal.name(), signal.unit())));
            }
            if (rejection.isPresent()) {
                return rejection;
            }
        }
        return Optional.empty();
    }

    /** Another unit that another type has for the signal at some time of those, whichever system says so. */
    private static Optional<String> otherUnit(AssetType type, Signal signal, Validity during, Occasion occasion) {
        return occasion.registered().documents().stream()
                .map(TypeDocument.class::cast)
                .filter(document -> !document.id().equals(type.id()))
                .flatMap(document -> document.definition().believed().stream())
                .filter(fact -> fact.validity().overlaps(during))
                .flatMap(fact -> fact.value().signal(signal.name()).stream())
                .filter(Signal::summed)
                .map(Signal::unit)
                .filter(unit -> !Objects.equals(unit, signal.unit()))
                .findFirst();
    }
}
