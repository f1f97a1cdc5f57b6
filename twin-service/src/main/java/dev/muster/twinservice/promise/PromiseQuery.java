package dev.muster.twinservice.promise;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which promises are asked for, the oldest first.
 *
 * @param asset {@code null}: any
 * @param group at any depth below it now; {@code null}: any
 * @param after {@code null}: from the oldest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromiseQuery(
        Promise.State state,
        @Nullable AssetId asset,
        @Nullable GroupKey group,
        @Nullable Position after,
        int limit) {
    /** Behind which to go on. */
    public record Position(Instant since, PromiseKey key) {
        public static Position of(Promise promise) {
            return new Position(promise.since(), promise.key());
        }

        boolean isBefore(Promise promise) {
            int order = since.compareTo(promise.since());
            return order < 0 || (order == 0 && key.compareTo(promise.key()) < 0);
        }
    }

    /** Port: asks all keepers. Fails when one of them does not answer: a part would look like the whole. */
    public interface Reader {
        CompletionStage<List<Promise>> find(PromiseQuery query);
    }

    /** Who of {@code assets} is below the group in question. */
    interface Below {
        Set<AssetId> of(GroupKey group, Collection<AssetId> assets);
    }

    List<Promise> of(Collection<Promise> promises, Below below) {
        List<Promise> found = promises.stream()
                .filter(promise -> promise.state() == state
                        && (asset == null || asset.equals(promise.asset()))
                        && (after == null || after.isBefore(promise)))
                .toList();
        if (group != null) {
            Set<AssetId> members =
                    below.of(group, found.stream().map(Promise::asset).collect(Collectors.toSet()));
            found = found.stream()
                    .filter(promise -> members.contains(promise.asset()))
                    .toList();
        }
        return first(found.stream());
    }

    /** The first of what several keepers found. */
    List<Promise> merged(Collection<List<Promise>> found) {
        return first(found.stream().flatMap(List::stream));
    }

    private List<Promise> first(Stream<Promise> promises) {
        return promises.sorted(Promise.OLDEST_FIRST).limit(limit).toList();
    }
}
