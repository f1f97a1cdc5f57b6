package dev.muster.loadtest.harness;

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
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is measured with: assets of one type in groups of a hundred, and their samples, three signals each. */
final class BenchModel {
    static final HierarchyId HIERARCHY = new HierarchyId("throughput");
    static final SignalName POWER = new SignalName("power");

    private static final SignalName VOLTAGE = new SignalName("voltage");
    private static final SignalName TEMPERATURE = new SignalName("temperature");
    private static final TypeId TYPE = new TypeId("throughput-unit");
    private static final int GROUP_SIZE = 100;

    /** Nothing goes stale while a slow machine is measured. */
    private static final Duration STALE_AFTER = Duration.ofHours(6);

    private BenchModel() {}

    static ModelPlan plan(int assets) {
        List<GroupPlan> groups = new ArrayList<>();
        List<AssetPlan> plans = new ArrayList<>();
        for (int i = 0; i < assets; i++) {
            GroupId group = new GroupId("block-" + i / GROUP_SIZE);
            if (i % GROUP_SIZE == 0) {
                groups.add(new GroupPlan(new GroupKey(HIERARCHY, group), "Block " + i / GROUP_SIZE, null));
            }
            AssetId id = asset(i);
            plans.add(new AssetPlan(id, id.value(), TYPE, Map.of(), Map.of(), null, Map.of(HIERARCHY, group)));
        }
        AssetType type = new AssetType(
                TYPE,
                "Measured unit",
                STALE_AFTER.plus(STALE_AFTER),
                List.of(signal(POWER, "MW", true), signal(VOLTAGE, "kV", false), signal(TEMPERATURE, "Cel", false)));
        return new ModelPlan(List.of(type), new TreeMap<>(Map.of(HIERARCHY, "Throughput")), groups, plans);
    }

    /** Asset after asset, again and again; the last of each asset is measured at {@code now}, those before 1 ms apart. */
    static Stream<Sample> records(int assets, int records, Instant now) {
        int perAsset = (records + assets - 1) / assets;
        return IntStream.range(0, records).mapToObj(i -> {
            int turn = i / assets;
            return new Sample(
                    new SourceId(asset(i % assets).value()),
                    now.toEpochMilli() + turn,
                    now.minusMillis(perAsset - turn),
                    Map.of(
                            POWER, Reading.good((i * 31L % 4_000) / 1000.0),
                            VOLTAGE, Reading.good(20 + i % 7 / 10.0),
                            TEMPERATURE, Reading.good(15 + i % 50)));
        });
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
