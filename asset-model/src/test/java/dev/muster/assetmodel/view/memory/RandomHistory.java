package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.fact.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Always;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A seeded stream of commands over few ids, so that moves, cycles, closings and corrections meet each other often. */
final class RandomHistory {
    private static final SignalName POWER = new SignalName("power");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int GROUPS = 5;
    private static final int ASSETS = 6;
    private static final int TYPES = 2;
    private static final int HOURS = 6;

    private final Random random;
    private final List<HierarchyId> hierarchies = List.of(new HierarchyId("geography"), new HierarchyId("owner"));

    RandomHistory(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Duration pause() {
        return Duration.ofMinutes(random.nextInt(90));
    }

    <T> List<T> shuffled(List<T> things) {
        List<T> shuffled = new ArrayList<>(things);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    ModelCommand next(Instant now) {
        return switch (random.nextInt(12)) {
            case 0 -> new ModelCommand.DefineType(type());
            case 1 -> new ModelCommand.CreateHierarchy(hierarchy(), "name " + random.nextInt(3));
            case 2, 3, 4 ->
                new ModelCommand.PutGroup(
                        new GroupKey(hierarchy(), group()), "name " + random.nextInt(2), maybe(group()), validity(now));
            case 5, 6, 7 ->
                new ModelCommand.PutAsset(
                        asset(),
                        "name",
                        typeId(),
                        null,
                        random.nextInt(3) == 0 ? Map.of(POWER, range()) : Map.of(),
                        attributes(),
                        random.nextInt(8) == 0 ? around(now) : null,
                        random.nextBoolean() ? List.of(placement(now)) : List.of());
            case 8 -> new ModelCommand.RetireAsset(asset(), around(now));
            default -> new ModelCommand.PlaceAsset(asset(), placement(now));
        };
    }

    private AssetType type() {
        Signal power = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                random.nextBoolean() ? SignConvention.GENERATION : SignConvention.LOAD,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5 + random.nextInt(2)),
                maybe(range()),
                random.nextInt(4) != 0);
        return new AssetType(typeId(), "type", Duration.ofSeconds(30), List.of(power), expectation());
    }

    private ExpectationSchedule expectation() {
        return switch (random.nextInt(4)) {
            case 0 -> new Daylight();
            case 1 -> new Daily(ZONE, List.of(window()));
            case 2 -> new Daily(ZONE, List.of(window(), window()));
            default -> new Always();
        };
    }

    private Window window() {
        int from = random.nextInt(24);
        return new Window(LocalTime.of(from, 0), LocalTime.of((from + 1 + random.nextInt(2 * HOURS)) % 24, 0));
    }

    private Map<String, String> attributes() {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of(Daylight.LATITUDE, "51.4779", Daylight.LONGITUDE, "-0.0015");
            case 1 -> Map.of(Daylight.LATITUDE, "-33.87", Daylight.LONGITUDE, "151.21");
            default -> Map.of();
        };
    }

    private Placement placement(Instant now) {
        Validity validity = validity(now);
        GroupId group = random.nextInt(6) == 0 ? GroupKey.ROOT : group();
        return validity == null
                ? Placement.now(hierarchy(), group)
                : new Placement(hierarchy(), group, validity.validFrom(), validity.validTo());
    }

    private @Nullable Validity validity(Instant now) {
        if (random.nextBoolean()) {
            return null;
        }
        Instant from = around(now);
        return new Validity(from, maybe(from.plus(Duration.ofHours(1 + random.nextInt(HOURS)))));
    }

    private Instant around(Instant now) {
        return now.plus(Duration.ofMinutes(30L * (random.nextInt(4 * HOURS) - HOURS)));
    }

    private Range range() {
        int min = random.nextInt(5) - 3;
        return new Range(min, min + random.nextInt(9));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private HierarchyId hierarchy() {
        return hierarchies.get(random.nextInt(hierarchies.size()));
    }

    private GroupId group() {
        return new GroupId("g" + random.nextInt(GROUPS));
    }

    private AssetId asset() {
        return new AssetId("a" + random.nextInt(ASSETS));
    }

    private TypeId typeId() {
        return new TypeId("t" + random.nextInt(TYPES));
    }
}
