package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.PatchAsset;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.DefinitionPatch;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelEvent.AssetDescribed;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each version that overlaps the given time is recorded anew, with what follows behind that time as it was. */
public final class PatchAssetDecider implements Decider<PatchAsset> {
    @Override
    public Decision decide(PatchAsset command, Occasion occasion) {
        Optional<AssetDocument> known = occasion.registered().asset(command.asset());
        if (known.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "asset", "Expected a known asset but got '%s'".formatted(command.asset()));
        }
        Validity during = command.validity() == null ? Validity.from(occasion.now()) : command.validity();
        Optional<Rejected> untimely =
                FieldRules.time("validFrom", during.validFrom()).or(() -> FieldRules.time("validTo", during.validTo()));
        if (untimely.isPresent()) {
            return new Decision.Reject(untimely.get());
        }
        List<Fact<AssetDefinition>> versions = occasion.own(known.get().definition()).believed().stream()
                .filter(version -> version.validity().overlaps(during))
                .toList();
        if (versions.isEmpty()) {
            return new Decision.Reject(Undescribed.by(occasion, command.asset()));
        }
        List<ModelEvent> events = new ArrayList<>();
        for (Fact<AssetDefinition> version : versions) {
            Optional<Rejected> rejection = patch(command, version, during, occasion, events);
            if (rejection.isPresent()) {
                return new Decision.Reject(rejection.get());
            }
        }
        return new Decision.Accept(events);
    }

    /** As a definition that is put: a source that is taken away is the asset's own id, and times are to the millisecond. */
    private static AssetDefinition completed(AssetId asset, AssetDefinition patched) {
        Instant retiredFrom = patched.retiredFrom();
        return new AssetDefinition(
                patched.name(),
                patched.type(),
                patched.source() == null ? new SourceId(asset.value()) : patched.source(),
                patched.limits(),
                patched.attributes(),
                retiredFrom == null ? null : retiredFrom.truncatedTo(ChronoUnit.MILLIS),
                patched.details());
    }

    private static Optional<Rejected> patch(
            PatchAsset command,
            Fact<AssetDefinition> version,
            Validity during,
            Occasion occasion,
            List<ModelEvent> events) {
        AssetDefinition patched;
        try {
            patched = completed(command.asset(), DefinitionPatch.apply(version.value(), command.patch()));
        } catch (DefinitionPatch.Unfit e) {
            return Optional.of(new Rejected(INVALID, e.field(), String.valueOf(e.getMessage())));
        }
        Validity part = version.validity().intersect(during);
        if (patched.equals(version.value()) || part == null) {
            return Optional.empty();
        }
        Optional<Rejected> rejection = new DescriptionRules(command.asset(), occasion).check(patched);
        if (rejection.isPresent()) {
            return rejection;
        }
        events.add(new AssetDescribed(command.asset(), patched, part, occasion.recorded()));
        Instant end = part.validTo();
        if (end != null && !end.equals(version.validity().validTo())) {
            events.add(new AssetDescribed(
                    command.asset(),
                    version.value(),
                    new Validity(end, version.validity().validTo()),
                    occasion.recorded()));
        }
        return Optional.empty();
    }
}
