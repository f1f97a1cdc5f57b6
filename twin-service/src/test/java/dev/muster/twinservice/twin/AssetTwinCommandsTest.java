package dev.muster.twinservice.twin;

import static dev.muster.twinservice.twin.TwinFixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.ingest.Observation;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The actor around {@link dev.muster.twinservice.command.desk.CommandDesk}. */
class AssetTwinCommandsTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("AssetTwinCommandsTest", TwinFixtures.config());
    private static final Principal ANNA = new Principal("anna");

    private final TwinUnderTest twin = new TwinUnderTest(ACTORS);
    private final SourceId source = new SourceId(twin.asset.value());
    private final TestProbe<CommandAnswer> asker = ACTORS.createTestProbe(CommandAnswer.class);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldSendToAnOnlineAssetAndTellWhatBecameOfIt() {
        // given
        notice(Notice.Kind.CONNECTED, 3, 1);

        // when
        CommandAnswer.Known first = known(give("key", null));

        // then
        assertThat(first.repeated()).isFalse();
        await(() -> assertThat(status("key")).isEqualTo(CommandStatus.SENT));
        DeviceCommand wire = twin.commands.sent.get(0);
        assertThat(wire.source()).isEqualTo(source);
        assertThat(wire.epoch()).isEqualTo(3);
        assertThat(wire.issuedAt()).isEqualTo(START);
        assertThat(wire.expiresAt()).isEqualTo(START.plusSeconds(30));

        // when
        assertThat(ask(answer("key", source, 3, DeviceAck.Answer.SUCCEEDED))).isInstanceOf(CommandAnswer.Taken.class);

        // then
        await(() -> assertThat(journal()).last().isEqualTo(new CommandEvent.Told(id("key"), 3)));
        assertThat(twin.commands.audit.get(id("key")).status()).isEqualTo(CommandStatus.SUCCEEDED);
        assertThat(twin.commands.published).last().isEqualTo(twin.commands.audit.get(id("key")));
        assertThat(known(give("key", null)).repeated()).isTrue();
        assertThat(twin.commands.sent).hasSize(1);
    }

    @Test
    void shouldRefuseAtOnceAndTell() {
        notice(Notice.Kind.CONNECTED, 3, 1);
        notice(Notice.Kind.DISCONNECTED, 3, 2);

        CommandRecord refused = known(give("key", null)).command();

        assertThat(refused.status()).isEqualTo(CommandStatus.REFUSED);
        assertThat(refused.refusal()).extracting(Refusal::reason).isEqualTo(Refusal.Reason.OFFLINE);
        assertThat(refused.refusal()).extracting(Refusal::since).isEqualTo(START.plusSeconds(2));
        await(() -> assertThat(journal()).last().isInstanceOf(CommandEvent.Told.class));
        assertThat(twin.commands.sent).isEmpty();
        assertThat(twin.commands.audit).containsKey(id("key"));
    }

    @Test
    void shouldSendWhatWaitsWhenTheAssetComesOnlineAndSetAnAlarmBefore() {
        assertThat(known(give("key", START.plusSeconds(600))).command().status())
                .isEqualTo(CommandStatus.ACCEPTED);
        assertThat(twin.commands.alarms).isEmpty();

        twin.clock.set(START.plusSeconds(100));
        notice(Notice.Kind.CONNECTED, 3, 100);

        await(() -> assertThat(twin.commands.sent).hasSize(1));
        assertThat(twin.commands.sent.get(0).expiresAt()).isEqualTo(START.plusSeconds(130));
        assertThat(twin.commands.alarms).singleElement().satisfies(alarm -> assertThat(alarm.due())
                .isAfter(START.plusSeconds(130)));
    }

    @Test
    void shouldSendWhatWaitsWhenMaintenanceEndsByItself() {
        notice(Notice.Kind.CONNECTED, 3, 1);
        twin.change(new ConnectivityInput.BeginMaintenance(ANNA, START.plusSeconds(50)));
        assertThat(known(give("key", START.plusSeconds(600))).command().status())
                .isEqualTo(CommandStatus.ACCEPTED);

        twin.clock.set(START.plusSeconds(50));
        ask(new CommandInput.Find(id("key")));

        await(() -> assertThat(twin.commands.sent).hasSize(1));
    }

    @Test
    void shouldFindWhatHadGoneOutBeforeItDied() {
        notice(Notice.Kind.CONNECTED, 3, 1);
        twin.commands.acknowledges = false;
        give("key", null);
        assertThat(twin.commands.sent).hasSize(1);
        twin.commands.acknowledges = true;
        twin.clock.set(START.plusSeconds(8));
        twin.kit.restart();

        await(() -> assertThat(status("key")).isEqualTo(CommandStatus.SENT));
        assertThat(twin.commands.sent).hasSize(1);
        assertThat(twin.commands.looks).hasValue(1);
    }

    @Test
    void shouldSendOnceWhatWasLostWithTheEndThatItHad() {
        notice(Notice.Kind.CONNECTED, 3, 1);
        twin.commands.loses = true;
        twin.commands.acknowledges = false;
        give("key", null);
        twin.commands.loses = false;
        twin.commands.acknowledges = true;

        // when
        twin.clock.set(START.plusSeconds(8));
        twin.kit.restart();

        // then
        await(() -> assertThat(status("key")).isEqualTo(CommandStatus.SENT));
        assertThat(twin.commands.sent).singleElement().satisfies(wire -> {
            assertThat(wire.issuedAt()).isEqualTo(START.plusSeconds(8));
            assertThat(wire.expiresAt()).isEqualTo(START.plusSeconds(30));
        });
    }

    @Test
    void shouldExpireWhenAnAlarmWakesItAndAnswerOnceEverybodyKnows() {
        assertThat(ask(new CommandInput.Wake())).isInstanceOf(CommandAnswer.Settled.class);
        notice(Notice.Kind.CONNECTED, 3, 1);
        give("key", null);
        await(() -> assertThat(status("key")).isEqualTo(CommandStatus.SENT));
        twin.clock.set(START.plusSeconds(30));
        twin.kit.restart();
        // What was answered while it was away must be read first: it asks for a mark behind that.
        assertThat(known(ask(new CommandInput.Find(id("key")))).command().status())
                .isEqualTo(CommandStatus.SENT);
        await(() -> assertThat(twin.commands.marked).containsExactly(source));
        twin.commands.failingWrites.set(2);
        assertThat(ask(new CommandInput.AnswersRead(source, START.plusSeconds(30))))
                .isInstanceOf(CommandAnswer.Taken.class);

        assertThat(ask(new CommandInput.Wake())).isInstanceOf(CommandAnswer.Settled.class);
        assertThat(twin.commands.audit.get(id("key")).status()).isEqualTo(CommandStatus.EXPIRED);
        assertThat(journal()).last().isInstanceOf(CommandEvent.Told.class);
    }

    @Test
    void shouldTellStrangersThatTheyWereNotAsked() {
        notice(Notice.Kind.CONNECTED, 3, 1);
        give("key", null);

        assertThat(ask(answer("key", new SourceId("stranger"), 3, DeviceAck.Answer.SUCCEEDED)))
                .isInstanceOf(CommandAnswer.NotYours.class);
        assertThat(ask(answer("key", source, 2, DeviceAck.Answer.SUCCEEDED)))
                .isInstanceOf(CommandAnswer.NotYours.class);
        assertThat(journal()).noneMatch(CommandEvent.Answered.class::isInstance);
    }

    @Test
    void shouldTakeSoManyAtOnceAndMoreAfterAWhile() {
        for (int i = 0; i < TwinFixtures.commands().limits().asset().burst(); i++) {
            assertThat(give("key " + i, null)).isInstanceOf(CommandAnswer.Known.class);
        }
        assertThat(((CommandAnswer.TooMany) give("more", null)).retryAfter()).isEqualTo(Duration.ofMillis(500));
        assertThat(give("key 0", null)).isInstanceOf(CommandAnswer.Known.class);

        twin.clock.set(START.plusMillis(500));
        assertThat(give("more", null)).isInstanceOf(CommandAnswer.Known.class);
    }

    @Test
    void shouldShowTheLastOnesAndRememberByTheAuditWhatItForgot() {
        for (int i = 0; i < 25; i++) {
            twin.clock.set(START.plusSeconds(i));
            give("key " + i, null);
        }
        await(() -> assertThat(journal())
                .filteredOn(CommandEvent.Told.class::isInstance)
                .hasSize(25));
        assertThat(twin.kit.getState().commands().find(id("key 0"))).isEmpty();
        assertThat(twin.read().commands())
                .hasSize(10)
                .first()
                .extracting(CommandRecord::id)
                .isEqualTo(id("key 24"));

        CommandAnswer.Known known = known(give("key 0", null));

        assertThat(known.repeated()).isTrue();
        assertThat(known.command()).isEqualTo(twin.commands.audit.get(id("key 0")));
        assertThat(journal()).filteredOn(CommandEvent.Refused.class::isInstance).hasSize(25);
    }

    @Test
    void shouldLeaveTheStatusAloneWhateverBecomesOfCommands() {
        notice(Notice.Kind.CONNECTED, 3, 1);
        StatusRegister status = twin.store.latest.get(twin.asset).status();
        int updates = twin.updates.size();

        // when
        give("key", null);
        ask(answer("key", source, 3, DeviceAck.Answer.SUCCEEDED));
        await(() -> assertThat(journal()).last().isInstanceOf(CommandEvent.Told.class));
        twin.kit.restart();
        twin.read();

        // then
        assertThat(twin.updates).hasSize(updates);
        assertThat(twin.store.latest.get(twin.asset).status()).isEqualTo(status);

        // and the next transition has its number in the journal
        notice(Notice.Kind.DISCONNECTED, 3, 2);
        await(() -> assertThat(twin.store.latest.get(twin.asset).status().journalSequence())
                .isEqualTo(twin.kit
                        .persistenceTestKit()
                        .persistedInStorage("Twin|" + twin.asset)
                        .size()));
    }

    private void notice(Notice.Kind kind, long epoch, int second) {
        Instant at = START.plusSeconds(second);
        twin.observe(new Observation(new Notice(source, kind, epoch, at), at));
    }

    private CommandAnswer give(String key, @Nullable Instant queueUntil) {
        CommandRequest request = new CommandRequest(
                id(key),
                twin.asset,
                key,
                new CommandName("stop"),
                Arguments.NONE,
                ANNA,
                "",
                Duration.ofSeconds(30),
                queueUntil,
                null);
        return ask(new CommandInput.Give(request, null, START.plusSeconds(1_000)));
    }

    private CommandInput.DeviceAnswered answer(String key, SourceId by, long epoch, DeviceAck.Answer answer) {
        Instant at = START.plusSeconds(4);
        return new CommandInput.DeviceAnswered(new DeviceAck(id(key), twin.asset, by, epoch, answer, "", at), at);
    }

    private CommandAnswer ask(CommandInput.Asked asked) {
        twin.kit.runCommand(new AssetTwin.Ask(asked, asker.ref()));
        return asker.receiveMessage();
    }

    private static CommandAnswer.Known known(CommandAnswer answer) {
        return (CommandAnswer.Known) answer;
    }

    private CommandId id(String key) {
        return CommandId.of(twin.asset, key);
    }

    private CommandStatus status(String key) {
        return twin.kit.getState().commands().find(id(key)).orElseThrow().status();
    }

    private List<Object> journal() {
        return twin.kit.persistenceTestKit().persistedInStorage("Twin|" + twin.asset);
    }

    private void await(Runnable holds) {
        asker.awaitAssert(() -> {
            holds.run();
            return true;
        });
    }
}
