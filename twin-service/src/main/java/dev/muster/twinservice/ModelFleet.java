package dev.muster.twinservice;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.ingest.deadline.Terms;
import dev.muster.twinservice.latest.LatestStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Plugs the watch over silence into this node's view of the model, and into the table of latest values. */
final class ModelFleet implements FleetRegister {
    private static final long NO_RECORD = -1;

    private final ModelView view;
    private final Clock clock;
    private final FleetSeeds seeds;

    ModelFleet(ModelView view, LatestStore latest, Clock clock, Executor executor) {
        this.view = view;
        this.clock = clock;
        this.seeds = new FleetSeeds(view, latest, clock, executor);
    }

    @Override
    public long revision() {
        return view.position();
    }

    @Override
    public Optional<Terms> termsOf(SourceId source) {
        Instant now = clock.instant();
        // Only who speaks now is waited for: not a device that left, nor one that comes tomorrow.
        return view.assetOf(source, now).flatMap(view::asset).flatMap(asset -> terms(asset, now));
    }

    private Optional<Terms> terms(Asset asset, Instant now) {
        return view.expectedSince(asset.id()).flatMap(since -> view.type(asset.type())
                .map(type -> new Terms(
                        asset.id(),
                        type.offlineAfter(),
                        later(since, view.devices().speaksSince(asset.id(), now)))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public long newSourceCount() {
        return view.devices().newSourceCount();
    }

    @Override
    public List<Sighting> newSources(long first) {
        return view.devices().newSources(first).stream()
                .map(came -> new Sighting(came.asset(), came.source(), came.recordedAt(), NO_RECORD))
                .toList();
    }

    @Override
    public CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions) {
        return seeds.of(partition, partitions);
    }
}
