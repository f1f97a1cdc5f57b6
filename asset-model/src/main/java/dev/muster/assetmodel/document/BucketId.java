package dev.muster.assetmodel.document;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.HierarchyId;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names a writer. Each hierarchy has one of its own, so that nobody else can make a cycle in its tree; all types share one,
 * so that a signal's unit is decided in one place; all groups by rule share one too; assets are spread by a hash of their id.
 */
public record BucketId(String value) {
    private static final BucketId TYPES = new BucketId("types");
    private static final BucketId RULES = new BucketId("rules");
    private static final List<BucketId> ASSETS = IntStream.range(0, ModelLimits.ASSET_BUCKETS)
            .mapToObj(bucket -> new BucketId("assets-" + bucket))
            .toList();

    public static BucketId of(ModelCommand command) {
        if (command instanceof ModelCommand.DefineType) {
            return TYPES;
        }
        if (command instanceof ModelCommand.CreateHierarchy create) {
            return ofHierarchy(create.hierarchy());
        }
        if (command instanceof ModelCommand.PutGroup put) {
            return ofHierarchy(put.group().hierarchy());
        }
        if (command instanceof ModelCommand.PutAsset put) {
            return ofAsset(put.asset());
        }
        if (command instanceof ModelCommand.PlaceAsset place) {
            return ofAsset(place.asset());
        }
        if (command instanceof ModelCommand.RetireAsset retire) {
            return ofAsset(retire.asset());
        }
        if (command instanceof ModelCommand.PatchAsset patch) {
            return ofAsset(patch.asset());
        }
        if (command instanceof ModelCommand.InstallDevice install) {
            return ofAsset(install.asset());
        }
        if (command instanceof ModelCommand.PutProperties put) {
            return ofAsset(put.asset());
        }
        if (command instanceof ModelCommand.PutRuleGroup) {
            return RULES;
        }
        if (command instanceof ModelCommand.PutGroupProperties put) {
            return ofHierarchy(put.group().hierarchy());
        }
        throw new IllegalStateException("Expected a bucket for " + command.getClass());
    }

    /** Every bucket of a model with these hierarchies. */
    public static List<BucketId> all(Collection<HierarchyId> hierarchies) {
        return Stream.of(Stream.of(TYPES, RULES), hierarchies.stream().map(BucketId::ofHierarchy), ASSETS.stream())
                .flatMap(buckets -> buckets)
                .toList();
    }

    /** The bucket that writes the document with this key. */
    public static BucketId ofEntityKey(String entityKey) {
        int slash = entityKey.indexOf('/');
        String id = entityKey.substring(slash + 1);
        return switch (entityKey.substring(0, Math.max(slash, 0))) {
            case "type" -> TYPES;
            case "rule" -> RULES;
            case "hierarchy" -> ofHierarchy(new HierarchyId(id));
            case "group" -> ofHierarchy(new HierarchyId(id.substring(0, id.indexOf('|'))));
            case "asset" -> ofAsset(new AssetId(id));
            default -> throw new IllegalArgumentException("Expected the key of an entity but got '" + entityKey + "'");
        };
    }

    /** Whether this bucket's writer writes {@code document}: asked of every document of a model, therefore without making strings. */
    public boolean writes(Document document) {
        if (document instanceof AssetDocument asset) {
            return value.equals(ASSETS.get(hash(asset.asset())).value());
        }
        return equals(ofEntityKey(document.entityKey()));
    }

    private static BucketId ofHierarchy(HierarchyId hierarchy) {
        return new BucketId("hierarchy-" + hierarchy);
    }

    private static BucketId ofAsset(AssetId asset) {
        return ASSETS.get(hash(asset));
    }

    private static int hash(AssetId asset) {
        // String.hashCode is specified, so it is the same on every JVM and forever.
        return Math.floorMod(asset.value().hashCode(), ModelLimits.ASSET_BUCKETS);
    }

    @Override
    public String toString() {
        return value;
    }
}
