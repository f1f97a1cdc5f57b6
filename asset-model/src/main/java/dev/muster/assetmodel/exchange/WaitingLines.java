package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.registry.bucket.References;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines that cannot be done yet, by the key of the first entity that they refer to and that is not there. */
final class WaitingLines {
    /** For lines that lack nothing that has a name: they get their turn at the end. */
    private static final String NOTHING = "";

    private final long bytesMax;
    private final Map<String, List<Waiting>> byMissing = new HashMap<>();
    private long bytes;
    private int size;

    /** @param why it was refused last */
    record Waiting(EntityLine line, boolean creates, ModelReply.Rejected why) {}

    WaitingLines(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** {@code false}: there is no room. */
    boolean add(Waiting waiting, References references) {
        if (bytes + waiting.line().bytes() > bytesMax) {
            return false;
        }
        bytes += waiting.line().bytes();
        size++;
        String missing = missing(waiting.line().commands(), references);
        byMissing
                .computeIfAbsent(missing == null ? NOTHING : missing, key -> new ArrayList<>())
                .add(waiting);
        return true;
    }

    /** Takes out who waited for this entity. */
    List<Waiting> freedBy(String entityKey) {
        List<Waiting> freed = byMissing.remove(entityKey);
        if (freed == null) {
            return List.of();
        }
        forget(freed);
        return freed;
    }

    /** Takes out everybody, in the order of lines. */
    List<Waiting> takeAll() {
        List<Waiting> all = byMissing.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(waiting -> waiting.line().number()))
                .toList();
        byMissing.clear();
        forget(all);
        return all;
    }

    int size() {
        return size;
    }

    private void forget(List<Waiting> gone) {
        size -= gone.size();
        gone.forEach(waiting -> bytes -= waiting.line().bytes());
    }

    private static @Nullable String missing(List<ModelCommand> commands, References references) {
        for (ModelCommand command : commands) {
            String missing = null;
            if (command instanceof PutGroup put) {
                missing = missing(put.group().hierarchy(), put.parent(), references);
            } else if (command instanceof PlaceAsset place) {
                missing = missing(place.placement(), references);
            } else if (command instanceof PutAsset put) {
                if (references.type(put.type()).isEmpty()) {
                    return TypeDocument.entityKey(put.type());
                }
                for (Placement placement : put.placements()) {
                    missing = missing == null ? missing(placement, references) : missing;
                }
                missing = missing == null ? missing(put.details(), references) : missing;
            }
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private static @Nullable String missing(AssetDetails details, References references) {
        return Stream.concat(details.feeds().stream(), details.predecessors().stream())
                .filter(other -> !references.hasAsset(other))
                .map(AssetDocument::entityKey)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String missing(Placement placement, References references) {
        return missing(placement.hierarchy(), placement.group(), references);
    }

    private static @Nullable String missing(HierarchyId hierarchy, @Nullable GroupId group, References references) {
        if (!references.hasHierarchy(hierarchy)) {
            return HierarchyDocument.entityKey(hierarchy);
        }
        if (group == null || group.equals(GroupKey.ROOT)) {
            return null;
        }
        GroupKey key = new GroupKey(hierarchy, group);
        return references.hasGroup(key) ? null : GroupDocument.entityKey(key);
    }
}
