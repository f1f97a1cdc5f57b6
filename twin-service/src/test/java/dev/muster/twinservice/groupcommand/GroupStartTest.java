package dev.muster.twinservice.groupcommand;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How a group command begins: its members gathered, its alarm set. */
class GroupStartTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("GroupStartTest", GroupUnderTest.config());
    private static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(ACTORS.system());
    private static final Duration SILENCE = Duration.ofMillis(200);

    private final GroupUnderTest group = new GroupUnderTest(ACTORS, 4);
    private final List<AssetId> members = GroupFixtures.members(40);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private GroupMessage.Taken started() {
        return (GroupMessage.Taken) group.start(members);
    }

    @Test
    void shouldSetTheAlarmBeforeItStartsAndEachTimeItGoesOff() {
        // given
        group.commanding.gives = group.commanding::hold;
        CompletableFuture<Boolean> slow = new CompletableFuture<>();
        group.alarmSet = slow;

        // when
        TestProbe<GroupMessage.OfferReply> answer = group.asking(replyTo ->
                new GroupMessage.Offer(group.request, Draft.digest(members), members.size(), 0, members, replyTo));

        // then
        answer.expectNoMessage(SILENCE);
        JOURNAL.expectNothingPersisted(group.persistenceId(), SILENCE);
        Alarm first =
                new Alarm(Alarm.Kind.GROUP_COMMAND, group.request.id().value(), GroupFixtures.START.plusSeconds(10));
        assertThat(group.alarms).containsExactly(first);
        slow.complete(true);
        answer.receiveMessage();
        group.wake();
        assertThat(group.alarms).containsExactly(first, first);
        // Alarms that go off twice are no second chain.
        group.wake();
        assertThat(group.alarms).hasSize(2);
    }

    @Test
    void shouldNotStartWithoutAnAlarm() {
        // given
        group.alarmSet = CompletableFuture.failedFuture(new IllegalStateException("away"));

        // then
        assertThat(group.start(members)).isInstanceOf(GroupMessage.NotStarted.class);
        JOURNAL.expectNothingPersisted(group.persistenceId(), SILENCE);
        assertThat(group.read()).isNull();
        group.wake();
        group.alarmSet = CompletableFuture.completedFuture(true);
        assertThat(started().repeated()).isFalse();
    }

    @Test
    void shouldLetTheAlarmGoOffAgainWhenTheNextCannotBeSet() {
        // given
        group.commanding.gives = group.commanding::hold;
        started();
        group.alarmSet = CompletableFuture.failedFuture(new IllegalStateException("away"));

        // then
        group.<GroupMessage.Noted>asking(GroupMessage.Wake::new).expectNoMessage(SILENCE);
    }

    @Test
    void shouldGatherMembersAndSayWhichAreMissing() {
        assertThat(group.offer(members, 0, members.subList(0, 15))).isEqualTo(new GroupMessage.Gathered(15));
        assertThat(group.offer(members, 10, members.subList(10, 25))).isEqualTo(new GroupMessage.Gathered(25));
        assertThat(group.offer(members, 30, members.subList(30, 40))).isInstanceOf(GroupMessage.BeginAnew.class);
        // Another who found other members.
        List<AssetId> others = members.subList(0, 20);
        assertThat(group.offer(others, 15, others.subList(15, 20))).isInstanceOf(GroupMessage.BeginAnew.class);
        assertThat(group.offer(others, 0, others.subList(0, 5))).isEqualTo(new GroupMessage.Gathered(5));
        group.restart();
        assertThat(group.offer(members, 25, members.subList(25, 40))).isInstanceOf(GroupMessage.BeginAnew.class);
        assertThat(group.read()).isNull();
    }

    @Test
    void shouldTellAnotherCommandUnderTheSameKeyApart() {
        // given
        started();
        GroupRequest same = group.request;
        GroupRequest other = new GroupRequest(
                same.id(),
                same.group(),
                same.key(),
                same.command(),
                Arguments.NONE,
                same.by(),
                "",
                same.timeout(),
                null);

        // then
        assertThat(group.offer(other, members, 0, members)).isInstanceOf(GroupMessage.KeyInUse.class);
    }

    @Test
    void shouldEndAtOnceWithoutMembers() {
        // when
        GroupMessage.Taken taken = (GroupMessage.Taken) group.start(List.of());

        // then
        assertThat(taken.view().state()).isEqualTo(GroupView.State.ENDED);
        assertThat(JOURNAL.persistedInStorage(group.persistenceId()))
                .hasSize(2)
                .last()
                .isInstanceOf(GroupEvent.Ended.class);
    }
}
