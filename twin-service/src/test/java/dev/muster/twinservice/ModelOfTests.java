package dev.muster.twinservice;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
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

/** A real view of a real model, without writers and changelog between a command and its effect. Time is the test's. */
public final class ModelOfTests {
    private static final Author TESTER = Author.of(new Principal("tester"));

    public final InMemoryModelView view = new InMemoryModelView();
    private final ModelRegistry registry = new ModelRegistry(
            new ViewReferences(view), new Precedence(List.of(SystemId.MANUAL, new SystemId("registry"))));
    private final Map<BucketId, BucketState> buckets = new HashMap<>();
    private Instant now;
    private long position = -1;

    public ModelOfTests(Instant now) {
        this.now = now;
        view.advance(now);
    }

    public void passTo(Instant later) {
        now = later;
        view.advance(now);
    }

    /** Fails when the model refuses. */
    public void execute(ModelCommand command) {
        executeAll(List.of(command));
    }

    /** As a writer answers. */
    public ModelReply write(ModelCommand command, Author author) {
        BucketState bucket = buckets.computeIfAbsent(BucketId.of(command), id -> new BucketState());
        Decision decision = registry.decide(command, bucket, now, author);
        if (decision instanceof Decision.Reject reject) {
            return reject.rejection();
        }
        List<Change> changes = new ArrayList<>();
        for (ModelEvent event : ((Decision.Accept) decision).events()) {
            changes.add(new Change(++position, bucket.apply(event)));
        }
        view.apply(changes);
        return new ModelReply.Applied(position, !changes.isEmpty());
    }

    /** Likewise of many at once, none of which needs another of them: that is much faster than one by one. */
    public void executeAll(List<ModelCommand> commands) {
        List<Change> changes = new ArrayList<>();
        for (ModelCommand command : commands) {
            BucketState bucket = buckets.computeIfAbsent(BucketId.of(command), id -> new BucketState());
            Decision decision = registry.decide(command, bucket, now, TESTER);
            if (!(decision instanceof Decision.Accept accept)) {
                throw new AssertionError("Expected %s to be accepted but got %s".formatted(command, decision));
            }
            for (ModelEvent event : accept.events()) {
                Document document = bucket.apply(event);
                changes.add(new Change(++position, document));
            }
        }
        view.apply(changes);
    }
}
