package dev.muster.ingest;

import dev.muster.assetmodel.identity.AssetId;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: hands observations to the twin of an asset, wherever in the cluster it lives. */
@FunctionalInterface
public interface TwinGateway {
    /**
     * One message per asset and batch. Answers with exactly one verdict per observation, in their order. A failure or a
     * missing answer means that nobody knows whether the twin took them: ingest asks again, and the twin then says
     * {@link Verdict.Duplicate} for what it had taken.
     */
    CompletionStage<List<Verdict>> observe(AssetId asset, List<Observation> observations);
}
