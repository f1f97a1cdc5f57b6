package dev.muster.benchmarks.fleet;

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
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model of wind turbines, read from the bytes of its documents as a node reads it: a hierarchy of any depth by place, and one by
 * owner where one asset in ten changed hands once.
 *
 * @param perLevel how many groups each level of the first hierarchy has, from the top: the assets stand in those of the last
 */
public record FleetModel(int assets, List<Integer> perLevel, int owners) {
    public static final HierarchyId PLACE = new HierarchyId("place");
    public static final HierarchyId OWNER = new HierarchyId("owner");
    public static final SignalName POWER = new SignalName("power");

    /** The first asset is registered then, and each a millisecond after the one before. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** One in so many assets changes hands, once all are registered. */
    public static final int MOVED_ONE_IN = 10;

    private static final SignalName TEMPERATURE = new SignalName("temperature");
    private static final SignalName WIND_SPEED = new SignalName("wind_speed");
    private static final TypeId TYPE = new TypeId("wind");
    private static final Validity ALWAYS = Validity.from(Validity.BEGINNING);

    /** As many as the service applies at once (muster.model.feed.batch-max). */
    private static final int BATCH = 10_000;

    public FleetModel {
        perLevel = List.copyOf(perLevel);
    }

    /** Reads all of it. */
    public InMemoryModelView load() {
        InMemoryModelView view = new InMemoryModelView();
        AtomicLong position = new AtomicLong();
        load(view, position, structure().map(event -> EventApplier.apply(null, event)));
        for (int from = 0; from < assets; from += BATCH) {
            load(
                    view,
                    position,
                    IntStream.range(from, Math.min(assets, from + BATCH))
                            .parallel()
                            .mapToObj(this::document));
        }
        view.advance(START.plusMillis(2L * assets));
        view.skipTo(position.get());
        return view;
    }

    private static void load(InMemoryModelView view, AtomicLong position, Stream<Document> documents) {
        List<Document> read = documents
                .map(document -> DocumentCodec.decode(DocumentCodec.encode(document)))
                .toList();
        view.load(read.stream()
                .map(document -> new Change(position.incrementAndGet(), document))
                .toList());
    }

    /** Also the source that speaks for it. */
    public static AssetId asset(int number) {
        return new AssetId("turbine-%07d".formatted(number));
    }

    /** The group of this number on a level of {@link #PLACE}, 0 being the top one. */
    public static GroupKey place(int level, int number) {
        return new GroupKey(PLACE, new GroupId("place-%d-%d".formatted(level, number)));
    }

    public static GroupKey owner(int number) {
        return new GroupKey(OWNER, new GroupId("owner-" + number));
    }

    /** Where an asset stands in {@link #PLACE}. */
    public GroupKey placeOf(int asset) {
        int last = perLevel.size() - 1;
        return place(last, asset % perLevel.get(last));
    }

    /** When all were registered, and none had changed hands. */
    public Instant registered() {
        return START.plusMillis(assets);
    }

    private Stream<ModelEvent> structure() {
        Stream<ModelEvent> names = Stream.of(
                new ModelEvent.TypeDefined(type(), ALWAYS, recorded(0)),
                new ModelEvent.HierarchyNamed(PLACE, "Place", ALWAYS, recorded(0)),
                new ModelEvent.HierarchyNamed(OWNER, "Owner", ALWAYS, recorded(0)));
        Stream<ModelEvent> places = IntStream.range(0, perLevel.size()).boxed().flatMap(level -> IntStream.range(
                        0, perLevel.get(level))
                .mapToObj(number -> group(place(level, number), parentOf(level, number))));
        Stream<ModelEvent> ownerGroups =
                IntStream.range(0, owners).mapToObj(number -> group(owner(number), GroupKey.ROOT));
        return Stream.of(names, places, ownerGroups).flatMap(events -> events);
    }

    private GroupId parentOf(int level, int number) {
        return level == 0
                ? GroupKey.ROOT
                : place(level - 1, number % perLevel.get(level - 1)).group();
    }

    private static ModelEvent group(GroupKey key, GroupId parent) {
        return new ModelEvent.GroupPlaced(
                key, new GroupDefinition("The group " + key.group(), parent), ALWAYS, recorded(0));
    }

    private Document document(int number) {
        AssetId asset = asset(number);
        AssetDefinition definition = new AssetDefinition(
                "Turbine " + number,
                TYPE,
                new SourceId(asset.value()),
                Map.of(POWER, new Range(0, 2 + number % 7)),
                Map.of("manufacturer", "maker " + number % 30, "commissioned", String.valueOf(1980 + number % 50)),
                null);
        Document document =
                EventApplier.apply(null, new ModelEvent.AssetDescribed(asset, definition, ALWAYS, recorded(number)));
        document = placed(document, asset, placeOf(number), number);
        document = placed(document, asset, owner(number % owners), number);
        return number % MOVED_ONE_IN == 0
                ? placed(document, asset, owner((number + 1) % owners), number + assets)
                : document;
    }

    private static Document placed(Document before, AssetId asset, GroupKey group, int millis) {
        Recorded recorded = recorded(millis);
        return EventApplier.apply(
                before,
                new ModelEvent.AssetPlaced(
                        asset, group.hierarchy(), group.group(), Validity.from(recorded.recordedAt()), recorded));
    }

    private static Recorded recorded(int millis) {
        return new Recorded(START.plusMillis(millis), new Principal("importer"));
    }

    private static AssetType type() {
        return new AssetType(
                TYPE,
                "Wind turbine",
                Duration.ofSeconds(30),
                List.of(
                        signal(POWER, "MW", new Range(-1, 20), true),
                        signal(TEMPERATURE, "Cel", new Range(-50, 150), false),
                        signal(WIND_SPEED, "m/s", new Range(0, 100), false)));
    }

    private static Signal signal(SignalName name, String unit, Range range, boolean summed) {
        return Signal.atIntervals(
                name,
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                range,
                summed);
    }
}
