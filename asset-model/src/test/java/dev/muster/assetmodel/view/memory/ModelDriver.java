package dev.muster.assetmodel.view.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.registry.ModelRegistry;
import dev.muster.assetmodel.registry.bucket.BucketState;
import dev.muster.assetmodel.registry.decision.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All writers and one view in one place, without actors, Kafka or a clock of their own: time is set by the test. */
public final class ModelDriver {
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    public static final Precedence SYSTEMS =
            new Precedence(List.of(SystemId.MANUAL, new SystemId("registry"), new SystemId("scada")));

    private static final Author TESTER = Author.of(new Principal("tester"));

    public final InMemoryModelView view = new InMemoryModelView();
    private final Map<BucketId, BucketState> buckets = new HashMap<>();
    private final ModelRegistry registry = new ModelRegistry(new ViewReferences(view), SYSTEMS);
    private final Map<String, Document> latest = new LinkedHashMap<>();
    private final List<Change> unseen = new ArrayList<>();
    private Instant now = START;
    private long position = -1;

    public Instant now() {
        return now;
    }

    public void passes(Duration time) {
        now = now.plus(time);
        view.advance(now);
    }

    /** Decides, and on acceptance records and publishes; the view has not seen it yet. */
    public Decision decide(ModelCommand command) {
        return decide(command, TESTER);
    }

    public Decision decide(ModelCommand command, Author author) {
        BucketState bucket = buckets.computeIfAbsent(BucketId.of(command), id -> new BucketState());
        Decision decision = registry.decide(command, bucket, now, author);
        if (decision instanceof Decision.Accept accept) {
            for (ModelEvent event : accept.events()) {
                Document document = bucket.apply(event);
                latest.put(document.entityKey(), document);
                unseen.add(new Change(++position, document));
            }
        }
        return decision;
    }

    public void catchUp() {
        view.apply(unseen);
        unseen.clear();
    }

    /** Executes what has to be accepted; returns what was recorded. */
    public List<ModelEvent> accepted(ModelCommand command) {
        Decision decision = decide(command);
        catchUp();
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept) decision).events();
    }

    /** Executes what has to be rejected; returns the rejection. */
    public Rejected rejected(ModelCommand command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    /** What a compacted changelog holds. */
    public List<Document> latest() {
        return List.copyOf(latest.values());
    }
}
