package dev.muster.twinservice.twin;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.ingest.Observation;
import dev.muster.twinservice.command.desk.FakeCommandWorld;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.serialization.JournalEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The twin of a fresh asset, with all that it talks to in the hands of the test. */
final class TwinUnderTest {
    final AssetId asset = TwinFixtures.freshAsset();
    final InMemoryTwinStore store = new InMemoryTwinStore();
    final List<MemberUpdate> updates = new CopyOnWriteArrayList<>();
    final TwinFixtures.SteppedClock clock = new TwinFixtures.SteppedClock();
    final FakeCommandWorld commands = new FakeCommandWorld();
    final OneAssetModel model = new OneAssetModel(asset::equals);
    final EventSourcedBehaviorTestKit<AssetTwin.Command, JournalEvent, TwinState> kit;

    TwinUnderTest(ActorTestKit actors) {
        TwinPorts ports = TwinPorts.of(
                model, store, updates::add, clock, TwinFixtures.settings(), commands.ports(TwinFixtures.commands()));
        kit = EventSourcedBehaviorTestKit.create(actors.system(), AssetTwin.create(asset, ports));
    }

    CommandResultWithReply<AssetTwin.Command, JournalEvent, TwinState, AssetTwin.ObserveReply> observe(
            Observation... observations) {
        return kit.runCommand(replyTo -> new AssetTwin.Observe(List.of(observations), replyTo));
    }

    /** The events of observations. */
    List<ConnectivityEvent> moved(Observation... observations) {
        return observe(observations).events().stream()
                .map(ConnectivityEvent.class::cast)
                .toList();
    }

    AssetTwin.ChangeReply change(ConnectivityInput.Instruction instruction) {
        return changing(instruction).reply();
    }

    /** The events of a change. */
    List<ConnectivityEvent> changed(ConnectivityInput.Instruction instruction) {
        return changing(instruction).events().stream()
                .map(ConnectivityEvent.class::cast)
                .toList();
    }

    TwinSnapshot read() {
        return kit.<TwinSnapshot>runCommand(AssetTwin.Read::new).reply();
    }

    private CommandResultWithReply<AssetTwin.Command, JournalEvent, TwinState, AssetTwin.ChangeReply> changing(
            ConnectivityInput.Instruction instruction) {
        return kit.runCommand(replyTo -> new AssetTwin.Change(instruction, replyTo));
    }
}
