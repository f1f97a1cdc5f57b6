package dev.muster.ingest.batch;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Terms;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nobody is expected to be heard: for tests of anything but silence. */
public final class SilentFleet implements FleetRegister {
    public static final IngestPorts.Silence PORT = new IngestPorts.Silence(
            new SilentFleet(),
            overdue -> CompletableFuture.completedFuture(Optional.empty()),
            () -> CompletableFuture.failedFuture(new IllegalStateException("no broker")));

    @Override
    public long revision() {
        return 0;
    }

    @Override
    public Optional<Terms> termsOf(SourceId source) {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions) {
        return CompletableFuture.completedFuture(Map.of());
    }
}
