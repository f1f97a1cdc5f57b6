package dev.muster.assetmodel.registry.asset;

import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;

import dev.muster.assetmodel.command.ModelCommand.PutProperties;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.ModelEvent.PropertiesSet;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.mismatch.Reports;
import dev.muster.assetmodel.registry.decision.Change;
import dev.muster.assetmodel.registry.decision.Decider;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.decision.FieldRules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A device mostly reports a part of its properties, and the others stay; everybody else says all there is to say. */
public final class PutPropertiesDecider implements Decider<PutProperties> {
    /** What the times and the author of one version count for. */
    private static final int TIMES_CHARACTERS = 200;

    @Override
    public Decision decide(PutProperties command, Occasion occasion) {
        Optional<AssetDocument> known = occasion.registered().asset(command.asset());
        if (known.isEmpty()) {
            return Decision.reject(
                    UNKNOWN_REFERENCE, "asset", "Expected a known asset but got '%s'".formatted(command.asset()));
        }
        Timeline<Properties> own = occasion.own(known.get().properties(command.kind()));
        Instant from =
                command.validity() == null ? occasion.now() : command.validity().validFrom();
        Properties all = command.kind() == PropertyKind.REPORTED
                ? Reports.after(known.get(), own, command.properties(), from)
                : command.properties();
        Optional<Rejected> rejection = FieldRules.properties(all.values())
                .or(() -> command.kind() == PropertyKind.REPORTED ? tooTalkative(own) : Optional.empty());
        return rejection.<Decision>map(Decision.Reject::new).orElseGet(() -> Change.of(all, command.validity(), from)
                .decide(
                        own,
                        validity -> new PropertiesSet(
                                command.asset(), command.kind(), all, validity, occasion.recorded())));
    }

    private static Optional<Rejected> tooTalkative(Timeline<Properties> said) {
        int characters = 0;
        for (Fact<Properties> fact : said.facts()) {
            characters += TIMES_CHARACTERS;
            for (Map.Entry<String, String> property : fact.value().values().entrySet()) {
                characters += property.getKey().length() + property.getValue().length();
            }
        }
        return characters < ModelLimits.REPORTED_CHARACTERS_MAX
                ? Optional.empty()
                : Optional.of(FieldRules.atMost(
                        "properties",
                        ModelLimits.REPORTED_CHARACTERS_MAX,
                        "characters of all that was ever reported",
                        characters));
    }
}
