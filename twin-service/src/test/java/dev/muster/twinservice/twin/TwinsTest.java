package dev.muster.twinservice.twin;

import static dev.muster.twinservice.twin.TwinFixtures.START;
import static dev.muster.twinservice.twin.TwinFixtures.power;
import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.deadline.Overdue;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.ack.Taken;
import dev.muster.twinservice.command.desk.FakeCommandWorld;
import dev.muster.twinservice.placement.Placement;
import dev.muster.twinservice.placement.TwinPlacement;
import dev.muster.twinservice.placement.TwinShards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The twins behind sharding, on a cluster of one node. */
class TwinsTest {
    private static final Principal ANNA = new Principal("anna");
    private static final ActorTestKit ACTORS =
            ActorTestKit.create("TwinsTest", ConfigFactory.parseString("""
                akka.actor.provider = cluster
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                akka.cluster.jmx.multi-mbeans-in-same-jvm = on
                akka.coordinated-shutdown.exit-jvm = off
                """).withFallback(TwinFixtures.config()));
    private static final InMemoryTwinStore STORE = new InMemoryTwinStore();
    private static final FakeCommandWorld COMMANDS = new FakeCommandWorld();
    private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(ACTORS.system());

    private static Twins twins;

    @BeforeAll
    static void startTwins() {
        Cluster cluster = Cluster.get(ACTORS.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        TwinSettings settings = TwinFixtures.settings();
        twins = Twins.start(
                ACTORS.system(),
                new OneAssetModel(asset -> true),
                STORE,
                update -> {},
                new TwinFixtures.SteppedClock(),
                new TwinSettings(
                        settings.shards(),
                        settings.placement(),
                        settings.passivateAfter(),
                        new TwinSettings.Observing(Duration.ofSeconds(5), 8, 1_000, 2),
                        settings.judging(),
                        settings.snapshots(),
                        settings.retry()),
                COMMANDS.ports(TwinFixtures.commands()),
                new TwinPlacement(Placement.NEAR_PARTITION, TwinShards.of(settings.shards(), 12), Map::of));
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldAnswerManyTwinsAtOnceThroughFewInFlight() throws Exception {
        // given
        List<CompletionStage<List<Verdict>>> answers = new ArrayList<>();

        // when
        for (int i = 0; i < 200; i++) {
            answers.add(twins.observe(TwinFixtures.freshAsset(), List.of(power(1), power(2), power(2))));
        }

        // then
        for (CompletionStage<List<Verdict>> answer : answers) {
            assertThat(await(answer))
                    .containsExactly(new Verdict.Accepted(), new Verdict.Accepted(), new Verdict.Duplicate());
        }
    }

    @Test
    void shouldReadAndChange() throws Exception {
        // given an id with all characters that ids may have besides letters and digits
        AssetId asset = new AssetId("W/HOE#1._~:@+-" + TwinFixtures.freshAsset());

        // then
        assertThat(await(twins.read(asset)).connectivity()).isEqualTo(Connectivity.EXPECTED);
        assertThat(changed(twins.beginMaintenance(asset, ANNA, START.plusSeconds(60))))
                .isTrue();
        assertThat(await(twins.read(asset)).connectivity()).isEqualTo(Connectivity.MAINTENANCE);
        assertThat(changed(twins.endMaintenance(asset, ANNA))).isTrue();
        assertThat(await(twins.observe(asset, List.of(power(1))))).containsExactly(new Verdict.Accepted());
        assertThat(await(twins.tell(overdue(asset, START)))).hasValue(START.plusSeconds(1));
        assertThat(await(twins.tell(overdue(asset, START.plusSeconds(1))))).isEmpty();
        assertThat(await(twins.read(asset)).connectivity()).isEqualTo(Connectivity.OFFLINE);
        assertThat(changed(twins.retire(asset, ANNA))).isTrue();
        assertThat(changed(twins.reinstate(asset, ANNA))).isTrue();
        assertThat(await(twins.read(asset)).asset()).isEqualTo(asset);
    }

    @Test
    void shouldJudgeAnewWhatWasNeverAnsweredBecausePersistingFailed() throws Exception {
        // given a twin that is awake
        AssetId asset = TwinFixtures.freshAsset();
        await(twins.read(asset));
        JOURNAL.failNextPersisted("Twin|" + asset);

        // when
        CompletionStage<List<Verdict>> unanswered = twins.observe(asset, List.of(power(1)));

        // then
        assertThat(unanswered)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(await(twins.observe(asset, List.of(power(1))))).containsExactly(new Verdict.Accepted());
    }

    @Test
    void shouldGiveFindAndTakeBackCommands() throws Exception {
        // given an asset that has never reported
        AssetId asset = TwinFixtures.freshAsset();
        CommandRequest plain = request(asset, "plain", null);
        CommandRequest patient = request(asset, "patient", START.plusSeconds(60));
        CommandId unknown = new CommandId("unknown");

        // then
        assertThat(await(twins.give(plain, null, START)))
                .isInstanceOfSatisfying(
                        Commanding.Known.class,
                        known -> assertThat(known.command().status()).isEqualTo(CommandStatus.REFUSED));
        assertThat(await(twins.give(patient, null, START)))
                .isInstanceOfSatisfying(Commanding.Known.class, known -> assertThat(known.repeated())
                        .isFalse());
        assertThat(await(twins.findCommand(asset, patient.id())))
                .isInstanceOfSatisfying(Commanding.Known.class, known -> assertThat(known.repeated())
                        .isTrue());
        assertThat(await(twins.cancelCommand(asset, patient.id(), ANNA)))
                .isInstanceOfSatisfying(
                        Commanding.Known.class,
                        known -> assertThat(known.command().status()).isEqualTo(CommandStatus.CANCELLED));
        assertThat(await(twins.cancelCommand(asset, plain.id(), ANNA))).isInstanceOf(Commanding.Conflict.class);
        assertThat(await(twins.findCommand(asset, unknown)))
                .isEqualTo(new Commanding.Unknown("command", unknown.value()));
        assertThat(await(twins.wake(asset))).isEqualTo(Done.getInstance());
        assertThat(await(twins.take(ack(asset, unknown), START)))
                .isInstanceOfSatisfying(Taken.NotTheirs.class, not -> assertThat(not.reason())
                        .isEqualTo(RefusalReason.UNKNOWN_COMMAND));
        assertThat(await(twins.take(ack(asset, plain.id()), START)))
                .isInstanceOfSatisfying(
                        Taken.NotTheirs.class, not -> assertThat(not.reason()).isEqualTo(RefusalReason.FORGED_ANSWER));
        assertThat(twins.give(request(asset, "late", null), null, START.minusSeconds(1)))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
    }

    private static DeviceAck ack(AssetId asset, CommandId id) {
        return new DeviceAck(id, asset, TwinFixtures.SOURCE, 0, DeviceAck.Answer.SUCCEEDED, "", START);
    }

    private static CommandRequest request(AssetId asset, String key, @Nullable Instant queueUntil) {
        return new CommandRequest(
                CommandId.of(asset, key),
                asset,
                key,
                new CommandName("stop"),
                Arguments.NONE,
                ANNA,
                "",
                Duration.ofSeconds(30),
                queueUntil,
                null);
    }

    @Test
    void shouldFailBatchThatHistoryCannotJudge() throws Exception {
        // given
        AssetId asset = TwinFixtures.freshAsset();
        await(twins.observe(asset, List.of(power(9))));
        STORE.failingLookups.set(1);

        // then
        assertThat(twins.observe(asset, List.of(power(1))))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("Expected history to be readable but");
        assertThat(await(twins.observe(asset, List.of(power(1))))).containsExactly(new Verdict.Late());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Overdue overdue(AssetId asset, Instant lastSeen) {
        return new Overdue(asset, TwinFixtures.SOURCE, START.plusSeconds(60), lastSeen);
    }

    private static boolean changed(CompletionStage<AssetTwin.ChangeReply> reply) throws Exception {
        return await(reply) instanceof AssetTwin.Applied applied && applied.changed();
    }
}
