package dev.muster.twinservice.twin;

import static dev.muster.twinservice.twin.TwinFixtures.START;
import static dev.muster.twinservice.twin.TwinFixtures.connected;
import static dev.muster.twinservice.twin.TwinFixtures.disconnected;
import static dev.muster.twinservice.twin.TwinFixtures.power;
import static dev.muster.twinservice.twin.TwinFixtures.sample;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.japi.Pair;
import akka.persistence.testkit.SnapshotMeta;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.rules.CommandSamples;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Lifecycle;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AssetTwinTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("AssetTwinTest", TwinFixtures.config());
    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict DUPLICATE = new Verdict.Duplicate();
    private static final Verdict LATE = new Verdict.Late();
    private static final Principal ANNA = new Principal("anna");

    private static final Lifecycle ONLINE = new Lifecycle(new ConnectivityState.Online(START), null, List.of());

    private final TwinUnderTest twin = new TwinUnderTest(ACTORS);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldPersistTransitionButNoSample() {
        // given
        twin.read();

        // when
        var first = twin.observe(power(1));
        var second = twin.observe(power(2), power(3));

        // then
        assertThat(first.events()).hasSize(1).first().isInstanceOf(ConnectivityEvent.WentOnline.class);
        assertThat(second.events()).isEmpty();
        assertThat(verdicts(first)).containsExactly(ACCEPTED);
        assertThat(verdicts(second)).containsExactly(ACCEPTED, ACCEPTED);
    }

    @Test
    void shouldShowAllThatItKnows() {
        // given
        twin.observe(connected(3, 1), sample(2, OneAssetModel.POWER, 2.5), sample(3, OneAssetModel.WIND, 9));

        // when
        TwinSnapshot shown = twin.read();

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
        twin.observe(power(9));
        twin.store.write(twin.asset, (Sample) power(2).telemetry());

        // when
        var result = twin.observe(power(1), power(2), power(1));

        // then
        assertThat(verdicts(result)).containsExactly(LATE, DUPLICATE, DUPLICATE);
        assertThat(twin.store.lookups).hasValue(2);
    }

    @Test
    void shouldSayThatItCannotJudgeWhenHistoryFailsAndJudgeLater() {
        // given
        twin.observe(power(9));
        twin.store.failingLookups.set(1);

        // then
        assertThat(twin.observe(power(1)).replyOfType(AssetTwin.Unjudged.class).detail())
                .contains("Expected a store");
        assertThat(verdicts(twin.observe(power(1)))).containsExactly(LATE);
    }

    @Test
    void shouldStartFromLatestValues() {
        // given
        Instant at = START.plusSeconds(50);
        twin.store.latest.put(
                twin.asset,
                new MemberRegisters(
                        Map.of(OneAssetModel.POWER, new SignalValue(7, Quality.GOOD, at, 50, TwinFixtures.SOURCE, at)),
                        null));
        twin.store.failingLoads.set(3);
        twin.kit.restart();

        // when
        TwinSnapshot shown = twin.read();

        // then
        assertThat(shown.lastSeen()).isEqualTo(at);
        assertThat(shown.signals()).containsOnlyKeys(OneAssetModel.POWER);
        assertThat(verdicts(twin.observe(power(49)))).containsExactly(LATE);
        assertThat(verdicts(twin.observe(power(51)))).containsExactly(ACCEPTED);
    }

    @Test
    void shouldAnswerChanges() {
        assertThat(twin.change(new ConnectivityInput.Retire(ANNA))).isEqualTo(new AssetTwin.Applied(true, null));
        assertThat(twin.change(new ConnectivityInput.Retire(ANNA))).isEqualTo(new AssetTwin.Applied(false, null));
        assertThat(twin.change(new ConnectivityInput.BeginMaintenance(ANNA, START.plusSeconds(9))))
                .isInstanceOf(AssetTwin.Rejected.class);
    }

    @Test
    void shouldRecoverToTheSameStateAfterEveryRandomStep() {
        Random random = new Random(42);
        List<ConnectivityEvent> journal = new ArrayList<>();
        twin.read();
        for (int step = 0; step < 120; step++) {
            // given
            twin.clock.set(START.plusSeconds(10L * step));

            // when
            journal.addAll(randomStep(random, 10 * step));
            TwinSnapshot before = twin.read();
            Lifecycle recovered = twin.kit.restart().state().lifecycle();

            // then
            assertThat(recovered).as("step %d", step).isEqualTo(Lifecycle.NEW.applyAll(journal));
            assertThat(twin.read().connectivity()).isEqualTo(before.connectivity());
        }
        assertThat(journal).hasSizeGreaterThan(50);
        assertThat(twin.kit.persistenceTestKit().persistedInStorage("Twin|" + twin.asset))
                .hasSameSizeAs(journal);
    }

    @Test
    void shouldReadWhatWasStoredBeforeThereWereCommands() {
        // given
        SnapshotTestKit stored = twin.kit.snapshotTestKit().orElseThrow();
        stored.persistForRecovery("Twin|" + twin.asset, List.of(Pair.create(SnapshotMeta.create(0), ONLINE)));

        // when
        twin.kit.restart();

        // then
        assertThat(twin.kit.getState()).isEqualTo(TwinState.of(ONLINE));
        assertThat(twin.read().connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldStoreTwinsThatNeverHadCommandsAsBefore() {
        assertThat(TwinState.Adapter.INSTANCE.toJournal(TwinState.of(ONLINE))).isSameAs(ONLINE);

        TwinState commanded = new TwinState(ONLINE, CommandSamples.commands(), 3);
        assertThat(TwinState.Adapter.INSTANCE.toJournal(commanded)).isSameAs(commanded);
        assertThat(TwinState.Adapter.INSTANCE.fromJournal(commanded)).isSameAs(commanded);
        TwinState behind = new TwinState(ONLINE, Commands.NONE, 1);
        assertThat(TwinState.Adapter.INSTANCE.toJournal(behind)).isSameAs(behind);
    }

    @Test
    void shouldShareWhatTwinsWithoutCommandsHave() {
        TwinState moved = TwinState.NEW.apply(
                new ConnectivityEvent.WentOnline(TwinFixtures.SOURCE, ConnectivityEvent.OnlineCause.SAMPLE, START));

        assertThat(moved.commands()).isSameAs(Commands.NONE);
        assertThat(new TwinState(ONLINE, new Commands(null, null, false), 0).commands())
                .isSameAs(Commands.NONE);
    }

    private List<ConnectivityEvent> randomStep(Random random, int second) {
        return switch (random.nextInt(8)) {
            case 0 ->
                twin.changed(new ConnectivityInput.BeginMaintenance(
                        ANNA, twin.clock.instant().plusSeconds(25)));
            case 1 -> twin.changed(new ConnectivityInput.EndMaintenance(ANNA));
            case 2 -> twin.changed(new ConnectivityInput.Retire(ANNA));
            case 3 -> twin.changed(new ConnectivityInput.Reinstate(ANNA));
            case 4 -> twin.changed(new ConnectivityInput.Overdue(twin.clock.instant(), twin.clock.instant()));
            case 5 -> twin.moved(connected(second, second));
            case 6 -> twin.moved(disconnected(second, second));
            default -> twin.moved(power(second));
        };
    }

    private static List<Verdict> verdicts(
            EventSourcedBehaviorTestKit.CommandResultWithReply<?, ?, ?, AssetTwin.ObserveReply> result) {
        return result.replyOfType(AssetTwin.Judged.class).verdicts();
    }
}
