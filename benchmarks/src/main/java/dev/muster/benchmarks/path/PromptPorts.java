package dev.muster.benchmarks.path;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.HistoryWriter;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.IngestProbe;
import dev.muster.ingest.SourceDirectory;
import dev.muster.ingest.TwinGateway;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Terms;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ports that answer at once. What samples of a known fleet never need fails. */
final class PromptPorts {
    private PromptPorts() {}

    static IngestPorts of(ModelView model, TwinGateway twins, HistoryWriter history) {
        return new IngestPorts(
                new ModelSources(model),
                twins,
                history,
                refused -> unexpected(),
                report -> unexpected(),
                new IngestPorts.Silence(new NobodyAwaited(), overdue -> unexpected(), PromptPorts::unexpected),
                IngestProbe.NONE);
    }

    private static <T> CompletionStage<T> unexpected() {
        return CompletableFuture.failedFuture(
                new IllegalStateException("Expected nothing but samples that are new but got something else"));
    }

    private record ModelSources(ModelView model) implements SourceDirectory {
        @Override
        public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
            return model.assetOf(source, measuredAt);
        }

        @Override
        public CompletionStage<?> caughtUp() {
            return unexpected();
        }
    }

    private static final class NobodyAwaited implements FleetRegister {
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
            return unexpected();
        }
    }
}
