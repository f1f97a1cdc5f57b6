package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.GEOGRAPHY;
import static dev.muster.twinservice.model.ModelFixtures.START;
import static dev.muster.twinservice.model.ModelFixtures.TESTER;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
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
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.Range;
import dev.muster.golden.Samples;
import java.util.List;
import java.util.Map;

/** One of everything that writers of the model, which may live on another node, are told and answer. */
final class GoldenModelMessages {
    private static final AssetId ASSET = new AssetId("WT-07");

    private GoldenModelMessages() {}

    static Samples putInto(Samples samples, ActorRef<Object> nobody) {
        commands()
                .forEach(command -> samples.put(
                        "message-Execute-" + command.getClass().getSimpleName(),
                        new ModelWriter.Execute(command, TESTER, 42, nobody.narrow())));
        Author scada = new Author(TESTER.principal(), new SystemId("scada"));
        return samples.put(
                        "message-Execute-of-system",
                        new ModelWriter.Execute(ModelFixtures.defineType(), scada, 42, nobody.narrow()))
                .put(
                        "message-ExecuteAll",
                        new ModelWriter.ExecuteAll(
                                List.of(commands(), List.of(ModelFixtures.defineType())), TESTER, 42, nobody.narrow()))
                .putAll(
                        "message-",
                        replies().stream().map(ModelWriter.Reply::new).toList())
                .putAll(
                        "message-",
                        List.of(
                                new ModelWriter.ReplyAll(replies()),
                                new ModelWriter.Wake(),
                                new ModelWriter.Compare(42, true, nobody.narrow()),
                                new ModelWriter.Compared(true, 2, 3, 42),
                                new ModelWriter.PublishAgain("asset/WT-07")));
    }

    private static List<ModelCommand> commands() {
        GroupId north = new GroupId("north");
        return List.of(
                ModelFixtures.defineType(),
                ModelFixtures.createHierarchy("Geography"),
                new ModelCommand.PutGroup(new GroupKey(GEOGRAPHY, north), "North", null, null),
                new ModelCommand.PutGroup(
                        new GroupKey(GEOGRAPHY, north), "North", new GroupId("country"), Validity.from(START)),
                ModelFixtures.putAsset("WT-07"),
                new ModelCommand.PutAsset(
                        ASSET,
                        "Wind turbine 7",
                        ModelFixtures.WIND_TURBINE.id(),
                        new SourceId("gateway-1"),
                        Map.of(new SignalName("power"), new Range(0, 3)),
                        Map.of("maker", "Example"),
                        START.plusSeconds(1),
                        List.of(Placement.now(GEOGRAPHY, north))),
                new ModelCommand.PlaceAsset(ASSET, new Placement(GEOGRAPHY, north, START, START.plusSeconds(9))),
                new ModelCommand.RetireAsset(ASSET, START),
                new ModelCommand.PutAsset(
                        ASSET,
                        "Wind turbine 7",
                        ModelFixtures.WIND_TURBINE.id(),
                        null,
                        Map.of(),
                        Map.of(),
                        null,
                        List.of(),
                        new AssetDetails("Ada", "Bob", List.of(new AssetId("B")), List.of(new AssetId("A"))),
                        Validity.from(START)),
                new ModelCommand.PatchAsset(
                        ASSET,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("name", "Seven")
                                .putNull("source"),
                        new Validity(START, START.plusSeconds(9))),
                new ModelCommand.InstallDevice(
                        ASSET,
                        new Installation(
                                new DeviceId("SN-1"), new SourceId("SN-1"), Map.of(new SignalName("energy"), 1.5)),
                        Validity.from(START)),
                new ModelCommand.PutProperties(
                        ASSET, PropertyKind.EXPECTED, new Properties(Map.of("firmware", "2.1")), null),
                new ModelCommand.PutGroupProperties(
                        new GroupKey(GEOGRAPHY, north), new Properties(Map.of("firmware", "1.2")), null),
                new ModelCommand.PutRuleGroup(north, new RuleGroup("Near", everyCondition()), null));
    }

    private static List<Condition> everyCondition() {
        return List.of(
                new Condition.OfType(ModelFixtures.WIND_TURBINE.id()),
                new Condition.Attribute("island", "yes", null, null),
                new Condition.Attribute("storeys", null, 2.0, 9.0),
                new Condition.Limit(new SignalName("power"), Condition.End.MAX, 50.0, null),
                new Condition.OwnedBy("Ada"),
                new Condition.HeldBy("Bob"),
                new Condition.FedBy(ASSET),
                new Condition.Near(ASSET, 5));
    }

    private static List<ModelReply> replies() {
        return List.of(
                new ModelReply.Applied(7, true),
                new ModelReply.Pending(8),
                new ModelReply.Rejected(ModelReply.Reason.UNKNOWN_REFERENCE, "type", "Expected … but …"));
    }
}
