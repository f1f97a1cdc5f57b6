package dev.muster.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents as the codec writes them: all golden files, and some with everything that there is. */
final class RealDocuments {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN =
            Path.of(System.getProperty("muster.project.dir"), "asset-model/src/test/resources/golden/document");
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2030-06-01T12:30:00.250Z");
    private static final SignalName POWER = new SignalName("power");
    private static final AssetId ASSET = new AssetId("W/HOE#1");

    private RealDocuments() {}

    /** By the message that they come with. */
    record Encoded(String message, JsonNode document) {}

    static List<Encoded> all() {
        List<Encoded> all = new ArrayList<>();
        try (Stream<Path> golden = Files.list(GOLDEN)) {
            for (Path file : golden.sorted().toList()) {
                all.add(encoded(DocumentCodec.decode(Files.readAllBytes(file))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.add(encoded(applied(twice(asset()))));
        all.add(encoded(applied(twice(group()))));
        all.add(encoded(applied(twice(List.of(type())))));
        all.add(encoded(applied(twice(List.of(rule())))));
        return all;
    }

    static Encoded encoded(Document document) {
        String kind = document.entityKey().substring(0, document.entityKey().indexOf('/'));
        try {
            return new Encoded(kind + "Changed", JSON.readTree(DocumentCodec.encode(document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ModelEvent> asset() {
        AssetDetails details = new AssetDetails(
                "Northern Power", "Grid Services", List.of(new AssetId("SUB-3")), List.of(new AssetId("OLD-1")));
        AssetDefinition definition = new AssetDefinition(
                "W/Hoe 1",
                new TypeId("hydro"),
                new SourceId("gateway-9"),
                Map.of(POWER, new Range(-2, 2.5)),
                Map.of("maker", "Example"),
                null,
                details);
        Validity limited = new Validity(START, LATER);
        List<ModelEvent> events = new ArrayList<>(List.of(
                new ModelEvent.AssetDescribed(ASSET, definition, limited, recorded(START, "registry", 1)),
                new ModelEvent.AssetPlaced(
                        ASSET,
                        new HierarchyId("geography"),
                        new GroupId("north"),
                        Validity.from(START),
                        recorded(LATER, null, 0)),
                new ModelEvent.DeviceInstalled(
                        ASSET,
                        new Installation(new DeviceId("SN-1"), new SourceId("gateway-2"), Map.of(POWER, 12.5)),
                        limited,
                        recorded(LATER, "scada", 2)),
                new ModelEvent.AssetRetired(ASSET, LATER, Validity.from(START), recorded(LATER, "registry", 1))));
        for (PropertyKind kind : PropertyKind.values()) {
            events.add(new ModelEvent.PropertiesSet(
                    ASSET,
                    kind,
                    new Properties(Map.of("firmware", "2.4")),
                    Validity.from(LATER),
                    recorded(LATER, "scada", 2)));
        }
        return events;
    }

    private static ModelEvent rule() {
        RuleGroup rule = new RuleGroup(
                "Everything",
                List.of(
                        new Condition.OfType(new TypeId("battery")),
                        new Condition.Attribute("island", "yes", null, null),
                        new Condition.Attribute("storeys", null, 2.0, 7.5),
                        new Condition.Limit(POWER, Condition.End.MAX, 50.0, 100.0),
                        new Condition.OwnedBy("Northern Power"),
                        new Condition.HeldBy("Grid Services"),
                        new Condition.FedBy(new AssetId("SUB-3")),
                        new Condition.Near(ASSET, 5)));
        return new ModelEvent.RuleGroupDefined(
                new GroupId("everything"), rule, Validity.from(START), recorded(LATER, null, 0));
    }

    private static List<ModelEvent> group() {
        GroupKey group = new GroupKey(new HierarchyId("geography"), new GroupId("north"));
        return List.of(
                new ModelEvent.GroupPlaced(
                        group,
                        new GroupDefinition("North", GroupKey.ROOT),
                        Validity.from(START),
                        recorded(LATER, null, 0)),
                new ModelEvent.GroupPropertiesSet(
                        group,
                        new Properties(Map.of("curtailment", "50")),
                        Validity.from(START),
                        recorded(LATER, null, 0)));
    }

    private static ModelEvent type() {
        List<Signal> signals = List.of(signal("power"), signal("available"), signal("takes"), signal("charge"));
        Parameter megawatts =
                Parameter.number("megawatts", "Power", "MW", new Range(-2, 2.5)).within(POWER);
        AssetType type = new AssetType(new TypeId("battery"), "Battery", Duration.ofSeconds(30), signals)
                .with(
                        List.of(
                                new CommandDefinition(
                                        new CommandName("setPower"),
                                        "Set the power",
                                        List.of(
                                                megawatts,
                                                Parameter.text("mode", "Mode", "eco", "full")
                                                        .orNothing()),
                                        null),
                                new CommandDefinition(new CommandName("release"), "Let go", List.of(), null),
                                new CommandDefinition(
                                        new CommandName("curtail"),
                                        "Curtail",
                                        List.of(Parameter.number("percent", "Percent", "%", new Range(0, 100))),
                                        "curtailment")),
                        new SetPointControl(
                                POWER,
                                new CommandName("setPower"),
                                new CommandName("release"),
                                new SignalName("available"),
                                new SignalName("takes"),
                                0.1,
                                0.05,
                                new SetPointControl.StateOfCharge(new SignalName("charge"), 10, 90),
                                Duration.ofSeconds(30)));
        return new ModelEvent.TypeDefined(type, Validity.from(START), recorded(LATER, null, 0));
    }

    private static Signal signal(String name) {
        return Signal.atIntervals(
                new SignalName(name),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
    }

    /** So that each has superseded what it said itself before. */
    private static List<ModelEvent> twice(List<ModelEvent> events) {
        return Stream.concat(events.stream(), events.stream()).toList();
    }

    private static Document applied(List<ModelEvent> events) {
        Document document = null;
        for (ModelEvent event : events) {
            document = EventApplier.apply(document, event);
        }
        if (document == null) {
            throw new AssertionError("Expected at least one event");
        }
        return document;
    }

    private static Recorded recorded(Instant at, @Nullable String system, int rank) {
        return new Recorded(at, new Principal("anna"), system == null ? null : new SystemId(system), rank);
    }
}
