package dev.muster.assetmodel.view.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
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
public final class RandomHistory {
    private static final SignalName POWER = new SignalName("power");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int GROUPS = 5;
    private static final int ASSETS = 6;
    private static final int TYPES = 2;
    private static final int HOURS = 6;

    private final Random random;
    private final int systems;
    private final List<HierarchyId> hierarchies = List.of(new HierarchyId("geography"), new HierarchyId("owner"));

    /** Of an even seed: only people speak. */
    public RandomHistory(long seed) {
        random = new Random(seed);
        systems = seed % 2 == 0 ? 1 : ModelDriver.SYSTEMS.systems().size();
    }

    public Author author() {
        return new Author(new Principal("tester"), ModelDriver.SYSTEMS.systems().get(random.nextInt(systems)));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public Duration pause() {
        return Duration.ofMinutes(random.nextInt(90));
    }

    public <T> List<T> shuffled(List<T> things) {
        List<T> shuffled = new ArrayList<>(things);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    public ModelCommand next(Instant now) {
        return switch (random.nextInt(16)) {
            case 0 -> new ModelCommand.DefineType(type(), validity(now));
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
                        random.nextBoolean() ? List.of(placement(now)) : List.of(),
                        details(),
                        since(now));
            case 8 -> new ModelCommand.RetireAsset(asset(), around(now));
            case 9 -> new ModelCommand.PatchAsset(asset(), patch(now), validity(now));
            case 10 ->
                random.nextBoolean()
                        ? new ModelCommand.InstallDevice(asset(), installation(), validity(now))
                        : new ModelCommand.PutRuleGroup(group(), rule(), validity(now));
            case 11 -> properties(now);
            default -> new ModelCommand.PlaceAsset(asset(), placement(now));
        };
    }

    private ModelCommand properties(Instant now) {
        Properties said = new Properties(Map.of("firmware", "1." + random.nextInt(3)));
        return random.nextInt(3) == 0
                ? new ModelCommand.PutGroupProperties(new GroupKey(hierarchy(), group()), said, validity(now))
                : new ModelCommand.PutProperties(
                        asset(), PropertyKind.values()[random.nextInt(3)], said, validity(now));
    }

    /** Of a definition: mostly from now on, now and then from around the beginning of what has always been so. */
    private @Nullable Validity since(Instant now) {
        return switch (random.nextInt(12)) {
            case 0 -> Validity.from(Validity.BEGINNING.plus(Duration.ofHours(random.nextInt(4) - 2)));
            case 1, 2, 3, 4 -> validity(now);
            default -> null;
        };
    }

    private AssetDetails details() {
        return random.nextInt(3) > 0
                ? AssetDetails.NONE
                : new AssetDetails(
                        maybe("owner " + random.nextInt(2)),
                        maybe("custodian"),
                        random.nextBoolean() ? List.of() : List.of(asset()),
                        List.of());
    }

    private JsonNode patch(Instant now) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        switch (random.nextInt(5)) {
            case 0 -> patch.put("name", "patched " + random.nextInt(2));
            case 1 -> patch.put("retiredFrom", around(now).toString());
            case 2 -> patch.putNull("retiredFrom").putNull("details");
            case 3 ->
                patch.putObject("attributes")
                        .put("maker", "m" + random.nextInt(2))
                        .putNull(Daylight.LATITUDE);
            default -> patch.putObject("details").put("owner", "owner " + random.nextInt(2));
        }
        return patch;
    }

    private Installation installation() {
        return new Installation(new DeviceId("d" + random.nextInt(3)), null, Map.of());
    }

    private RuleGroup rule() {
        return new RuleGroup("rule", List.of(new Condition.OfType(typeId())));
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
