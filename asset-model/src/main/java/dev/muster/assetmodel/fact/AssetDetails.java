package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only some assets have. Lists are sorted and name each asset once.
 *
 * @param owner whose it is
 * @param custodian who holds and operates it
 * @param feeds the assets that it feeds: the relation points from here to them
 * @param predecessors the assets that it took the place of: several after a merge; a split has several successors
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AssetDetails(
        @Nullable String owner, @Nullable String custodian, List<AssetId> feeds, List<AssetId> predecessors) {
    public static final AssetDetails NONE = new AssetDetails(null, null, List.of(), List.of());

    @JsonCreator
    public AssetDetails {
        feeds = sorted(feeds);
        predecessors = sorted(predecessors);
    }

    private static List<AssetId> sorted(@Nullable List<AssetId> assets) {
        if (assets == null) {
            return List.of();
        }
        assets.forEach(asset -> Objects.requireNonNull(asset, "Expected assets but one is null"));
        return assets.stream().sorted().distinct().toList();
    }

    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** What JSON leaves out, so that an asset without details has the bytes that it always had. Jackson asks {@code equals}. */
    static final class None {
        @Override
        public boolean equals(@Nullable Object value) {
            return value == null || NONE.equals(value);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
