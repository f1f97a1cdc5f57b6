package dev.muster.twinservice.twin;

import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A model of wind turbines: every id that it admits is one, until somebody retires them. */
final class OneAssetModel implements ModelView {
    static final SignalName POWER = new SignalName("power");
    static final SignalName WIND = new SignalName("wind_speed");
    static final SignalName ENERGY = new SignalName("energy");
    static final TypeId TYPE = new TypeId("wind-turbine");

    private final Predicate<AssetId> known;
    private volatile @Nullable Instant retiredFrom;
    private volatile AssetType type = new AssetType(
            TYPE,
            "Wind turbine",
            Duration.ofSeconds(30),
            List.of(
                    signal(POWER, "MW", new Range(-1, 10), true),
                    signal(WIND, "m/s", new Range(0, 80), false),
                    signal(ENERGY, "MW.h", null, false)));

    OneAssetModel(Predicate<AssetId> known) {
        this.known = known;
    }

    private static Signal signal(SignalName name, String unit, @Nullable Range range, boolean summed) {
        return Signal.atIntervals(
                name,
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                range,
                summed);
    }

    void retireFrom(Instant from) {
        retiredFrom = from;
    }

    void onlyPowerFromNowOn() {
        type = new AssetType(
                TYPE, "Wind turbine", Duration.ofSeconds(30), type.signals().subList(0, 1));
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        Recorded registered = new Recorded(Instant.EPOCH, new Principal("anna"));
        return known.test(id)
                ? Optional.of(
                        new Asset(id, "", TYPE, new SourceId(id.value()), Map.of(), Map.of(), retiredFrom, registered))
                : Optional.empty();
    }

    @Override
    public Optional<AssetType> type(TypeId id) {
        return id.equals(TYPE) ? Optional.of(type) : Optional.empty();
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public CompletionStage<Boolean> reached(long position, Duration within) {
        return CompletableFuture.completedStage(true);
    }

    @Override
    public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        return Optional.of(new AssetId(source.value()));
    }

    @Override
    public List<Asset> assets(@Nullable AssetId after, int limit) {
        return List.of();
    }

    @Override
    public List<AssetType> types() {
        return List.of(type);
    }

    @Override
    public List<HierarchyId> hierarchies() {
        return List.of();
    }

    @Override
    public Optional<String> hierarchyName(HierarchyId hierarchy) {
        return Optional.empty();
    }

    @Override
    public List<Group> groups(HierarchyId hierarchy) {
        return List.of();
    }

    @Override
    public Optional<Group> group(GroupKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<Roster> roster(GroupKey group) {
        return Optional.empty();
    }

    @Override
    public Map<HierarchyId, GroupKey> groupsOf(AssetId asset) {
        return Map.of();
    }

    @Override
    public Map<HierarchyId, List<Placement>> placements(AssetId asset) {
        return Map.of();
    }

    @Override
    public Optional<String> unitOf(SignalName summedSignal) {
        return Optional.empty();
    }
}
