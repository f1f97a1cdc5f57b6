package dev.muster.twinservice.twin;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.command.desk.FakeCommandWorld;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request gets exactly one answer in every state; {@link GoldenFilesTest} keeps both lists complete. */
class RequestTableTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("RequestTableTest", TwinFixtures.config());

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private static List<ConnectivityState> states() {
        return GoldenSamples.states();
    }

    /** Nothing comes back that a twin would persist behind the test's back. */
    private static FakeCommandWorld speechless() {
        FakeCommandWorld world = new FakeCommandWorld();
        world.acknowledges = false;
        world.failingWrites.set(Integer.MAX_VALUE);
        return world;
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldAnswerEveryRequest(ConnectivityState state) {
        // given
        AssetId asset = TwinFixtures.freshAsset();
        TwinPorts ports = TwinPorts.of(
                new OneAssetModel(asset::equals),
                new InMemoryTwinStore(),
                update -> {},
                new TwinFixtures.SteppedClock(),
                TwinFixtures.settings(),
                speechless().ports(TwinFixtures.commands()));
        EventSourcedBehaviorTestKit<AssetTwin.Command, JournalEvent, TwinState> twin =
                EventSourcedBehaviorTestKit.create(ACTORS.system(), AssetTwin.create(asset, ports));
        TestProbe<Object> probe = ACTORS.createTestProbe();

        for (AssetTwin.Request request : GoldenSamples.requests(probe.ref())) {
            // given
            twin.initialize(TwinState.of(new Lifecycle(state, null, List.of())));

            // when
            twin.runCommand(request);

            // then
            assertThat(probe.receiveMessage()).as("%s when %s", request, state).isInstanceOf(NodeMessage.class);
        }
        probe.expectNoMessage();
    }
}
