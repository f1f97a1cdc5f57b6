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
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model of wind turbines, read from the bytes of its documents as a node reads it: a hierarchy of any depth by place, and one by
 * owner where one asset in ten changed hands once.
 *
 * @param places how many groups each level of the first hierarchy has, from the top: the assets stand in those of the last
 * @param owners the same of the second hierarchy
 * @param signals how many signals the type of the assets has, one of which is summed
 */
public record FleetModel(int assets, List<Integer> places, List<Integer> owners, int signals) {
    public static final HierarchyId PLACE = new HierarchyId("place");
    public static final HierarchyId OWNER = new HierarchyId("owner");
    public static final SignalName POWER = new SignalName("power");

    /** The first asset is registered then, and each a millisecond after the one before. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** One in so many assets changes hands, once all are registered. */
    public static final int MOVED_ONE_IN = 10;

    /** As many as most fleets here have. */
    public static final int SIGNALS = 3;

    private static final int ASSETS_PER_PLACE = 20;
    private static final int ASSETS_PER_OWNER = 100;

    private static final TypeId TYPE = new TypeId("wind");
    private static final Validity ALWAYS = Validity.from(Validity.BEGINNING);

    /** As many as the service applies at once (muster.model.feed.batch-max). */
    private static final int BATCH = 10_000;

    public FleetModel {
        places = List.copyOf(places);
        owners = List.copyOf(owners);
        if (signals < 1 || signals > Signals.ALL.size()) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d signals but got %d".formatted(Signals.ALL.size(), signals));
        }
    }

    /** Of three signals, and owners that stand right below the root. */
    public FleetModel(int assets, List<Integer> places, int owners) {
        this(assets, places, List.of(owners), SIGNALS);
    }

    /**
     * One of any size: 20 assets at each of the lowest places, 100 of each of the lowest owners, and from there up to the root, in
     * {@code depth} levels, each group has about as many groups below it as any other of its hierarchy.
     */
    public static FleetModel grown(int assets, int signals, int depth) {
        return new FleetModel(
                assets, levels(assets / ASSETS_PER_PLACE, depth), levels(assets / ASSETS_PER_OWNER, depth), signals);
    }

    private static List<Integer> levels(int lowest, int depth) {
        return IntStream.rangeClosed(1, depth)
                .mapToObj(level -> (int) Math.max(1, Math.round(Math.pow(lowest, (double) level / depth))))
                .toList();
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

    /** One of the lowest level, where assets belong. */
    public static GroupKey owner(int number) {
        return new GroupKey(OWNER, new GroupId("owner-" + number));
    }

    /** Where an asset stands in {@link #PLACE}. */
    public GroupKey placeOf(int asset) {
        int last = places.size() - 1;
        return place(last, asset % places.get(last));
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
        return Stream.of(names, groups(places, FleetModel::place), groups(owners, this::ownerGroup))
                .flatMap(events -> events);
    }

    private static Stream<ModelEvent> groups(List<Integer> perLevel, BiFunction<Integer, Integer, GroupKey> keyOf) {
        return IntStream.range(0, perLevel.size()).boxed().flatMap(level -> IntStream.range(0, perLevel.get(level))
                .mapToObj(number -> group(
                        keyOf.apply(level, number),
                        level == 0
                                ? GroupKey.ROOT
                                : keyOf.apply(level - 1, number % perLevel.get(level - 1))
                                        .group())));
    }

    private GroupKey ownerGroup(int level, int number) {
        return level == owners.size() - 1
                ? owner(number)
                : new GroupKey(OWNER, new GroupId("owners-%d-%d".formatted(level, number)));
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
        int lowestOwners = owners.get(owners.size() - 1);
        document = placed(document, asset, owner(number % lowestOwners), number);
        return number % MOVED_ONE_IN == 0
                ? placed(document, asset, owner((number + 1) % lowestOwners), number + assets)
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

    private AssetType type() {
        return new AssetType(TYPE, "Wind turbine", Duration.ofSeconds(30), Signals.first(signals));
    }
}
