package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.fact.ModelReply.Reason.CONFLICT;

import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.ModelCommand.DefineType;
import dev.muster.assetmodel.fact.ModelEvent.TypeDefined;
import dev.muster.assetmodel.fact.ModelLimits;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The first definition of a type has always been valid; a later one is valid from when it is recorded. */
final class DefineTypeDecider implements Decider<DefineType> {
    @Override
    public Decision decide(DefineType command, Occasion occasion) {
        AssetType type = command.type();
        Timeline<AssetType> before = occasion.registered()
                .type(type.id())
                .map(TypeDocument::definition)
                .orElse(Timeline.empty());
        if (before.at(occasion.now()).equals(Optional.of(type))) {
            return Decision.accept();
        }
        Optional<Rejected> rejection = FieldRules.name(type.name())
                .or(() -> count(before, occasion.registered()))
                .or(() -> signals(type, occasion));
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Instant validFrom = before.isEmpty() ? Validity.BEGINNING : occasion.now();
        return Decision.accept(new TypeDefined(type, Validity.from(validFrom), occasion.recorded()));
    }

    private static Optional<Rejected> count(Timeline<AssetType> before, Registered registered) {
        int types = registered.documents().size();
        return before.isEmpty() && types >= ModelLimits.TYPES_MAX
                ? Optional.of(FieldRules.atMost("type", ModelLimits.TYPES_MAX, "asset types", types + 1))
                : Optional.empty();
    }

    private static Optional<Rejected> signals(AssetType type, Occasion occasion) {
        for (Signal signal : type.signals()) {
            if (!signal.summed()) {
                continue;
            }
            String field = "signals." + signal.name();
            Optional<Rejected> rejection =
                    signal.range() == null ? Optional.empty() : FieldRules.summable(field + ".range", signal.range());
            Optional<String> otherUnit =
                    otherUnit(type, signal.name(), occasion).filter(unit -> !Objects.equals(unit, signal.unit()));
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

    private static Optional<String> otherUnit(AssetType type, SignalName signal, Occasion occasion) {
        return occasion.registered().documents().stream()
                .map(TypeDocument.class::cast)
                .filter(document -> !document.id().equals(type.id()))
                .flatMap(document -> document.definition().at(occasion.now()).stream())
                .flatMap(other -> other.signal(signal).stream())
                .filter(Signal::summed)
                .map(Signal::unit)
                .findFirst();
    }
}
