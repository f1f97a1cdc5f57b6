package dev.muster.twinservice.http.api;

import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import dev.muster.assetmodel.view.device.Devices;
import dev.muster.twinservice.http.api.temporal.StoriedFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A model that never changes: three turbines, one with an id as real registers hold them, in one group. */
class SampleFleet implements ModelView {
    static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    static final TypeId TYPE = new TypeId("wind-turbine");
    static final SignalName POWER = new SignalName("power");
    static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final GroupKey NORTH = new GroupKey(GEOGRAPHY, new GroupId("north"));
    static final AssetId PLAIN = new AssetId("WT-07");
    static final AssetId ODD = new AssetId("W/HOE#1");

    private static final List<AssetId> IDS = List.of(ODD, PLAIN, new AssetId("WT-08"));
    private static final List<CommandDefinition> COMMANDS = List.of(
            new CommandDefinition(
                    new CommandName("setPower"),
                    "Set power",
                    List.of(Parameter.number("megawatts", "Power", "MW", new Range(0, 10))
                            .within(POWER)),
                    "power"),
            new CommandDefinition(new CommandName("release"), "Release", List.of(), null));
    private static final AssetType WIND_TURBINE = new AssetType(
                    TYPE,
                    "Wind turbine",
                    Duration.ofSeconds(30),
                    List.of(
                            Signal.atIntervals(
                                    POWER,
                                    "MW",
                                    SignalKind.GAUGE,
                                    SignConvention.GENERATION,
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(7),
                                    new Range(-1, 10),
                                    true),
                            Signal.atIntervals(
                                    new SignalName("wind_speed"),
                                    "m/s",
                                    SignalKind.GAUGE,
                                    SignConvention.GENERATION,
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(7),
                                    null,
                                    false)))
            .with(
                    COMMANDS,
                    new SetPointControl(
                            POWER,
                            new CommandName("setPower"),
                            new CommandName("release"),
                            POWER,
                            null,
                            0.1,
                            0.05,
                            null,
                            Duration.ofSeconds(60)));

    private final Devices devices = new StoriedFleet().view().devices();

    @Override
    public long position() {
        return 7;
    }

    @Override
    public CompletionStage<Boolean> reached(long position, Duration within) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        return IDS.contains(id)
                ? Optional.of(new Asset(
                        id,
                        "Turbine " + id,
                        TYPE,
                        new SourceId(id.value()),
                        Map.of(POWER, new Range(0, 3)),
                        Map.of("manufacturer", "Exämple"),
                        null,
                        new Recorded(NOW, new Principal("ada"))))
                : Optional.empty();
    }

    @Override
    public Optional<AssetType> type(TypeId id) {
        return id.equals(TYPE) ? Optional.of(WIND_TURBINE) : Optional.empty();
    }

    @Override
    public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        return IDS.stream().filter(id -> id.value().equals(source.value())).findFirst();
    }

    /** Of another fleet, whose ids are the same. */
    @Override
    public Devices devices() {
        return devices;
    }

    @Override
    public List<Asset> assets(@Nullable AssetId after, int limit) {
        return IDS.stream()
                .filter(id -> after == null || id.compareTo(after) > 0)
                .limit(limit)
                .map(id -> asset(id).orElseThrow())
                .toList();
    }

    @Override
    public List<AssetType> types() {
        return List.of(WIND_TURBINE);
    }

    @Override
    public List<HierarchyId> hierarchies() {
        return List.of(GEOGRAPHY);
    }

    @Override
    public Optional<String> hierarchyName(HierarchyId hierarchy) {
        return hierarchy.equals(GEOGRAPHY) ? Optional.of("Geography") : Optional.empty();
    }

    @Override
    public List<Group> groups(HierarchyId hierarchy) {
        return List.of(
                new Group(NORTH, "North", GroupKey.ROOT, Validity.from(NOW)),
                new Group(GroupKey.root(GEOGRAPHY), "Geography", null, Validity.from(Validity.BEGINNING)));
    }

    @Override
    public Optional<Group> group(GroupKey key) {
        return groups(key.hierarchy()).stream()
                .filter(group -> group.key().equals(key))
                .findFirst();
    }

    @Override
    public Optional<Roster> roster(GroupKey group) {
        return group(group)
                .map(known -> new Roster(
                        group,
                        known.name(),
                        known.parent() == null ? null : new GroupKey(GEOGRAPHY, known.parent()),
                        new TreeMap<>(),
                        new TreeMap<>(known.parent() == null ? Map.of(NORTH, Subtree.EMPTY) : Map.of()),
                        Subtree.EMPTY));
    }

    @Override
    public Map<HierarchyId, GroupKey> groupsOf(AssetId asset) {
        return Map.of(GEOGRAPHY, NORTH);
    }

    @Override
    public Map<HierarchyId, List<Placement>> placements(AssetId asset) {
        return Map.of(GEOGRAPHY, List.of(new Placement(GEOGRAPHY, NORTH.group(), NOW, null)));
    }

    @Override
    public Optional<String> unitOf(SignalName summedSignal) {
        return summedSignal.equals(POWER) ? Optional.of("MW") : Optional.empty();
    }
}
