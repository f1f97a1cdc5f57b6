package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Real deciders and a real view without actors, journal and changelog in between; what is done is visible when it is answered,
 * on the thread of {@code executor}. Its clock is the test's.
 */
public final class DirectModel extends Clock implements ModelBatches {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    public static final Precedence SYSTEMS =
            new Precedence(List.of(SystemId.MANUAL, new SystemId("registry"), new SystemId("scada")));

    public final InMemoryModelView view = new InMemoryModelView();
    private final ModelRegistry registry = new ModelRegistry(new ViewReferences(view), SYSTEMS);
    private final Map<BucketId, BucketState> buckets = new HashMap<>();
    private final Executor executor;
    private volatile Instant now = START;
    private long position = -1;
    private int events;

    /** Whose writers answer at once. */
    public DirectModel() {
        this(Runnable::run);
    }

    public DirectModel(Executor executor) {
        this.executor = executor;
        view.advance(now);
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
        view.advance(now);
    }

    public boolean execute(ModelCommand command) {
        return execute(List.of(List.of(command)), Author.of(new Principal("tester")))
                        .toCompletableFuture()
                        .join()
                        .get(0)
                instanceof Applied;
    }

    @Override
    public CompletionStage<List<ModelReply>> execute(List<List<ModelCommand>> lines, Author by) {
        return CompletableFuture.supplyAsync(() -> decide(lines, by), executor);
    }

    /** Events that were ever recorded. */
    public synchronized int events() {
        return events;
    }

    private synchronized List<ModelReply> decide(List<List<ModelCommand>> lines, Author by) {
        BucketState bucket = buckets.computeIfAbsent(BucketId.of(lines.get(0).get(0)), id -> new BucketState());
        List<ModelReply> replies = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (Decision decision : registry.decideEach(lines, bucket, now, by)) {
            if (decision instanceof Decision.Reject reject) {
                replies.add(reject.rejection());
                continue;
            }
            List<ModelEvent> recorded = ((Decision.Accept) decision).events();
            for (ModelEvent event : recorded) {
                Document document = bucket.apply(event);
                changes.add(new Change(++position, document));
                events++;
            }
            replies.add(new Applied(position, !recorded.isEmpty()));
        }
        if (!changes.isEmpty()) {
            view.apply(changes);
        }
        return replies;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A test's clock is in UTC");
    }
}
