package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.compact.Mentions;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.view.device.Stay;
import dev.muster.assetmodel.view.temporal.memory.AssetDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** At which asset a device is when: read from documents each time, only where to look is kept. */
final class DeviceIndex {
    private final Mentions<DeviceId, AssetId> mentions = new Mentions<>();
    private final AssetDocuments assets;

    DeviceIndex(AssetDocuments assets) {
        this.assets = assets;
    }

    /** To be told before anybody can read the document. */
    void comes(AssetDocument document) {
        document.devices().facts().forEach(fact -> mentions.add(fact.value().device(), document.asset()));
    }

    /** What fills the asset, unless its device is somewhere else then; {@code null}: nothing. */
    @Nullable
    Fact<Installation> at(AssetDocument document, Instant instant, @Nullable Instant asKnownAt) {
        Fact<Installation> said = document.devices().factAt(instant, asKnownAt);
        if (said == null) {
            return null;
        }
        DeviceId device = said.value().device();
        // Mostly one asset ever had it; then nobody else has to be read.
        boolean here = mentions.of(device).size() < 2
                || assetOf(device, instant, asKnownAt)
                        .filter(document.asset()::equals)
                        .isPresent();
        return here ? said : null;
    }

    Optional<AssetId> assetOf(DeviceId device, Instant instant, @Nullable Instant asKnownAt) {
        return documents(device).stream()
                .filter(document -> isSaidToFill(device, document, instant, asKnownAt))
                .map(document -> Claim.of(document, instant, asKnownAt, document.devices(), installation -> installation
                        .device()
                        .equals(device)))
                .min(Claim.ORDER)
                .map(Claim::asset);
    }

    List<Stay> stays(DeviceId device, @Nullable Instant asKnownAt) {
        List<Stay> stays = new ArrayList<>();
        for (AssetDocument document : documents(device)) {
            document.devices().governing(asKnownAt).stream()
                    .filter(fact -> fact.value().device().equals(device))
                    .forEach(fact -> stays.add(new Stay(document.asset(), fact)));
        }
        stays.sort(Comparator.comparing(
                        (Stay stay) -> stay.installation().validity().validFrom())
                .thenComparing(Stay::asset));
        return stays;
    }

    Optional<AssetId> elsewhere(DeviceId device, Validity during, AssetId here) {
        return documents(device).stream()
                .filter(document -> !document.asset().equals(here))
                .filter(document -> document.fills(device, during))
                .map(AssetDocument::asset)
                .findFirst();
    }

    private static boolean isSaidToFill(
            DeviceId device, AssetDocument document, Instant instant, @Nullable Instant asKnownAt) {
        Predicate<Fact<Installation>> same = fact -> fact.value().device().equals(device);
        return Optional.ofNullable(document.devices().factAt(instant, asKnownAt))
                .filter(same)
                .isPresent();
    }

    private List<AssetDocument> documents(DeviceId device) {
        List<AssetDocument> documents = new ArrayList<>();
        for (AssetId asset : mentions.of(device)) {
            AssetDocument document = assets.get(asset);
            if (document != null) {
                documents.add(document);
            }
        }
        return documents;
    }
}
