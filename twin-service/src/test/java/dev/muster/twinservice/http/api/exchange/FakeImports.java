package dev.muster.twinservice.http.api.exchange;

import static java.util.concurrent.CompletableFuture.completedFuture;

import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.exchange.ExchangeSettings;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.http.api.temporal.StoriedFleet;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Imports into a model whose writers say yes to everything and do nothing. */
public final class FakeImports {
    /** Of the first import. */
    public static final String ID = "import-1";

    public final List<ModelCommand> commands = new CopyOnWriteArrayList<>();
    public final ImportJobs jobs;
    private final AtomicInteger started = new AtomicInteger();
    private final StoriedFleet fleet = new StoriedFleet();

    public FakeImports(Clock clock) {
        jobs = new ImportJobs(
                fleet.view(),
                fleet.history(),
                this::execute,
                ExchangeSettings.from(ConfigFactory.defaultReference()),
                Precedence.MANUAL,
                clock,
                () -> "import-" + started.incrementAndGet());
    }

    public ModelHistory history() {
        return fleet.history();
    }

    private CompletionStage<List<ModelReply>> execute(List<List<ModelCommand>> lines, Author by) {
        lines.forEach(commands::addAll);
        // At a position that the view has long passed.
        return completedFuture(lines.stream()
                .<ModelReply>map(line -> new ModelReply.Applied(0, true))
                .toList());
    }
}
