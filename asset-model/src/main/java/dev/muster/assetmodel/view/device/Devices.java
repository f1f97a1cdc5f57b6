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

/**
 * Which device fills which asset when, and who speaks for the asset then: the source of the device, or the asset's own source
 * while no device is there that has one. At any instant one source speaks for an asset, so what a device measures after it left
 * is nobody's; and what the asset's own source measured before a device with a source came still lands.
 *
 * <p>A device is at one asset at a time. Where two writers put one in two places at once, it is at the asset that is in
 * service, of several at the one where that was recorded first; at the other nothing is installed meanwhile. Any thread may
 * read; reads take no lock and never wait.
 */
public interface Devices {
    /** Nobody ever installed anything. */
    Devices NONE = new NoDevices();

    /** The device that fills {@code asset} at {@code instant}, by what was believed then; {@code null}: by what is now. */
    Optional<Fact<Installation>> at(AssetId asset, Instant instant, @Nullable Instant asKnownAt);

    /** Which asset {@code device} fills at {@code instant}, by what was believed then; {@code null}: by what is now. */
    Optional<AssetId> assetOf(DeviceId device, Instant instant, @Nullable Instant asKnownAt);

    /** Where the device is, was and will be by what was believed then, in the order of time; empty for an unknown one. */
    List<Stay> stays(DeviceId device, @Nullable Instant asKnownAt);

    /** An asset other than {@code here} that the device fills at some time of {@code during}. */
    Optional<AssetId> elsewhere(DeviceId device, Validity during, AssetId here);

    /** Who speaks for {@code asset} at {@code instant}; empty for an asset that is unknown, or not described for then. */
    Optional<SourceId> sourceOf(AssetId asset, Instant instant);

    /** Since when the one who speaks at {@code instant} does so without a break; the beginning when nobody changed it. */
    Instant speaksSince(AssetId asset, Instant instant);

    /** All who speak for the asset at some time, by what is believed now. */
    Set<SourceId> sourcesOf(AssetId asset);

    /** Why {@code source} speaks for nobody at {@code instant} though the model knows it, to be read after "but". */
    Optional<String> silence(SourceId source, Instant instant);

    /** How many there were of {@link #newSources}. */
    long newSourceCount();

    /** Sources that came to speak for assets in the place of others, from number {@code first} on, as that became known. */
    List<NewSource> newSources(long first);
}
