package dev.muster.aggregation.query;

import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.rollup.ChildSince;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Since when groups are silent that do not list their members themselves. Their parents know, and have mostly said so
 * on the way down; a page that begins in the middle of a silent group asks its parent. What is under a group that is
 * silent itself is silent since then, for nobody else would have heard of it. For one page; not thread-safe.
 */
final class SilentGroups {
    private final Queries queries;
    private final SignalName signal;
    private final Map<GroupKey, ChildSince> said = new HashMap<>();
    private final Set<GroupKey> silent = new HashSet<>();

    SilentGroups(Queries queries, SignalName signal) {
        this.queries = queries;
        this.signal = signal;
    }

    /** What a parent says of its children. */
    void take(GroupReply.MissingPart part) {
        if (part.childrenSince().size() != part.children().size()) {
            return;
        }
        for (int i = 0; i < part.children().size(); i++) {
            said.put(part.children().get(i), part.childrenSince().get(i));
        }
    }

    /** It did not answer, or not as one that knows itself. Empty: nobody knows since when. */
    CompletionStage<Optional<ChildSince>> since(GroupKey group) {
        silent.add(group);
        ChildSince known = said.get(group);
        if (known != null) {
            return CompletableFuture.completedStage(Optional.of(known));
        }
        Optional<Roster> parent =
                queries.model().roster(group).map(Roster::parent).flatMap(queries.model()::roster);
        if (parent.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        if (silent.contains(parent.get().group())) {
            return since(parent.get().group());
        }
        return ask(parent.get(), group);
    }

    private CompletionStage<Optional<ChildSince>> ask(Roster parent, GroupKey group) {
        return queries.groups()
                .ask(
                        parent.group(),
                        replyTo -> new GroupMessage.ListMissing(
                                signal,
                                null,
                                0,
                                before(group, parent),
                                queries.settings().childrenPerMessageMax(),
                                replyTo),
                        queries.settings().timeout())
                .handleAsync(
                        (reply, failure) -> {
                            if (reply instanceof GroupReply.MissingPart part) {
                                take(part);
                                return CompletableFuture.completedStage(Optional.ofNullable(said.get(group)));
                            }
                            return since(parent.group());
                        },
                        queries.executor())
                .thenCompose(since -> since);
    }

    private static @Nullable GroupKey before(GroupKey group, Roster parent) {
        SortedMap<GroupKey, Subtree> earlier = parent.children().headMap(group);
        return earlier.isEmpty() ? null : earlier.lastKey();
    }
}
