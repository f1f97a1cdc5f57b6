package dev.muster.loadtest.bench;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is measured with: assets of one type, each in a leaf group of at most a hundred in two hierarchies (of two hundred, where there
 * would be more groups than a hierarchy can have), up to ten leaf groups in a group of the middle, those below the root; and their
 * samples of three signals, or as many as are asked for, one of which is summed.
 */
public final class BenchModel {
    public static final List<HierarchyId> HIERARCHIES = List.of(ModelPlan.GEOGRAPHY, ModelPlan.TECHNOLOGY);
    public static final SignalName POWER = new SignalName("power");
    /** Unless others are asked for. */
    public static final int SIGNALS = 3;

    private static final SignalName VOLTAGE = new SignalName("voltage");
    private static final SignalName TEMPERATURE = new SignalName("temperature");
    private static final TypeId TYPE = new TypeId("throughput-unit");
    private static final int LEAF_SIZE = 100;
    private static final int LARGE_LEAF_SIZE = 200;
    private static final int LEAVES_MAX = 9_000;
    private static final int LEAVES_PER_MIDDLE = 10;

    /** Nothing goes stale while a slow machine is measured. */
    private static final Duration STALE_AFTER = Duration.ofHours(6);

    private BenchModel() {}

    public static ModelPlan plan(int assets) {
        return part(assets, 0, assets);
    }

    /**
     * A part of the plan for so many assets, those from one to before another: a million at once would take half a GB. The first part has
     * all groups.
     */
    public static ModelPlan part(int assets, int from, int to) {
        return part(assets, from, to, SIGNALS);
    }

    /** Likewise, with so many signals. */
    public static ModelPlan part(int assets, int from, int to, int signals) {
        List<GroupPlan> groups = new ArrayList<>();
        for (HierarchyId hierarchy : HIERARCHIES) {
            for (int leaf = 0; from == 0 && leaf < leaves(assets); leaf++) {
                GroupId middle = middle(leaf);
                if (leaf % LEAVES_PER_MIDDLE == 0) {
                    groups.add(new GroupPlan(new GroupKey(hierarchy, middle), middle.value(), null));
                }
                groups.add(new GroupPlan(
                        new GroupKey(hierarchy, leaf(leaf)), leaf(leaf).value(), middle));
            }
        }
        List<AssetPlan> plans = new ArrayList<>();
        for (int i = from; i < to; i++) {
            // Neighbours in one hierarchy are strangers in the other.
            Map<HierarchyId, GroupId> placements = Map.of(
                    ModelPlan.GEOGRAPHY, leaf(i / leafSize(assets)), ModelPlan.TECHNOLOGY, leaf(i % leaves(assets)));
            plans.add(new AssetPlan(asset(i), asset(i).value(), TYPE, Map.of(), Map.of(), null, placements));
        }
        AssetType type = new AssetType(TYPE, "Measured unit", STALE_AFTER.plus(STALE_AFTER), signals(signals));
        return new ModelPlan(List.of(type), ModelPlan.geographyAndTechnology(), groups, plans);
    }

    /**
     * Asset after asset, again and again; the last of each asset is measured before {@code now}, those before 1 ms apart. The same
     * arguments give the same bytes; another round has other values.
     */
    public static Stream<Sample> records(int assets, int records, int round, Instant now) {
        return records(assets, records, round, now, SIGNALS);
    }

    /** Likewise, of so many signals. */
    public static Stream<Sample> records(int assets, int records, int round, Instant now, int signals) {
        int perAsset = (records + assets - 1) / assets;
        return IntStream.range(0, records).mapToObj(i -> {
            int turn = i / assets;
            return new Sample(
                    new SourceId(asset(i % assets).value()),
                    now.toEpochMilli() + turn,
                    now.minusMillis(perAsset - turn),
                    readings(power(round, i), i, signals));
        });
    }

    /** {@code variation}: what is not summed follows from it. */
    public static Sample sample(int asset, long sequence, Instant measuredAt, double power, int variation) {
        return new Sample(
                new SourceId(asset(asset).value()), sequence, measuredAt, readings(power, variation, SIGNALS));
    }

    private static Map<SignalName, Reading> readings(double power, int variation, int signals) {
        Map<SignalName, Reading> readings = new LinkedHashMap<>();
        readings.put(POWER, Reading.good(power));
        if (signals > 1) {
            readings.put(VOLTAGE, Reading.good(20 + variation % 7 / 10.0));
        }
        for (int i = 2; i < signals; i++) {
            readings.put(temperature(i), Reading.good(15 + variation % 50));
        }
        return readings;
    }

    private static List<Signal> signals(int count) {
        List<Signal> signals = new ArrayList<>();
        signals.add(signal(POWER, "MW", true));
        signals.add(signal(VOLTAGE, "kV", false));
        for (int i = 2; i < count; i++) {
            signals.add(signal(temperature(i), "Cel", false));
        }
        return signals.subList(0, count);
    }

    /** The third signal is the temperature, those behind it are more of them. */
    private static SignalName temperature(int signal) {
        return signal == 2 ? TEMPERATURE : new SignalName("temperature_" + signal);
    }

    /** What must stand at each root after a round in which every asset had a record. */
    public static RootTotal total(int assets, int records, int round) {
        long micros = IntStream.range(records - assets, records)
                .mapToLong(i -> FixedPoint.toMicros(power(round, i)))
                .sum();
        return new RootTotal(micros, assets);
    }

    /** Thousandths up to 4, as if at random: whoever stopped reading early, or kept a round before, has another total. */
    private static double power(int round, int index) {
        long mixed = (round * 0x9E37_79B9_7F4A_7C15L + index) * 0xBF58_476D_1CE4_E5B9L;
        return ((mixed ^ (mixed >>> 29)) >>> 1) % 4_000 / 1000.0;
    }

    private static int leaves(int assets) {
        return (assets + leafSize(assets) - 1) / leafSize(assets);
    }

    private static int leafSize(int assets) {
        return assets <= LEAVES_MAX * LEAF_SIZE ? LEAF_SIZE : LARGE_LEAF_SIZE;
    }

    private static GroupId leaf(int leaf) {
        return new GroupId("leaf-" + leaf);
    }

    private static GroupId middle(int leaf) {
        return new GroupId("middle-" + leaf / LEAVES_PER_MIDDLE);
    }

    private static AssetId asset(int index) {
        return new AssetId("unit-" + index);
    }

    private static Signal signal(SignalName name, String unit, boolean summed) {
        return Signal.atIntervals(
                name,
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(1),
                STALE_AFTER,
                null,
                summed);
    }
}
