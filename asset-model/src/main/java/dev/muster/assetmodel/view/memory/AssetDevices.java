package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.device.Devices;
import dev.muster.assetmodel.view.device.NewSource;
import dev.muster.assetmodel.view.device.Stay;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the documents of assets say of devices. */
final class AssetDevices implements Devices {
    private final VisibleModel visible;

    AssetDevices(VisibleModel visible) {
        this.visible = visible;
    }

    @Override
    public Optional<Fact<Installation>> at(AssetId asset, Instant instant, @Nullable Instant asKnownAt) {
        return document(asset).map(document -> visible.devices.at(document, instant, asKnownAt));
    }

    @Override
    public Optional<AssetId> assetOf(DeviceId device, Instant instant, @Nullable Instant asKnownAt) {
        return visible.devices.assetOf(device, instant, asKnownAt);
    }

    @Override
    public List<Stay> stays(DeviceId device, @Nullable Instant asKnownAt) {
        return visible.devices.stays(device, asKnownAt);
    }

    @Override
    public Optional<AssetId> elsewhere(DeviceId device, Validity during, AssetId here) {
        return visible.devices.elsewhere(device, during, here);
    }

    @Override
    public Optional<SourceId> sourceOf(AssetId asset, Instant instant) {
        return document(asset).map(document -> visible.sources.sourceOf(document, instant));
    }

    @Override
    public Instant speaksSince(AssetId asset, Instant instant) {
        AssetDocument document = document(asset).orElse(null);
        if (document == null || document.devices().facts().isEmpty()) {
            return Validity.BEGINNING;
        }
        SourceId speaking = visible.sources.sourceOf(document, instant);
        Instant since = instant;
        for (Instant boundary : boundaries(document).headSet(instant, true).descendingSet()) {
            if (!Objects.equals(visible.sources.sourceOf(document, boundary), speaking)) {
                break;
            }
            since = boundary;
        }
        return since;
    }

    @Override
    public Set<SourceId> sourcesOf(AssetId asset) {
        return document(asset).map(SourceIndex::sourcesOf).orElse(Set.of());
    }

    @Override
    public Optional<String> silence(SourceId source, Instant instant) {
        return visible.sources.naming(source).stream()
                .flatMap(document -> silence(source, instant, document).stream())
                .findFirst();
    }

    @Override
    public long newSourceCount() {
        return visible.sources.newSourceCount();
    }

    @Override
    public List<NewSource> newSources(long first) {
        return visible.sources.newSources(first);
    }

    private static Optional<String> silence(SourceId source, Instant instant, AssetDocument document) {
        List<Fact<Installation>> installations = document.devices().governing();
        List<Fact<Installation>> ofSource = installations.stream()
                .filter(fact -> source.equals(fact.value().source()))
                .toList();
        Fact<Installation> left = null;
        Fact<Installation> comes = null;
        for (Fact<Installation> fact : ofSource) {
            Instant validTo = fact.validity().validTo();
            if (validTo != null && !validTo.isAfter(instant)) {
                left = fact;
            } else if (comes == null && fact.validity().validFrom().isAfter(instant)) {
                comes = fact;
            }
        }
        if (left != null) {
            return Optional.of("device %s left asset %s at %s"
                    .formatted(
                            left.value().device(),
                            document.asset(),
                            left.validity().validTo()));
        }
        if (comes != null) {
            return Optional.of("device %s was installed at asset %s only at %s"
                    .formatted(
                            comes.value().device(),
                            document.asset(),
                            comes.validity().validFrom()));
        }
        return installations.stream()
                .filter(fact -> fact.validity().covers(instant) && fact.value().source() != null)
                .findFirst()
                .map(fact -> "device %s spoke for asset %s from %s on"
                        .formatted(
                                fact.value().device(),
                                document.asset(),
                                fact.validity().validFrom()));
    }

    /** Where somebody else may begin to speak. */
    private static NavigableSet<Instant> boundaries(AssetDocument document) {
        NavigableSet<Instant> boundaries = new TreeSet<>();
        for (Fact<AssetDefinition> fact : document.definition().governing()) {
            add(boundaries, fact.validity());
        }
        for (Fact<Installation> fact : document.devices().governing()) {
            add(boundaries, fact.validity());
        }
        return boundaries;
    }

    private static void add(NavigableSet<Instant> boundaries, Validity validity) {
        boundaries.add(validity.validFrom());
        if (validity.validTo() != null) {
            boundaries.add(validity.validTo());
        }
    }

    private Optional<AssetDocument> document(AssetId asset) {
        return Optional.ofNullable(visible.assets.get(asset)).map(AssetEntry::document);
    }
}
