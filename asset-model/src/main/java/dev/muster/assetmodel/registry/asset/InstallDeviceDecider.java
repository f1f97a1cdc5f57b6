package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.LIMIT;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.InstallDevice;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Described;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.ModelEvent.DeviceInstalled;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One device at an asset at a time, one asset for a device, one asset for a source. Offsets are for counters only: nothing else
 * goes on counting.
 */
public final class InstallDeviceDecider implements Decider<InstallDevice> {
    @Override
    public Decision decide(InstallDevice command, Occasion occasion) {
        Optional<AssetDocument> known = occasion.registered().asset(command.asset());
        if (known.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "asset", "Expected a known asset but got '%s'".formatted(command.asset()));
        }
        Optional<Rejected> rejection = offsets(command, known.get(), occasion);
        if (rejection.isPresent()) {
            return new Decision.Reject(rejection.get());
        }
        Decision decision = Change.of(command.installation(), command.validity(), occasion.now())
                .decide(
                        occasion.own(known.get().devices()),
                        validity -> new DeviceInstalled(
                                command.asset(), command.installation(), validity, occasion.recorded()));
        return taken(decision, command, occasion)
                .<Decision>map(Decision.Reject::new)
                .orElse(decision);
    }

    /** What somebody else has at that time. */
    private static Optional<Rejected> taken(Decision decision, InstallDevice command, Occasion occasion) {
        if (!(decision instanceof Decision.Accept accept) || accept.events().isEmpty()) {
            return Optional.empty();
        }
        Validity during = accept.events().get(0).validity();
        DeviceId device = command.installation().device();
        return occasion.references()
                .deviceElsewhere(device, during, command.asset())
                .map(other -> new Rejected(
                        CONFLICT,
                        "device",
                        "Expected a device that is nowhere else from %s to %s but %s is at %s"
                                .formatted(during.validFrom(), until(during), device, other)))
                .or(() -> sourceTaken(command, during, occasion));
    }

    private static Optional<Rejected> sourceTaken(InstallDevice command, Validity during, Occasion occasion) {
        SourceId source = command.installation().source();
        if (source == null) {
            return Optional.empty();
        }
        return Stream.of(during.validFrom(), occasion.now())
                .filter(during::covers)
                .flatMap(instant -> occasion.references().holderOf(source, instant).stream())
                .filter(holder -> !holder.equals(command.asset()))
                .findFirst()
                .map(holder -> new Rejected(
                        CONFLICT,
                        "source",
                        "Expected a source that no other asset has but %s speaks for %s".formatted(source, holder)));
    }

    private static String until(Validity during) {
        return during.validTo() == null ? "further notice" : during.validTo().toString();
    }

    private static Optional<Rejected> offsets(InstallDevice command, AssetDocument asset, Occasion occasion) {
        Optional<AssetType> type = Described.nearest(asset.definition(), occasion.now(), null)
                .map(Fact::value)
                .map(AssetDefinition::type)
                .flatMap(occasion.references()::type);
        for (Map.Entry<SignalName, Double> offset :
                command.installation().counterOffsets().entrySet()) {
            String field = "counterOffsets." + offset.getKey();
            if (!Double.isFinite(offset.getValue())) {
                return Optional.of(
                        new Rejected(INVALID, field, "Expected a finite number but got " + offset.getValue()));
            }
            if (Math.abs(offset.getValue()) > ModelLimits.COUNTER_OFFSET_MAX) {
                return Optional.of(new Rejected(
                        LIMIT,
                        field,
                        "Expected at most %.0f units of either sign but got %s"
                                .formatted(ModelLimits.COUNTER_OFFSET_MAX, offset.getValue())));
            }
            boolean counter = type.flatMap(of -> of.signal(offset.getKey()))
                    .map(Signal::kind)
                    .filter(SignalKind.COUNTER::equals)
                    .isPresent();
            if (!counter) {
                return Optional.of(new Rejected(
                        UNKNOWN_REFERENCE,
                        field,
                        "Expected a counter of the asset's type but got '%s'".formatted(offset.getKey())));
            }
        }
        return Optional.empty();
    }
}
