package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Source systems say different things of one field at one moment.
 *
 * @param field by its JSON path, for example {@code attributes.maker}
 * @param said by each system that says something; the first governs
 */
public record Conflict(String field, List<Said> said) {
    public Conflict {
        said = List.copyOf(said);
    }

    /**
     * What one system says.
     *
     * @param value {@code null}: that there is none
     */
    public record Said(@Nullable Object value, Validity validity, Recorded recorded) {}

    /** All conflicts about one entity: an asset, or else a group. */
    public record OfEntity(
            @Nullable AssetId asset, @Nullable GroupKey group, List<Conflict> conflicts) {
        public OfEntity {
            conflicts = List.copyOf(conflicts);
        }
    }
}
