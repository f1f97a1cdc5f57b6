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
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.twin.TwinFixtures.SteppedClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssetTwinTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("AssetTwinTest", TwinFixtures.config());
    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict DUPLICATE = new Verdict.Duplicate();
    private static final Verdict LATE = new Verdict.Late();
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
    void shouldPersistTransitionButNoSample() {
        // given
        read();

        // when
        var first = observe(power(1));
        var second = observe(power(2), power(3));

        // then
        assertThat(first.events()).hasSize(1).first().isInstanceOf(ConnectivityEvent.WentOnline.class);
        assertThat(second.events()).isEmpty();
        assertThat(verdicts(first)).containsExactly(ACCEPTED);
        assertThat(verdicts(second)).containsExactly(ACCEPTED, ACCEPTED);
    }

    @Test
    void shouldShowAllThatItKnows() {
        // given
        observe(connected(3, 1), sample(2, OneAssetModel.POWER, 2.5), sample(3, OneAssetModel.WIND, 9));

        // when
        TwinSnapshot shown = read();

        // then
        assertThat(shown.connectivity()).isEqualTo(Connectivity.ONLINE);
        assertThat(shown.since()).isEqualTo(START.plusSeconds(1));
        assertThat(shown.lastSeen()).isEqualTo(START.plusSeconds(3));
        assertThat(shown.epoch()).isEqualTo(3);
        assertThat(shown.signals()).containsOnlyKeys(OneAssetModel.POWER, OneAssetModel.WIND);
        assertThat(shown.signals().get(OneAssetModel.POWER))
                .extracting(TwinSnapshot.LatestReading::value)
                .isEqualTo(new BigDecimal("2.5"));
        assertThat(shown.verdicts().accepted()).isEqualTo(3);
        assertThat(shown.transitions()).hasSize(2);
        assertThat(shown.clockSkew()).isNotNull();
    }

    @Test
    void shouldAskHistoryAboutOldSamples() {
        // given
        observe(power(9));
        store.write(asset, (Sample) power(2).telemetry());

        // when
        var result = observe(power(1), power(2), power(1));

        // then
        assertThat(verdicts(result)).containsExactly(LATE, DUPLICATE, DUPLICATE);
        assertThat(store.lookups).hasValue(2);
    }

    @Test
    void shouldSayThatItCannotJudgeWhenHistoryFailsAndJudgeLater() {
        // given
        observe(power(9));
        store.failingLookups.set(1);

        // then
        assertThat(observe(power(1)).replyOfType(AssetTwin.Unjudged.class).detail())
                .contains("Expected a store");
        assertThat(verdicts(observe(power(1)))).containsExactly(LATE);
    }

    @Test
    void shouldStartFromLatestValues() {
        // given
        Instant at = START.plusSeconds(50);
        store.latest.put(
                asset,
                new MemberRegisters(
                        Map.of(OneAssetModel.POWER, new SignalValue(7, Quality.GOOD, at, 50, TwinFixtures.SOURCE, at)),
                        null));
        store.failingLoads.set(3);
        twin.restart();

        // when
        TwinSnapshot shown = read();

        // then
        assertThat(shown.lastSeen()).isEqualTo(at);
        assertThat(shown.signals()).containsOnlyKeys(OneAssetModel.POWER);
        assertThat(verdicts(observe(power(49)))).containsExactly(LATE);
        assertThat(verdicts(observe(power(51)))).containsExactly(ACCEPTED);
    }

    @Test
    void shouldAnswerChanges() {
        assertThat(change(new ConnectivityInput.Retire(ANNA))).isEqualTo(new AssetTwin.Applied(true, null));
        assertThat(change(new ConnectivityInput.Retire(ANNA))).isEqualTo(new AssetTwin.Applied(false, null));
        assertThat(change(new ConnectivityInput.BeginMaintenance(ANNA, START.plusSeconds(9))))
                .isInstanceOf(AssetTwin.Rejected.class);
    }

    @Test
    void shouldRecoverToTheSameStateAfterEveryRandomStep() {
        Random random = new Random(42);
        List<ConnectivityEvent> journal = new ArrayList<>();
        read();
        for (int step = 0; step < 120; step++) {
            // given
            clock.set(START.plusSeconds(10L * step));

            // when
            journal.addAll(randomStep(random, 10 * step));
            TwinSnapshot before = read();
            Lifecycle recovered = twin.restart().state();

            // then
            assertThat(recovered).as("step %d", step).isEqualTo(Lifecycle.NEW.applyAll(journal));
            assertThat(read().connectivity()).isEqualTo(before.connectivity());
        }
        assertThat(journal).hasSizeGreaterThan(50);
        assertThat(twin.persistenceTestKit().persistedInStorage("Twin|" + asset))
                .hasSameSizeAs(journal);
    }

    private List<ConnectivityEvent> randomStep(Random random, int second) {
        return switch (random.nextInt(8)) {
            case 0 ->
                changed(new ConnectivityInput.BeginMaintenance(
                        ANNA, clock.instant().plusSeconds(25)));
            case 1 -> changed(new ConnectivityInput.EndMaintenance(ANNA));
            case 2 -> changed(new ConnectivityInput.Retire(ANNA));
            case 3 -> changed(new ConnectivityInput.Reinstate(ANNA));
            case 4 -> changed(new ConnectivityInput.Overdue(clock.instant(), clock.instant()));
            case 5 -> observe(connected(second, second)).events();
            case 6 -> observe(disconnected(second, second)).events();
            default -> observe(power(second)).events();
        };
    }

    private EventSourcedBehaviorTestKit.CommandResultWithReply<
                    AssetTwin.Command, ConnectivityEvent, Lifecycle, AssetTwin.ObserveReply>
            observe(Observation... observations) {
        return twin.runCommand(replyTo -> new AssetTwin.Observe(List.of(observations), replyTo));
    }

    private static List<Verdict> verdicts(
            EventSourcedBehaviorTestKit.CommandResultWithReply<?, ?, ?, AssetTwin.ObserveReply> result) {
        return result.replyOfType(AssetTwin.Judged.class).verdicts();
    }

    private AssetTwin.ChangeReply change(ConnectivityInput.Instruction instruction) {
        return twin.<AssetTwin.ChangeReply>runCommand(replyTo -> new AssetTwin.Change(instruction, replyTo))
                .reply();
    }

    private List<ConnectivityEvent> changed(ConnectivityInput.Instruction instruction) {
        return twin.<AssetTwin.ChangeReply>runCommand(replyTo -> new AssetTwin.Change(instruction, replyTo))
                .events();
    }

    private TwinSnapshot read() {
        return twin.<TwinSnapshot>runCommand(AssetTwin.Read::new).reply();
    }
}
