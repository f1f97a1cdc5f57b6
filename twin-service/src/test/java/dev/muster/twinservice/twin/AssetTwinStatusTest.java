package dev.muster.twinservice.twin;

import static dev.muster.twinservice.twin.TwinFixtures.START;
import static dev.muster.twinservice.twin.TwinFixtures.connected;
import static dev.muster.twinservice.twin.TwinFixtures.disconnected;
import static dev.muster.twinservice.twin.TwinFixtures.power;
import static dev.muster.twinservice.twin.TwinFixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.rules.CommandSamples;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What others learn of a twin without asking it: its status, and when that ends by itself. */
class AssetTwinStatusTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("AssetTwinStatusTest", TwinFixtures.config());
    private static final Principal ANNA = new Principal("anna");

    private final TwinUnderTest twin = new TwinUnderTest(ACTORS);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldTellAggregationValuesAndStatus() {
        // when
        twin.observe(power(1), power(2));
        twin.observe(sample(3, OneAssetModel.WIND, 9));
        twin.observe(power(1));

        // then: one update for the batch that advanced power, none for the others
        assertThat(twin.updates).hasSize(1);
        assertThat(twin.updates.get(0).registers().values().get(OneAssetModel.POWER))
                .extracting(SignalValue::micros)
                .isEqualTo(2_000_000L);
        assertThat(twin.updates.get(0).registers().status())
                .isEqualTo(new StatusRegister(Connectivity.ONLINE, START.plusSeconds(1), 1));
    }

    @Test
    void shouldStoreStatusUntilItSucceeds() {
        // given
        twin.read();
        twin.store.failingPuts.set(3);

        // when
        twin.observe(connected(1, 1), disconnected(1, 2));

        // then
        StatusRegister offline = new StatusRegister(Connectivity.OFFLINE, START.plusSeconds(2), 4);
        ACTORS.createTestProbe().awaitAssert(() -> {
            assertThat(twin.store.latest).containsEntry(twin.asset, new MemberRegisters(Map.of(), offline));
            return offline;
        });
    }

    @Test
    void shouldStoreStatusAgainWhenItWakesAndTheStoreHasAnother() {
        // given
        twin.observe(power(1));
        twin.store.latest.clear();
        twin.updates.clear();

        // when
        twin.kit.restart();
        twin.read();

        // then
        StatusRegister online = new StatusRegister(Connectivity.ONLINE, START.plusSeconds(1), 1);
        ACTORS.createTestProbe().awaitAssert(() -> {
            assertThat(twin.store.latest).containsEntry(twin.asset, new MemberRegisters(Map.of(), online));
            return online;
        });
        assertThat(twin.updates)
                .extracting(update -> update.registers().status())
                .containsExactly(online);
    }

    @Test
    void shouldSayWhenMaintenanceEndsAndWhatThen() {
        // given it is online and somebody works on it
        twin.observe(power(1));
        twin.change(new ConnectivityInput.BeginMaintenance(ANNA, START.plusSeconds(50)));

        // then who reads the status needs no word from the twin when the work ends
        StatusRegister.Work work =
                new StatusRegister.Work(START.plusSeconds(50), Connectivity.ONLINE, START.plusSeconds(1));
        assertThat(twin.updates)
                .last()
                .extracting(update -> update.registers().status().work())
                .isEqualTo(work);

        // and it is journaled when anything is asked next
        twin.clock.set(START.plusSeconds(50));
        assertThat(twin.read().connectivity()).isEqualTo(Connectivity.ONLINE);
        assertThat(twin.read().transitions())
                .last()
                .isEqualTo(new ConnectivityEvent.MaintenanceExpired(START.plusSeconds(50)));
        assertThat(twin.updates)
                .last()
                .extracting(update -> update.registers().status())
                .isEqualTo(new StatusRegister(Connectivity.ONLINE, START.plusSeconds(1), 3));
    }

    @Test
    void shouldKnowWhenItWasLastSeenThoughItsValuesDoNotTell() {
        // given a twin that was online, and of which the store knows an arrival that no value tells
        twin.observe(power(1));
        twin.store.lastSeen.put(twin.asset, START.plusSeconds(7));
        twin.kit.restart();

        // when the deadline keeper knows less
        AssetTwin.ChangeReply reply =
                twin.change(new ConnectivityInput.Overdue(START.plusSeconds(60), START.plusSeconds(6)));

        // then
        assertThat(reply).isEqualTo(new AssetTwin.Applied(false, START.plusSeconds(7)));
        assertThat(twin.change(new ConnectivityInput.Overdue(START.plusSeconds(60), START.plusSeconds(7))))
                .isEqualTo(new AssetTwin.Applied(true, START.plusSeconds(7)));
    }

    @Test
    void shouldNumberTheStatusByTheLastTransition() {
        TwinState state = TwinState.NEW;
        assertThat(state.statusSequence(0)).isZero();

        List<CommandEvent> events = CommandSamples.events();
        state = state.apply(events.get(0)).apply(events.get(4));
        assertThat(state.statusSequence(2)).isZero();

        state = state.apply(
                new ConnectivityEvent.WentOnline(TwinFixtures.SOURCE, ConnectivityEvent.OnlineCause.SAMPLE, START));
        assertThat(state.statusSequence(3)).isEqualTo(3);
        assertThat(state.apply(events.get(6)).statusSequence(4)).isEqualTo(3);
    }
}
