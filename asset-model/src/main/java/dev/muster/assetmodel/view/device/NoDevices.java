package dev.muster.assetmodel.view.device;

import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of a model in which every asset has its own source for good. */
final class NoDevices implements Devices {
    @Override
    public Optional<Fact<Installation>> at(AssetId asset, Instant instant, @Nullable Instant asKnownAt) {
        return Optional.empty();
    }

    @Override
    public Optional<AssetId> assetOf(DeviceId device, Instant instant, @Nullable Instant asKnownAt) {
        return Optional.empty();
    }

    @Override
    public List<Stay> stays(DeviceId device, @Nullable Instant asKnownAt) {
        return List.of();
    }

    @Override
    public Optional<AssetId> elsewhere(DeviceId device, Validity during, AssetId here) {
        return Optional.empty();
    }

    @Override
    public Optional<SourceId> sourceOf(AssetId asset, Instant instant) {
        return Optional.empty();
    }

    @Override
    public Instant speaksSince(AssetId asset, Instant instant) {
        return Validity.BEGINNING;
    }

    @Override
    public Set<SourceId> sourcesOf(AssetId asset) {
        return Set.of();
    }

    @Override
    public Optional<String> silence(SourceId source, Instant instant) {
        return Optional.empty();
    }

    @Override
    public long newSourceCount() {
        return 0;
    }

    @Override
    public List<NewSource> newSources(long first) {
        return List.of();
    }
}
