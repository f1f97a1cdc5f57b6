package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.GEOGRAPHY;
import static dev.muster.twinservice.model.ModelFixtures.START;
import static dev.muster.twinservice.model.ModelFixtures.TESTER;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import dev.muster.assetmodel.fact.ModelCommand;
import dev.muster.assetmodel.fact.ModelReply;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.type.Range;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer may live on another node than whoever gives it a command. */
class NodeMessagesTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("NodeMessagesTest", ModelFixtures.config());
    private static final AssetId ASSET = new AssetId("WT-07");

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    static List<ModelCommand> commands() {
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
                new ModelCommand.RetireAsset(ASSET, START));
    }

    static List<ModelReply> replies() {
        return List.of(
                new ModelReply.Applied(7, true),
                new ModelReply.Pending(8),
                new ModelReply.Rejected(ModelReply.Reason.UNKNOWN_REFERENCE, "type", "Expected … but …"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldCarryEveryCommand(ModelCommand command) {
        var replyTo = ACTORS.createTestProbe(ModelWriter.Reply.class).ref();

        ACTORS.serializationTestKit().verifySerialization(new ModelWriter.Execute(command, TESTER, 42, replyTo), true);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void shouldCarryEveryReply(ModelReply reply) {
        ACTORS.serializationTestKit().verifySerialization(new ModelWriter.Reply(reply), true);
    }

    @Test
    void shouldCarryWhatWritersAreToldBesides() {
        ACTORS.serializationTestKit().verifySerialization(new ModelWriter.Wake(), true);
        ACTORS.serializationTestKit().verifySerialization(new ModelWriter.PublishAgain("asset/WT-07"), true);
    }

    @Test
    void shouldHaveTriedEveryKind() {
        assertThat(commands().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(ModelCommand.class.getPermittedSubclasses()));
        assertThat(replies().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(ModelReply.class.getPermittedSubclasses()));
    }
}
