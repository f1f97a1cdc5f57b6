package dev.muster.twinservice.twin;

import static dev.muster.twinservice.twin.TwinFixtures.START;
import static dev.muster.twinservice.twin.TwinFixtures.connected;
import static dev.muster.twinservice.twin.TwinFixtures.disconnected;
import static dev.muster.twinservice.twin.TwinFixtures.power;
import static dev.muster.twinservice.twin.TwinFixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.ingest.Observation;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.twin.TwinFixtures.SteppedClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others learn of a twin without asking it: its status, and when that ends by itself. */
class AssetTwinStatusTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("AssetTwinStatusTest", TwinFixtures.config());
    private static final Principal ANNA = new Principal("anna");

    private final AssetId asset = TwinFixtures.freshAsset();
    private final InMemoryTwinStore store = new InMemoryTwinStore();
    private final List<MemberUpdate> updates = new CopyOnWriteArrayList<>();
    private final SteppedClock clock = new SteppedClock();
    private final OneAssetModel model = new OneAssetModel(asset::equals);
    private EventSourcedBehaviorTestKit<AssetTwin.Command, ConnectivityEvent, Lifecycle> twin;

    @BeforeEach
    void wakeTwin() {
        TwinPorts ports = TwinPorts.of(model, store, updates::add, clock, TwinFixtures.settings());
        twin = EventSourcedBehaviorTestKit.create(ACTORS.system(), AssetTwin.create(asset, ports));
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldTellAggregationValuesAndStatus() {
        // when
        observe(power(1), power(2));
        observe(sample(3, OneAssetModel.WIND, 9));
        observe(power(1));

        // then: one update for the batch that advanced power, none for the others
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).registers().values().get(OneAssetModel.POWER))
                .extracting(SignalValue::micros)
                .isEqualTo(2_000_000L);
        assertThat(updates.get(0).registers().status())
                .isEqualTo(new StatusRegister(Connectivity.ONLINE, START.plusSeconds(1), 1));
    }

    @Test
    void shouldStoreStatusUntilItSucceeds() {
        // given
        read();
        store.failingPuts.set(3);

        // when
        observe(connected(1, 1), disconnected(1, 2));

        // then
        StatusRegister offline = new StatusRegister(Connectivity.OFFLINE, START.plusSeconds(2), 4);
        ACTORS.createTestProbe().awaitAssert(() -> {
            assertThat(store.latest).containsEntry(asset, new MemberRegisters(Map.of(), offline));
            return offline;
        });
    }

    @Test
    void shouldStoreStatusAgainWhenItWakesAndTheStoreHasAnother() {
        // given
        observe(power(1));
        store.latest.clear();
        updates.clear();

        // when
        twin.restart();
        read();

        // then
        StatusRegister online = new StatusRegister(Connectivity.ONLINE, START.plusSeconds(1), 1);
        ACTORS.createTestProbe().awaitAssert(() -> {
            assertThat(store.latest).containsEntry(asset, new MemberRegisters(Map.of(), online));
            return online;
        });
        assertThat(updates).extracting(update -> update.registers().status()).containsExactly(online);
    }

    @Test
    void shouldSayWhenMaintenanceEndsAndWhatThen() {
        // given it is online and somebody works on it
        observe(power(1));
        change(new ConnectivityInput.BeginMaintenance(ANNA, START.plusSeconds(50)));

        // then who reads the status needs no word from the twin when the work ends
        StatusRegister.Work work =
                new StatusRegister.Work(START.plusSeconds(50), Connectivity.ONLINE, START.plusSeconds(1));
        assertThat(updates)
                .last()
                .extracting(update -> update.registers().status().work())
                .isEqualTo(work);

        // and it is journaled when anything is asked next
        clock.set(START.plusSeconds(50));
        assertThat(read().connectivity()).isEqualTo(Connectivity.ONLINE);
        assertThat(read().transitions())
                .last()
                .isEqualTo(new ConnectivityEvent.MaintenanceExpired(START.plusSeconds(50)));
        assertThat(updates)
                .last()
                .extracting(update -> update.registers().status())
                .isEqualTo(new StatusRegister(Connectivity.ONLINE, START.plusSeconds(1), 3));
    }

    @Test
    void shouldKnowWhenItWasLastSeenThoughItsValuesDoNotTell() {
        // given a twin that was online, and of which the store knows an arrival that no value tells
        observe(power(1));
        store.lastSeen.put(asset, START.plusSeconds(7));
        twin.restart();

        // when the deadline keeper knows less
        AssetTwin.ChangeReply reply =
                change(new ConnectivityInput.Overdue(START.plusSeconds(60), START.plusSeconds(6)));

        // then
        assertThat(reply).isEqualTo(new AssetTwin.Applied(false, START.plusSeconds(7)));
        assertThat(change(new ConnectivityInput.Overdue(START.plusSeconds(60), START.plusSeconds(7))))
                .isEqualTo(new AssetTwin.Applied(true, START.plusSeconds(7)));
    }

    private void observe(Observation... observations) {
        twin.<AssetTwin.ObserveReply>runCommand(replyTo -> new AssetTwin.Observe(List.of(observations), replyTo));
    }

    private AssetTwin.ChangeReply change(ConnectivityInput.Instruction instruction) {
        return twin.<AssetTwin.ChangeReply>runCommand(replyTo -> new AssetTwin.Change(instruction, replyTo))
                .reply();
    }

    private TwinSnapshot read() {
        return twin.<TwinSnapshot>runCommand(AssetTwin.Read::new).reply();
    }
}
