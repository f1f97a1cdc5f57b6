package dev.muster.aggregation.fleet;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.registry.ModelRegistry;
import dev.muster.assetmodel.registry.bucket.BucketState;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.memory.ViewReferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real model of a node, with its writers beside it. Not thread-safe, its {@link #view} is. */
public final class LiveModel {
    private static final Author TESTER = Author.of(new Principal("tester"));

    private final InMemoryModelView view = new InMemoryModelView();
    private final ModelRegistry registry = new ModelRegistry(new ViewReferences(view), Precedence.MANUAL);
    private final Map<BucketId, BucketState> buckets = new HashMap<>();

    public InMemoryModelView view() {
        return view;
    }

    /** What is recorded is seen when this returns. */
    public void execute(Instant at, ModelCommand command) {
        BucketState bucket = buckets.computeIfAbsent(BucketId.of(command), id -> new BucketState());
        if (!(registry.decide(command, bucket, at, TESTER) instanceof Decision.Accept accepted)) {
            throw new IllegalArgumentException("Expected a command that is accepted but got " + command);
        }
        List<Change> changes = new ArrayList<>();
        for (ModelEvent event : accepted.events()) {
            changes.add(new Change(view.position() + 1 + changes.size(), bucket.apply(event)));
        }
        view.apply(changes);
    }
}
