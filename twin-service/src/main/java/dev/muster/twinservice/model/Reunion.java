package dev.muster.twinservice.model;

import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a writer and the changelog differ, and the next step towards each other. Of two documents of one entity the one with the
 * higher revision holds everything that the other does, as long as nobody has written to a restored journal that does not know what
 * the changelog holds: that is why a node does not start on such a pair.
 *
 * @param lacking entity keys of what was published and is not there, or only in an older form
 * @param unknown what is there and newer than what the writer has
 */
record Reunion(List<String> lacking, List<Document> unknown) {
    static final Reunion NONE = new Reunion(List.of(), List.of());

    /** An event is one row; all rows of a step go in one statement. */
    private static final int ADOPTED_AT_ONCE = 20;

    private static final int PUBLISHED_AT_ONCE = 1_000;

    /**
     * {@code view}: has read the changelog to its end. What still is to be published is not missing there, but for whoever waits
     * until both agree.
     */
    static Reunion of(BucketId bucket, WriterState state, InMemoryModelView view, boolean unite) {
        List<Document> unknown = new ArrayList<>();
        Map<String, Long> published = new HashMap<>();
        view.documents().filter(bucket::writes).forEach(document -> {
            String key = document.entityKey();
            published.put(key, document.revision());
            if (state.bucket().document(key).map(Document::revision).orElse(0L) < document.revision()) {
                unknown.add(document);
            }
        });
        List<String> lacking = state.bucket().documents().stream()
                .filter(mine -> published.getOrDefault(mine.entityKey(), -1L) < mine.revision())
                .map(Document::entityKey)
                .filter(key -> unite || !state.outbox().isUnpublished(key))
                .toList();
        return new Reunion(lacking, unknown);
    }

    /** Answers {@code compare}; the next step, if one is wanted: what to journal, and in the outbox what to publish. */
    static List<WriterEvent> step(
            BucketId bucket, WriterState state, InMemoryModelView view, ModelWriter.Compare compare, boolean reached) {
        Outbox outbox = state.outbox();
        long known = outbox.position();
        // What was published a moment ago, and this node has not read yet, would seem to be lacking: that harms only
        // who asks.
        boolean comparable = reached && (compare.unite() || known <= view.position());
        Reunion reunion = comparable ? of(bucket, state, view, compare.unite()) : NONE;
        compare.replyTo()
                .tell(new ModelWriter.Compared(comparable, reunion.lacking.size(), reunion.unknown.size(), known));
        return comparable && compare.unite() ? reunion.step(outbox, compare.end()) : List.of();
    }

    private List<WriterEvent> step(Outbox outbox, long end) {
        lacking.stream().limit(PUBLISHED_AT_ONCE).forEach(outbox::again);
        List<WriterEvent> events = new ArrayList<>();
        if (outbox.position() > end) {
            events.add(new WriterEvent.Rebased(end));
        }
        unknown.stream().limit(ADOPTED_AT_ONCE).forEach(document -> events.add(new WriterEvent.Adopted(document)));
        return events;
    }
}
