package dev.muster.assetmodel.registry.bucket;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A bucket as it would be with events that are not recorded yet. What lies beneath is left alone, and must stay as it is. */
public final class BucketDraft implements Registered {
    private final Registered beneath;
    private final Map<String, Document> changed = new HashMap<>();
    private final Map<GroupKey, Set<GroupId>> newBelow = new HashMap<>();
    private int created;
    private Instant lastRecordedAt;

    public BucketDraft(Registered beneath) {
        this.beneath = beneath;
        this.lastRecordedAt = beneath.lastRecordedAt();
    }

    public void apply(ModelEvent event) {
        String key = EventApplier.entityKey(event);
        Document before = document(key).orElse(null);
        Document next = EventApplier.apply(before, event);
        created += before == null ? 1 : 0;
        changed.put(key, next);
        Instant recordedAt = event.recorded().recordedAt();
        lastRecordedAt = recordedAt.isAfter(lastRecordedAt) ? recordedAt : lastRecordedAt;
        if (event instanceof ModelEvent.GroupPlaced placed && next instanceof GroupDocument group) {
            GroupKey parent =
                    new GroupKey(group.group().hierarchy(), placed.definition().parent());
            newBelow.computeIfAbsent(parent, any -> new LinkedHashSet<>())
                    .add(group.group().group());
        }
    }

    @Override
    public Optional<Document> document(String entityKey) {
        Document document = changed.get(entityKey);
        return document == null ? beneath.document(entityKey) : Optional.of(document);
    }

    @Override
    public Collection<Document> documents() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<Document> iterator() {
                return Stream.concat(
                                beneath.documents().stream()
                                        .filter(document -> !changed.containsKey(document.entityKey())),
                                changed.values().stream())
                        .iterator();
            }

            @Override
            public int size() {
                return beneath.documents().size() + created;
            }
        };
    }

    @Override
    public Collection<GroupId> everBelow(GroupKey parent) {
        Set<GroupId> more = newBelow.get(parent);
        if (more == null) {
            return beneath.everBelow(parent);
        }
        Set<GroupId> all = new LinkedHashSet<>(beneath.everBelow(parent));
        all.addAll(more);
        return all;
    }

    @Override
    public Instant lastRecordedAt() {
        return lastRecordedAt;
    }
}
