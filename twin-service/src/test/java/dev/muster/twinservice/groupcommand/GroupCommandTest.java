package dev.muster.twinservice.groupcommand;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The entity; what it decides is played by {@link dev.muster.twinservice.groupcommand.progress.GroupSimulationTest}. */
class GroupCommandTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("GroupCommandTest", GroupUnderTest.config());
    private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(ACTORS.system());
    private static final Duration SILENCE = Duration.ofMillis(200);

    private final GroupUnderTest group = new GroupUnderTest(ACTORS, 4);
    private final List<AssetId> members = GroupFixtures.members(40);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private void await(MemberStatus status, int count) {
        TestProbe<Object> probe = ACTORS.createTestProbe();
        probe.awaitAssert(() -> {
            assertThat(group.counts()).containsEntry(status, count);
            return true;
        });
    }

    private GroupMessage.Taken started() {
        return (GroupMessage.Taken) group.start(members);
    }

    @Test
    void shouldGiveToEachMemberOnceAndEnd() {
        // when
        GroupMessage.Taken taken = started();

        // then
        assertThat(taken.repeated()).isFalse();
        assertThat(taken.view().members()).isEqualTo(40);
        assertThat(taken.view().counts()).containsExactly(Map.entry(MemberStatus.WAITING, 40));
        await(MemberStatus.SUCCEEDED, 40);
        assertThat(group.read().state()).isEqualTo(GroupView.State.ENDED);
        assertThat(group.read().endedAt()).isEqualTo(GroupFixtures.START);
        assertThat(group.commanding.given).extracting(CommandRequest::asset).containsExactlyElementsOf(members);
        assertThat(group.commanding.given)
                .allSatisfy(given -> assertThat(given).isEqualTo(group.request.of(given.asset())));
    }

    @Test
    void shouldNameEachMemberWithItsOutcome() {
        // given
        group.clock.goesOn = true;
        group.commanding.gives = request -> CompletableFuture.completedFuture(
                request.asset().equals(members.get(1))
                        ? new Commanding.Unknown("asset", request.asset().value())
                        : new Commanding.Known(ScriptedCommanding.succeeded(request), false));

        // when
        started();
        await(MemberStatus.SUCCEEDED, 39);
        await(MemberStatus.REFUSED, 1);

        // then
        assertThat(group.members().members())
                .extracting(MembersPage.Member::asset)
                .containsExactlyElementsOf(members);
        assertThat(group.members().members().get(1))
                .isEqualTo(new MembersPage.Member(
                        members.get(1),
                        MemberStatus.REFUSED,
                        "Expected a known asset but got 'WT-00001'",
                        group.request.memberCommand(members.get(1))));
    }

    @Test
    void shouldAskNoMoreThanSomeAtOnce() {
        // given
        group.commanding.gives = group.commanding::hold;

        // when
        started();
        await(MemberStatus.UNKNOWN, 8);

        // then
        assertThat(group.commanding.given).hasSize(4);
        group.commanding.held.get(members.get(2)).completeExceptionally(new IllegalStateException("away"));
        ACTORS.createTestProbe().awaitAssert(() -> {
            assertThat(group.commanding.given).hasSize(5);
            return true;
        });
    }

    @Test
    void shouldAskAgainWhoseTwinDoesNotAnswer() {
        // given
        group.clock.goesOn = true;
        group.commanding.gives = request -> group.commanding.timesGiven(request.asset()) < 3
                ? CompletableFuture.failedFuture(new TimeoutException())
                : CompletableFuture.completedFuture(new Commanding.Known(ScriptedCommanding.succeeded(request), true));

        // when
        started();

        // then
        await(MemberStatus.SUCCEEDED, 40);
        assertThat(group.commanding.given).hasSize(120);
    }

    @Test
    void shouldGoOnWhereItWasAfterRestartMidway() {
        // given ten that are known, four on their way, and the others waiting
        group.commanding.gives = request -> members.indexOf(request.asset()) < 10
                ? CompletableFuture.completedFuture(new Commanding.Known(ScriptedCommanding.succeeded(request), false))
                : group.commanding.hold(request);
        started();
        await(MemberStatus.SUCCEEDED, 10);

        // when
        group.restart();
        group.commanding.gives = request ->
                CompletableFuture.completedFuture(new Commanding.Known(ScriptedCommanding.succeeded(request), true));

        // then
        await(MemberStatus.SUCCEEDED, 40);
        assertThat(group.read().state()).isEqualTo(GroupView.State.ENDED);
        assertThat(members.subList(0, 10)).allMatch(member -> group.commanding.timesGiven(member) == 1);
        assertThat(members.subList(10, 14)).allMatch(member -> group.commanding.timesGiven(member) == 2);
        assertThat(members.subList(14, 40)).allMatch(member -> group.commanding.timesGiven(member) == 1);
        assertThat(group.commanding.given)
                .extracting(CommandRequest::key)
                .containsOnly(group.request.id().value());
    }

    @Test
    void shouldKnowAllOutcomesAfterItEndedAndRestarted() {
        // given
        started();
        await(MemberStatus.SUCCEEDED, 40);
        GroupView before = group.read();

        // when
        group.restart();

        // then
        assertThat(group.read()).isEqualTo(before);
        assertThat(group.start(members)).isEqualTo(new GroupMessage.Taken(before, true));
        assertThat(group.commanding.given).hasSize(40);
    }

    @Test
    void shouldNoteWhatIsToldOnlyWhenItIsPersisted() {
        // given
        group.commanding.gives = request ->
                CompletableFuture.completedFuture(new Commanding.Known(ScriptedCommanding.accepted(request), false));
        started();
        await(MemberStatus.ACCEPTED, 40);
        AssetId member = members.get(7);

        // when
        JOURNAL.failNextPersisted(group.persistenceId());
        TestProbe<GroupMessage.Noted> unheard = group.tell(ScriptedCommanding.succeeded(group.request, member));

        // then
        unheard.expectNoMessage(SILENCE);
        await(MemberStatus.ACCEPTED, 40);
        group.tell(ScriptedCommanding.succeeded(group.request, member)).receiveMessage();
        await(MemberStatus.SUCCEEDED, 1);
        // Old news, and news of a member with its outcome.
        group.tell(ScriptedCommanding.sent(group.request, member)).receiveMessage();
        assertThat(group.counts()).containsEntry(MemberStatus.SUCCEEDED, 1).doesNotContainKey(MemberStatus.SENT);
    }

    @Test
    void shouldNoteWhatIsOfNoConcern() {
        // given
        AssetId stranger = new AssetId("stranger");

        // then
        group.tell(ScriptedCommanding.succeeded(group.request, stranger)).receiveMessage();
        started();
        group.tell(ScriptedCommanding.succeeded(group.request, stranger)).receiveMessage();
        group.tell(ScriptedCommanding.succeeded(GroupFixtures.request("other", null), members.get(0)))
                .receiveMessage();
    }

    @Test
    void shouldCancelWhoWasNotAskedAtOnceAndTheOthersByTheirTwinsWord() {
        // given four on their way, eight reached, the others waiting
        group.commanding.gives = group.commanding::hold;
        started();
        await(MemberStatus.UNKNOWN, 8);

        // when
        GroupView cancelling = group.cancel();

        // then
        assertThat(cancelling.state()).isEqualTo(GroupView.State.CANCELLING);
        assertThat(cancelling.counts())
                .containsEntry(MemberStatus.CANCELLED, 32)
                .containsEntry(MemberStatus.UNKNOWN, 8);
        group.commanding.held.forEach((asset, answer) ->
                answer.complete(new Commanding.Known(ScriptedCommanding.sent(group.request, asset), false)));
        await(MemberStatus.SENT, 4);
        await(MemberStatus.CANCELLED, 36);
        assertThat(group.commanding.given).hasSize(4);
        for (AssetId member : members.subList(0, 4)) {
            group.tell(ScriptedCommanding.sentAndSucceeded(group.request, member))
                    .receiveMessage();
        }
        await(MemberStatus.SUCCEEDED, 4);
        assertThat(group.cancel().state()).isEqualTo(GroupView.State.ENDED);
    }
}
