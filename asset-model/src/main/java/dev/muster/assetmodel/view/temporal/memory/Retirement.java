package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Described;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was known of an asset at a moment. Definitions are valid from when they are recorded, but what they say of the
 * retirement is about another time: recorded on Friday, "retired since Monday" holds on Tuesday too. So of the definition in
 * force and those that govern after it, the last word on the retirement counts, until the asset is put back into service.
 */
public final class Retirement {
    private Retirement() {}

    /** {@code null} where it was not known. */
    public static @Nullable Asset asset(AssetDocument document, Moment moment) {
        Fact<AssetDefinition> nearest = Described.nearest(document.definition(), moment.at(), moment.asKnownAt())
                .orElse(null);
        if (nearest == null) {
            return null;
        }
        AssetDefinition definition = nearest.value();
        return new Asset(
                document.asset(),
                definition.name(),
                definition.type(),
                definition.source(),
                definition.limits(),
                definition.attributes(),
                retiredFrom(document.definition(), nearest, moment),
                document.definition().facts().get(0).recorded(),
                definition.details());
    }

    /** Described for that time, and not retired. {@code asset}: as it was known at the moment. */
    public static boolean inService(AssetDocument document, Asset asset, Moment moment) {
        Instant retiredFrom = asset.retiredFrom();
        return described(document.definition(), moment)
                && (retiredFrom == null || moment.at().isBefore(retiredFrom));
    }

    private static boolean described(Timeline<AssetDefinition> definition, Moment moment) {
        if (definition.factAt(moment.at(), moment.asKnownAt()) != null) {
            return true;
        }
        // What was always so was so before the first instant that it can name, too.
        return moment.at().isBefore(Validity.BEGINNING)
                && definition.factsAt(Validity.BEGINNING, moment.asKnownAt()).stream()
                        .anyMatch(fact -> fact.validity().validFrom().equals(Validity.BEGINNING));
    }

    private static @Nullable Instant retiredFrom(
            Timeline<AssetDefinition> timeline, Fact<AssetDefinition> nearest, Moment moment) {
        Instant word = nearest.value().retiredFrom();
        boolean past = !moment.at().isBefore(nearest.validity().validFrom())
                && !nearest.validity().covers(moment.at());
        if (timeline.facts().size() == 1 || past) {
            return word;
        }
        for (Fact<AssetDefinition> fact : timeline.governing(moment.asKnownAt())) {
            Instant from = fact.validity().validFrom();
            if (!from.isAfter(moment.at()) || !from.isAfter(nearest.validity().validFrom())) {
                continue;
            }
            Instant next = fact.value().retiredFrom();
            if (next == null && word != null) {
                return word;
            }
            word = next;
        }
        return word;
    }
}
