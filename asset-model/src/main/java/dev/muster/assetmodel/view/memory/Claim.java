package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * That an asset has something that only one can have. First comes who is in service, then who said so first: nobody takes a
 * thing away by naming it too, nor by being the one whose records were left alone since.
 */
record Claim(AssetId asset, boolean inService, Instant since) {
    static final Comparator<Claim> ORDER = Comparator.comparing((Claim claim) -> !claim.inService())
            .thenComparing(Claim::since)
            .thenComparing(Claim::asset);

    /** Since when the asset is known at all. */
    static Claim ofRegistered(AssetDocument document, Instant instant) {
        return new Claim(
                document.asset(),
                inService(document, instant, null),
                document.definition().facts().get(0).recorded().recordedAt());
    }

    /** Since when {@code timeline}, of the document, said so of {@code instant}, though it may have been put down anew. */
    static <T> Claim of(
            AssetDocument document,
            Instant instant,
            @Nullable Instant asKnownAt,
            Timeline<T> timeline,
            Predicate<T> saysSo) {
        Instant since = Instant.MAX;
        for (Fact<T> fact : timeline.facts()) {
            Instant recordedAt = fact.recorded().recordedAt();
            if (fact.validity().covers(instant) && recordedAt.isBefore(since) && saysSo.test(fact.value())) {
                since = recordedAt;
            }
        }
        return new Claim(document.asset(), inService(document, instant, asKnownAt), since);
    }

    static @Nullable Instant retiredFrom(AssetDocument document, @Nullable Instant asKnownAt) {
        List<Fact<AssetDefinition>> governing = document.definition().governing(asKnownAt);
        return governing.isEmpty()
                ? null
                : governing.get(governing.size() - 1).value().retiredFrom();
    }

    private static boolean inService(AssetDocument document, Instant instant, @Nullable Instant asKnownAt) {
        Instant retiredFrom = retiredFrom(document, asKnownAt);
        return document.definition().factAt(instant, asKnownAt) != null
                && (retiredFrom == null || instant.isBefore(retiredFrom));
    }
}
