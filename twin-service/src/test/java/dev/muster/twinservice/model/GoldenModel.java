package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.GEOGRAPHY;
import static dev.muster.twinservice.model.ModelFixtures.START;
import static dev.muster.twinservice.model.ModelFixtures.WIND_TURBINE;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.Range;
import dev.muster.golden.Samples;
import dev.muster.twinservice.serialization.JournalEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One example of everything that a writer journals, under the name of its golden file. */
public final class GoldenModel {
    private static final Recorded RECORDED = new Recorded(START, new Principal("anna"));
    private static final Recorded OF_REGISTRY = new Recorded(START, new Principal("sync"), new SystemId("registry"), 1);
    private static final Validity FROM_NOW = Validity.from(START);
    private static final AssetId ASSET = new AssetId("WT-07");

    private GoldenModel() {}

    public static Samples all(ActorRef<Object> nobody) {
        Samples samples = Samples.in("model");
        entries().forEach(samples::put);
        return GoldenModelMessages.putInto(samples.put("snapshot", everyKind()), nobody);
    }

    static Map<String, JournalEvent> entries() {
        Map<String, JournalEvent> entries = new LinkedHashMap<>();
        events().forEach((name, event) -> entries.put("changed-" + name, new WriterEvent.Changed(event)));
        entries.put("published", new WriterEvent.Published(7, 42));
        entries.put("adopted", new WriterEvent.Adopted(typeDocument()));
        entries.put("rebased", new WriterEvent.Rebased(3));
        entries.put("snapshot", snapshot());
        return entries;
    }

    static Map<String, ModelEvent> events() {
        Map<String, ModelEvent> events = new LinkedHashMap<>();
        events.put("type-defined", typeDefined());
        events.put(
                "hierarchy-named",
                new ModelEvent.HierarchyNamed(GEOGRAPHY, "Geography", Validity.from(Validity.BEGINNING), RECORDED));
        events.put(
                "group-placed",
                new ModelEvent.GroupPlaced(
                        new GroupKey(GEOGRAPHY, new GroupId("north")),
                        new GroupDefinition("North", GroupKey.ROOT),
                        new Validity(START, START.plus(Duration.ofDays(365))),
                        RECORDED));
        events.put("asset-described", assetDescribed());
        events.put(
                "asset-placed", new ModelEvent.AssetPlaced(ASSET, GEOGRAPHY, new GroupId("north"), FROM_NOW, RECORDED));
        events.put(
                "asset-retired",
                new ModelEvent.AssetRetired(ASSET, START.plus(Duration.ofDays(30)), FROM_NOW, RECORDED));
        events.put("asset-described-by-registry", describedByRegistry());
        events.put(
                "device-installed",
                new ModelEvent.DeviceInstalled(
                        ASSET,
                        new Installation(
                                new DeviceId("SN-2"),
                                new SourceId("gateway-2"),
                                Map.of(new SignalName("energy"), 1_234.5)),
                        FROM_NOW,
                        RECORDED));
        events.put(
                "properties-set",
                new ModelEvent.PropertiesSet(
                        ASSET,
                        PropertyKind.EXPECTED,
                        new Properties(Map.of("firmware", "1.2")),
                        FROM_NOW,
                        OF_REGISTRY));
        events.put(
                "rule-group-defined",
                new ModelEvent.RuleGroupDefined(
                        new GroupId("island-ready"),
                        new RuleGroup(
                                "Ready to island",
                                List.of(
                                        new Condition.OfType(WIND_TURBINE.id()),
                                        new Condition.Limit(new SignalName("power"), Condition.End.MAX, 2.5, null),
                                        new Condition.Near(ASSET, 5))),
                        FROM_NOW,
                        RECORDED));
        events.put(
                "group-properties-set",
                new ModelEvent.GroupPropertiesSet(
                        new GroupKey(GEOGRAPHY, new GroupId("north")),
                        new Properties(Map.of("firmware", "1.2")),
                        FROM_NOW,
                        OF_REGISTRY));
        return events;
    }

    /** With what only some assets have. */
    private static ModelEvent describedByRegistry() {
        return new ModelEvent.AssetDescribed(
                ASSET,
                new AssetDefinition(
                        "Wind turbine 7",
                        WIND_TURBINE.id(),
                        new SourceId("WT-07"),
                        Map.of(),
                        Map.of(),
                        null,
                        new AssetDetails("City", "Grid", List.of(new AssetId("SUB-3")), List.of(new AssetId("WT-06")))),
                FROM_NOW,
                OF_REGISTRY);
    }

    static Document typeDocument() {
        return EventApplier.apply(null, typeDefined());
    }

    private static ModelEvent typeDefined() {
        return new ModelEvent.TypeDefined(WIND_TURBINE, Validity.from(Validity.BEGINNING), RECORDED);
    }

    private static ModelEvent assetDescribed() {
        return new ModelEvent.AssetDescribed(
                ASSET,
                new AssetDefinition(
                        "Wind turbine 7",
                        WIND_TURBINE.id(),
                        new SourceId("gateway-1"),
                        Map.of(new SignalName("power"), new Range(0, 3)),
                        Map.of("maker", "Example"),
                        START.plus(Duration.ofDays(3650))),
                Validity.from(Validity.BEGINNING),
                RECORDED);
    }

    /** Of documents that have everything: those of the golden files of the asset model. */
    private static WriterSnapshot everyKind() {
        List<Document> documents = Stream.of(
                        "asset",
                        "asset-of-systems",
                        "group",
                        "group-desired",
                        "hierarchy",
                        "rule",
                        "type",
                        "type-commands",
                        "type-scheduled")
                .map(GoldenModel::document)
                .toList();
        return new WriterSnapshot(documents, 9, 41, Map.of());
    }

    private static Document document(String name) {
        Path file = Path.of(
                System.getProperty("muster.project.dir"),
                "asset-model/src/test/resources/golden/document",
                name + ".json");
        try {
            return DocumentCodec.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WriterSnapshot snapshot() {
        Document described = EventApplier.apply(null, assetDescribed());
        Document placed = EventApplier.apply(
                described, new ModelEvent.AssetPlaced(ASSET, GEOGRAPHY, new GroupId("north"), FROM_NOW, RECORDED));
        return new WriterSnapshot(List.of(placed, typeDocument()), 9, 41, Map.of(placed.entityKey(), 8L));
    }
}
