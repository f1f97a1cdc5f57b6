package dev.muster.assetmodel.registry.bucket;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one writer holds: the documents of its bucket. Only events change it, or a document that is adopted as a whole. Not
 * thread-safe: one writer owns it.
 */
public final class BucketState implements Registered {
    private final Map<String, Document> documents = new HashMap<>();
    private final Map<GroupKey, Set<GroupId>> everBelow = new HashMap<>();
    private Instant lastRecordedAt = Instant.EPOCH;

    public static BucketState of(Collection<Document> documents) {
        BucketState state = new BucketState();
        documents.forEach(state::keep);
        return state;
    }

    /** The document as it is with {@code event}. */
    public Document apply(ModelEvent event) {
        Document next = EventApplier.apply(documents.get(EventApplier.entityKey(event)), event);
        keep(next);
        return next;
    }

    /** Takes over a document that came about elsewhere: another life of this bucket, whose events are lost. */
    public void adopt(Document document) {
        keep(document);
    }

    @Override
    public Instant lastRecordedAt() {
        return lastRecordedAt;
    }

    @Override
    public Optional<Document> document(String entityKey) {
        return Optional.ofNullable(documents.get(entityKey));
    }

    @Override
    public Collection<Document> documents() {
        return Collections.unmodifiableCollection(documents.values());
    }

    @Override
    public Collection<GroupId> everBelow(GroupKey parent) {
        return Collections.unmodifiableSet(everBelow.getOrDefault(parent, Set.of()));
    }

    private void keep(Document document) {
        documents.put(document.entityKey(), document);
        if (document.lastRecordedAt().isAfter(lastRecordedAt)) {
            lastRecordedAt = document.lastRecordedAt();
        }
        if (document instanceof GroupDocument group) {
            group.definition().facts().forEach(fact -> everBelow
                    .computeIfAbsent(
                            new GroupKey(group.group().hierarchy(), fact.value().parent()),
                            key -> new LinkedHashSet<>())
                    .add(group.group().group()));
        }
    }
}
