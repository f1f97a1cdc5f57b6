package dev.muster.assetmodel.registry.bucket;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What a bucket holds, to be read only: deciding cannot change it. Complete and exact for what the bucket writes. */
public interface Registered {
    Optional<Document> document(String entityKey);

    /** All documents, in no particular order. */
    Collection<Document> documents();

    /** Groups that stand, stood or will stand right below {@code parent}: a superset for any one time. */
    Collection<GroupId> everBelow(GroupKey parent);

    /** Facts recorded from here on must not look older than this, whatever the clock says. */
    Instant lastRecordedAt();

    default Optional<TypeDocument> type(TypeId id) {
        return document(TypeDocument.entityKey(id)).map(TypeDocument.class::cast);
    }

    default Optional<HierarchyDocument> hierarchy(HierarchyId id) {
        return document(HierarchyDocument.entityKey(id)).map(HierarchyDocument.class::cast);
    }

    default Optional<GroupDocument> group(GroupKey group) {
        return document(GroupDocument.entityKey(group)).map(GroupDocument.class::cast);
    }

    default Optional<AssetDocument> asset(AssetId asset) {
        return document(AssetDocument.entityKey(asset)).map(AssetDocument.class::cast);
    }
}
