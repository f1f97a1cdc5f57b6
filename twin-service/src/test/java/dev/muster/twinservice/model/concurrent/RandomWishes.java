package dev.muster.twinservice.model.concurrent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one writer wishes, one after the other: groups and assets are few, so that writers get into each other's way. Each wish
 * has a principal of its own, by which its traces are found.
 */
public final class RandomWishes {
    public static final TypeId TYPE = new TypeId("wind-turbine");
    public static final List<HierarchyId> HIERARCHIES = List.of(new HierarchyId("geography"), new HierarchyId("owner"));

    /** The order in which they are believed. */
    public static final List<SystemId> SYSTEMS =
            List.of(SystemId.MANUAL, new SystemId("registry"), new SystemId("scada"));

    private static final int GROUPS = 8;
    private static final int ASSETS = 10;
    private static final int GRID = 12;
    private static final Instant GRID_START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration GRID_STEP = Duration.ofDays(30);

    private final Random random;
    private final String name;
    private int number;

    public RandomWishes(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /** One command, of somebody who never wishes anything else. */
    public record Wish(ModelCommand command, Author author) {}

    public Wish next() {
        Author author = new Author(new Principal(name + "/" + number++), SYSTEMS.get(random.nextInt(SYSTEMS.size())));
        int kind = random.nextInt(20);
        return new Wish(kind < 8 ? putGroup() : ofAsset(kind), author);
    }

    /** Instants at which most validities begin and end. */
    public static List<Instant> grid() {
        return IntStream.range(0, GRID).mapToObj(RandomWishes::gridAt).toList();
    }

    private ModelCommand putGroup() {
        HierarchyId hierarchy = hierarchy();
        GroupId parent = random.nextInt(5) == 0 ? null : group();
        return new ModelCommand.PutGroup(
                new GroupKey(hierarchy, group()), "Name " + random.nextInt(3), parent, validity());
    }

    private ModelCommand ofAsset(int kind) {
        AssetId asset = new AssetId("A-" + random.nextInt(ASSETS));
        return switch (kind) {
            case 8, 9, 10, 11 -> new ModelCommand.PlaceAsset(asset, placement(hierarchy()));
            case 12, 13, 14 -> putAsset(asset);
            case 15 -> new ModelCommand.RetireAsset(asset, gridAt(random.nextInt(GRID)));
            case 16 ->
                new ModelCommand.PatchAsset(
                        asset,
                        JsonNodeFactory.instance
                                .objectNode()
                                .set(
                                        "attributes",
                                        JsonNodeFactory.instance.objectNode().put("maker", "M" + number)),
                        validity());
            case 17 ->
                new ModelCommand.InstallDevice(
                        asset, new Installation(new DeviceId("SN-" + number), null, Map.of()), validity());
            default ->
                new ModelCommand.PutProperties(
                        asset,
                        PropertyKind.values()[random.nextInt(PropertyKind.values().length)],
                        new Properties(Map.of("firmware", "2." + random.nextInt(4))),
                        validity());
        };
    }

    private ModelCommand putAsset(AssetId asset) {
        AssetDetails details = random.nextBoolean()
                ? AssetDetails.NONE
                : new AssetDetails("Owner " + random.nextInt(3), null, List.of(), List.of());
        List<Placement> placements = random.nextBoolean()
                ? List.of()
                : HIERARCHIES.stream().map(this::placement).toList();
        return new ModelCommand.PutAsset(
                asset,
                "Asset " + random.nextInt(3),
                TYPE,
                null,
                Map.of(new SignalName("power"), new Range(0, 1 + random.nextInt(3))),
                Map.of("number", String.valueOf(number)),
                null,
                placements,
                details,
                random.nextInt(3) == 0 ? null : validity());
    }

    private Placement placement(HierarchyId hierarchy) {
        Validity validity = validity();
        return validity == null
                ? new Placement(hierarchy, group(), null, null)
                : new Placement(hierarchy, group(), validity.validFrom(), validity.validTo());
    }

    private @Nullable Validity validity() {
        if (random.nextInt(10) == 0) {
            return null;
        }
        int from = random.nextInt(GRID - 1);
        boolean open = random.nextInt(3) == 0;
        return new Validity(gridAt(from), open ? null : gridAt(from + 1 + random.nextInt(GRID - 1 - from)));
    }

    private HierarchyId hierarchy() {
        return HIERARCHIES.get(random.nextInt(HIERARCHIES.size()));
    }

    private GroupId group() {
        return new GroupId("g" + random.nextInt(GROUPS));
    }

    private static Instant gridAt(int step) {
        return GRID_START.plus(GRID_STEP.multipliedBy(step));
    }
}
