package dev.muster.twinservice.twin;

import com.typesafe.config.Config;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.Observation;
import dev.muster.ingest.TwinGateway;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.counter.ContinuedCounters;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The twins of all assets without their actors and their journal: each answers at once. Used by one thread. */
public final class InProcessTwins implements TwinGateway {
    private final Map<AssetId, Twin> twins = new HashMap<>();
    private final ModelView model;
    private final ContinuedCounters counters;
    private final TwinSettings.Judging settings;
    private final Consumer<MemberUpdate> toAggregation;
    private final Clock clock;

    public InProcessTwins(ModelView model, Config settings, Consumer<MemberUpdate> toAggregation, Clock clock) {
        this.model = model;
        this.counters = new ContinuedCounters(model);
        this.settings = TwinSettings.from(settings).judging();
        this.toAggregation = toAggregation;
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<Verdict>> observe(AssetId asset, List<Observation> observations) {
        Twin twin = twins.computeIfAbsent(asset, id -> new Twin(new TwinLogic(id, model, counters, settings)));
        Judgement judgement = twin.logic.judge(twin.lifecycle, observations, clock.instant());
        if (!judgement.events().isEmpty()) {
            twin.lifecycle = twin.lifecycle.applyAll(judgement.events());
            twin.journaled += judgement.events().size();
            twin.status = TwinLogic.status(twin.lifecycle.state(), twin.journaled);
        }
        if (judgement.advanced() || !judgement.events().isEmpty()) {
            toAggregation.accept(new MemberUpdate(asset, twin.logic.registers(twin.status)));
        }
        return CompletableFuture.completedFuture(judgement.decided());
    }

    private static final class Twin {
        private final TwinLogic logic;
        private Lifecycle lifecycle = Lifecycle.NEW;
        private long journaled;
        private @Nullable StatusRegister status;

        Twin(TwinLogic logic) {
            this.logic = logic;
        }
    }
}
