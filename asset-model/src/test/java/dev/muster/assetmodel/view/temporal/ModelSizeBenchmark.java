package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.ModelFacts;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a large model costs: heap, the time to replay it from the bytes of its changelog, membership at a moment, and moving a
 * group of 10,000 assets. From the project's directory:
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath -pl asset-model \
 *   && java -Xmx2g -XX:MarkSweepDeadRatio=0 \
 *   -cp "asset-model/target/test-classes:asset-model/target/classes:$(cat asset-model/target/test.classpath)" \
 *   dev.muster.assetmodel.view.temporal.ModelSizeBenchmark 1000000
 * }</pre>
 *
 * <p>Every asset stands in two hierarchies of 10,000 and 1,000 groups, has limits and two attributes, and one in ten was moved
 * once. Writing the bytes is not measured. {@code MarkSweepDeadRatio}: else the collector leaves some of the dead where they are,
 * and they count as heap.
 */
public final class ModelSizeBenchmark {
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    private static final HierarchyId OWNER = new HierarchyId("owner");
    private static final int SITES = 9_900;
    private static final int REGIONS = 100;
    private static final int OWNERS = 1_000;
    private static final int MOVED_NUMBER = 7;
    private static final GroupKey MOVED = new GroupKey(GEOGRAPHY, new GroupId("region-" + MOVED_NUMBER));
    private static final int MOVES = 5;
    private static final int TYPES = 20;
    private static final int MOVED_ONE_IN = 10;

    /** As many as the service applies at once (muster.model.feed.batch-max). */
    private static final int BATCH = 10_000;

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** An import of a thousand a second. */
    private static final Duration BETWEEN_ASSETS = Duration.ofMillis(1);

    private static final double MEGABYTE = 1e6;

    private final InMemoryModelView view = new InMemoryModelView();
    private final List<byte[]> batch = new ArrayList<>();
    private final int assets;
    private long position = -1;
    private long replayNanos;
    private long replayCpuNanos;
    private long bytes;

    private ModelSizeBenchmark(int assets) {
        this.assets = assets;
    }

    public static void main(String[] args) {
        new ModelSizeBenchmark(Integer.parseInt(args[0])).run();
    }

    private void run() {
        long before = usedBytes();
        for (int type = 0; type < TYPES; type++) {
            publish(new ModelEvent.TypeDefined(
                    ModelFacts.type("type-" + type).type(), Validity.from(Validity.BEGINNING), recorded(0)));
        }
        hierarchies();
        for (int number = 0; number < assets; number++) {
            publish(asset(number));
        }
        flush();
        show();
        say("%d assets, %.0f MB of documents".formatted(assets, bytes / MEGABYTE));
        say("replay: %.1f s, decoding included, of which %.1f s on the processor"
                .formatted(replayNanos / 1e9, replayCpuNanos / 1e9));
        say("heap: %.0f MB".formatted((usedBytes() - before) / MEGABYTE));
        ModelHistory history = view.history();
        Moment late = Moment.at(START.plus(Duration.ofDays(30)));
        Moment believed = new Moment(START.plus(Duration.ofDays(10)), START.plus(Duration.ofDays(20)));
        for (int round = 0; round < 2; round++) {
            measure("members of every owner, now", () -> ofEveryOwner(history, late));
            measure("members of every owner, as believed", () -> ofEveryOwner(history, believed));
            measure("a site", () -> members(history, GEOGRAPHY, "site-17", false, late));
            measure("a region, all below", () -> members(history, GEOGRAPHY, "region-7", true, late));
            measure("everything below the root", () -> members(history, GEOGRAPHY, "root", true, late));
            measure("unplaced", () -> members(history, GEOGRAPHY, "unplaced", false, late));
            measure("unplaced, as believed", () -> members(history, GEOGRAPHY, "unplaced", false, believed));
            measure("found by text", () -> found(history, late));
        }
        moveRegion(history);
    }

    /** Below other regions, one after the other: one document each time, however many assets stand below it. */
    private void moveRegion(ModelHistory history) {
        Document region = groupDocument(null, MOVED, GroupKey.ROOT, START);
        for (int round = 1; round <= MOVES; round++) {
            GroupId to = new GroupId("region-" + (MOVED_NUMBER + round));
            Instant when = START.plus(Duration.ofDays(40 + round));
            int there = members(history, GEOGRAPHY, to.value(), true, Moment.at(when));
            region = groupDocument(region, MOVED, to, when);
            byte[] moved = DocumentCodec.encode(region);
            long from = System.nanoTime();
            view.apply(List.of(new Change(++position, DocumentCodec.decode(moved))));
            double micros = (System.nanoTime() - from) / 1e3;
            int more = members(history, GEOGRAPHY, to.value(), true, Moment.at(when)) - there;
            say("a group of %d assets moved: visible after %.0f us".formatted(more, micros));
        }
    }

    private void hierarchies() {
        Validity always = Validity.from(Validity.BEGINNING);
        publish(new ModelEvent.HierarchyNamed(GEOGRAPHY, "Geography", always, recorded(0)));
        publish(new ModelEvent.HierarchyNamed(OWNER, "Owner", always, recorded(0)));
        for (int region = 0; region < REGIONS; region++) {
            group(GEOGRAPHY, "region-" + region, GroupKey.ROOT);
        }
        for (int site = 0; site < SITES; site++) {
            group(GEOGRAPHY, "site-" + site, new GroupId("region-" + site % REGIONS));
        }
        for (int owner = 0; owner < OWNERS; owner++) {
            group(OWNER, "owner-" + owner, GroupKey.ROOT);
        }
    }

    private void group(HierarchyId hierarchy, String id, GroupId parent) {
        publish(groupDocument(null, new GroupKey(hierarchy, new GroupId(id)), parent, START));
    }

    private static Document groupDocument(@Nullable Document before, GroupKey group, GroupId parent, Instant from) {
        GroupDefinition definition = new GroupDefinition("The group " + group.group(), parent);
        Recorded recorded = new Recorded(from, new Principal("operator"));
        return EventApplier.apply(before, new ModelEvent.GroupPlaced(group, definition, Validity.from(from), recorded));
    }

    private Document asset(int number) {
        AssetId asset = new AssetId("asset-%07d".formatted(number));
        AssetDefinition definition = new AssetDefinition(
                "Turbine " + number,
                new TypeId("type-" + number % TYPES),
                new SourceId(asset.value()),
                Map.of(ModelFacts.POWER, new Range(0, number % 7)),
                Map.of("manufacturer", "maker " + number % 30, "commissioned", String.valueOf(1980 + number % 50)),
                null);
        Document document = EventApplier.apply(
                null,
                new ModelEvent.AssetDescribed(asset, definition, Validity.from(Validity.BEGINNING), recorded(number)));
        document = placed(document, asset, GEOGRAPHY, "site-" + number % SITES, number);
        document = placed(document, asset, OWNER, "owner-" + number % OWNERS, number);
        return number % MOVED_ONE_IN == 0
                ? placed(document, asset, OWNER, "owner-" + (number + 1) % OWNERS, number + assets)
                : document;
    }

    private static Document placed(Document before, AssetId asset, HierarchyId hierarchy, String group, int number) {
        Recorded recorded = recorded(number);
        return EventApplier.apply(
                before,
                new ModelEvent.AssetPlaced(
                        asset, hierarchy, new GroupId(group), Validity.from(recorded.recordedAt()), recorded));
    }

    private static Recorded recorded(int number) {
        return new Recorded(START.plus(BETWEEN_ASSETS.multipliedBy(number)), new Principal("importer"));
    }

    private void publish(ModelEvent event) {
        publish(EventApplier.apply(null, event));
    }

    private void publish(Document document) {
        batch.add(DocumentCodec.encode(document));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        long from = System.nanoTime();
        long cpuFrom = cpuNanos();
        List<Change> changes = new ArrayList<>();
        for (byte[] document : batch) {
            changes.add(new Change(++position, DocumentCodec.decode(document)));
            bytes += document.length;
        }
        view.load(changes);
        replayNanos += System.nanoTime() - from;
        replayCpuNanos += cpuNanos() - cpuFrom;
        batch.clear();
    }

    /** As a node does once it has read all there was. */
    private void show() {
        long from = System.nanoTime();
        long cpuFrom = cpuNanos();
        view.advance(START);
        view.skipTo(position);
        replayNanos += System.nanoTime() - from;
        replayCpuNanos += cpuNanos() - cpuFrom;
    }

    private int ofEveryOwner(ModelHistory history, Moment moment) {
        int members = 0;
        for (int owner = 0; owner < OWNERS; owner++) {
            members += members(history, OWNER, "owner-" + owner, false, moment);
        }
        return members;
    }

    private static int members(ModelHistory history, HierarchyId hierarchy, String group, boolean deep, Moment moment) {
        GroupKey key = new GroupKey(hierarchy, new GroupId(group));
        int members = 0;
        @Nullable AssetId after = null;
        do {
            Page<AssetId, AssetId> page = history.members(key, deep, moment, after, 1_000);
            members += page.items().size();
            after = page.next();
        } while (after != null);
        return members;
    }

    private static int found(ModelHistory history, Moment moment) {
        int found = 0;
        @Nullable AssetId after = null;
        do {
            var page = history.assets(new AssetFilter(null, Map.of(), "turbine 99999"), moment, after, 100);
            found += page.items().size();
            after = page.next();
        } while (after != null);
        return found;
    }

    private static void measure(String what, Supplier<Integer> question) {
        long from = cpuNanos();
        int answers = question.get();
        double micros = (cpuNanos() - from) / 1e3;
        say("%s: %d in %.1f ms, %.2f us each".formatted(what, answers, micros / 1e3, micros / Math.max(1, answers)));
    }

    /** Of this thread: what a machine that others use too does not blur. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        // Twice, because what the first one clears can set free what the second one finds.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @SuppressWarnings("SystemOut") // Somebody waits for it at a terminal.
    private static void say(String text) {
        System.out.println(text);
    }
}
