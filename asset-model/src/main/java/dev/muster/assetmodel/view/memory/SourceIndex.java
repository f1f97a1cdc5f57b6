package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * For whom a source spoke when. Of several assets: one that was in service then, else a retired one; of those the one
 * registered first, so that nobody takes a source away by naming it too. One thread writes, any thread reads.
 */
final class SourceIndex {
    private static final Comparator<Binding> FIRST_REGISTERED =
            Comparator.comparing(Binding::registeredAt).thenComparing(Binding::asset);

    private final Map<SourceId, List<Binding>> bindings = new ConcurrentHashMap<>();

    private record Binding(
            AssetId asset,
            Validity validity,
            Instant registeredAt,
            @Nullable Instant retiredFrom) {
        boolean inServiceAt(Instant instant) {
            return retiredFrom == null || instant.isBefore(retiredFrom);
        }
    }

    Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        Binding retired = null;
        for (Binding binding : bindings.getOrDefault(source, List.of())) {
            if (binding.validity().covers(measuredAt)) {
                if (binding.inServiceAt(measuredAt)) {
                    return Optional.of(binding.asset());
                }
                retired = retired == null ? binding : retired;
            }
        }
        return Optional.ofNullable(retired).map(Binding::asset);
    }

    void replace(@Nullable AssetDocument before, AssetDocument after) {
        Set<SourceId> sources = new HashSet<>();
        if (before != null) {
            before.definition()
                    .believed()
                    .forEach(fact -> sources.add(fact.value().source()));
        }
        List<Fact<AssetDefinition>> believed = after.definition().believed();
        believed.forEach(fact -> sources.add(fact.value().source()));
        for (SourceId source : sources) {
            List<Binding> next = new ArrayList<>(bindings.getOrDefault(source, List.of()));
            next.removeIf(binding -> binding.asset().equals(after.asset()));
            for (Fact<AssetDefinition> fact : believed) {
                if (fact.value().source().equals(source)) {
                    next.add(binding(after, fact, believed.get(believed.size() - 1)));
                }
            }
            next.sort(FIRST_REGISTERED);
            if (next.isEmpty()) {
                bindings.remove(source);
            } else {
                bindings.put(source, List.copyOf(next));
            }
        }
    }

    private static Binding binding(AssetDocument document, Fact<AssetDefinition> fact, Fact<AssetDefinition> latest) {
        Instant registeredAt = document.definition().facts().get(0).recorded().recordedAt();
        return new Binding(
                document.asset(), fact.validity(), registeredAt, latest.value().retiredFrom());
    }
}
