package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.compact.Mentions;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.device.NewSource;
import dev.muster.assetmodel.view.temporal.memory.AssetDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * For whom a source spoke when: for the asset that its device filled, and for the asset whose own source it is while no device
 * was there that had one. Of several assets: one that was in service then, else a retired one; of those the one that named it
 * first, so that nobody takes a source away by naming it too. One thread writes, any thread reads.
 *
 * <p>What holds is read from documents each time. Nearly every source has the id of its asset and speaks for nobody else; only
 * where to look for the others is kept here.
 */
final class SourceIndex {
    private final Mentions<SourceId, AssetId> mentions = new Mentions<>();
    private final ConcurrentNavigableMap<Long, NewSource> newSources = new ConcurrentSkipListMap<>();
    private final AssetDocuments assets;
    private final DeviceIndex devices;
    private volatile long newSourceCount;

    SourceIndex(AssetDocuments assets, DeviceIndex devices) {
        this.assets = assets;
        this.devices = devices;
    }

    Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        AssetDocument namesake = assets.get(new AssetId(source.value()));
        Claim best = namesake == null ? null : claim(namesake, source, measuredAt);
        for (AssetId other : mentions.of(source)) {
            AssetDocument document = assets.get(other);
            Claim claim = document == null ? null : claim(document, source, measuredAt);
            if (claim != null && (best == null || Claim.ORDER.compare(claim, best) < 0)) {
                best = claim;
            }
        }
        return Optional.ofNullable(best).map(Claim::asset);
    }

    /** Who speaks for the asset; {@code null}: nobody, as it is not described for that time. */
    @Nullable
    SourceId sourceOf(AssetDocument document, Instant instant) {
        Fact<AssetDefinition> definition = document.definition().factAt(instant);
        if (definition == null) {
            return null;
        }
        Fact<Installation> installed = devices.at(document, instant, null);
        SourceId ofDevice = installed == null ? null : installed.value().source();
        return ofDevice == null ? definition.value().source() : ofDevice;
    }

    /** All that are known to name it. */
    List<AssetDocument> naming(SourceId source) {
        List<AssetDocument> naming = new ArrayList<>();
        AssetDocument namesake = assets.get(new AssetId(source.value()));
        if (namesake != null && sourcesOf(namesake).contains(source)) {
            naming.add(namesake);
        }
        for (AssetId other : mentions.of(source)) {
            AssetDocument document = assets.get(other);
            if (document != null) {
                naming.add(document);
            }
        }
        return naming;
    }

    /** All who are believed to speak for it at some time. */
    static Set<SourceId> sourcesOf(AssetDocument document) {
        Set<SourceId> sources = new TreeSet<>();
        document.definition()
                .believed()
                .forEach(fact -> sources.add(fact.value().source()));
        for (Fact<Installation> fact : document.devices().believed()) {
            if (fact.value().source() != null) {
                sources.add(fact.value().source());
            }
        }
        return sources;
    }

    long newSourceCount() {
        return newSourceCount;
    }

    List<NewSource> newSources(long first) {
        return List.copyOf(newSources.tailMap(first, true).values());
    }

    /** To be told before anybody can read {@code after}. */
    void replace(@Nullable AssetDocument before, AssetDocument after) {
        Set<SourceId> sources = sourcesOf(after);
        for (SourceId source : sources) {
            if (!source.value().equals(after.asset().value())) {
                mentions.add(source, after.asset());
            }
        }
        if (before != null && sources.size() > 1 && !sourcesTold(before).equals(sourcesTold(after))) {
            Instant recordedAt = after.lastRecordedAt();
            SourceId speaking = sourceOf(before, recordedAt);
            for (SourceId source : sources) {
                // Who speaks already has been heard or is awaited; nobody is to think that it was there just now.
                if (!source.equals(speaking)) {
                    long number = newSourceCount;
                    newSources.put(number, new NewSource(source, after.asset(), recordedAt));
                    newSourceCount = number + 1;
                }
            }
        }
    }

    private @Nullable Claim claim(AssetDocument document, SourceId source, Instant measuredAt) {
        if (!source.equals(sourceOf(document, measuredAt))) {
            return null;
        }
        Fact<Installation> installed = devices.at(document, measuredAt, null);
        return installed == null || installed.value().source() == null
                ? Claim.ofRegistered(document, measuredAt)
                : Claim.of(
                        document,
                        measuredAt,
                        null,
                        document.devices(),
                        installation -> Objects.equals(installation.source(), source));
    }

    /** What can change who speaks when. */
    private static List<Object> sourcesTold(AssetDocument document) {
        List<Object> told = new ArrayList<>();
        for (Fact<AssetDefinition> fact : document.definition().governing()) {
            told.add(List.of(fact.value().source(), fact.validity().validFrom()));
        }
        told.addAll(document.devices().governing());
        return told;
    }
}
