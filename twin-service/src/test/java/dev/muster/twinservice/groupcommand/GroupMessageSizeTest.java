package dev.muster.twinservice.groupcommand;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.groupcommand.progress.Standing;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GroupMessageSizeTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("GroupMessageSizeTest", GroupUnderTest.config());
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(ACTORS.system()));
    private static final int REMOTE_BYTES_DEFAULT = 256 * 1024;
    private static final int REMOTE_BYTES_MAX = 1024 * 1024;

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldFitTheLargestOfMessagesAndEvents() {
        String detail = "\u20ac".repeat(Standing.DETAIL_LENGTH_MAX);
        List<AssetId> some = IntStream.range(0, GroupEvent.Named.MEMBERS_MAX)
                .mapToObj(i -> new AssetId("%05d".formatted(i) + "x".repeat(123)))
                .toList();
        List<GroupEvent.Change> changes = IntStream.range(0, GroupEvent.Moved.CHANGES_MAX)
                .mapToObj(i -> new GroupEvent.Change(i, new Standing(MemberStatus.ACKNOWLEDGED, 9, detail)))
                .toList();
        List<MembersPage.Member> page = IntStream.range(0, MembersPage.LIMIT_MAX)
                .mapToObj(i -> new MembersPage.Member(
                        some.get(i % some.size()),
                        MemberStatus.ACKNOWLEDGED,
                        detail,
                        GroupFixtures.request("k", null).memberCommand(some.get(0))))
                .toList();

        assertThat(size(new GroupMessage.Offer(
                        GroupFixtures.request("k", null),
                        Draft.digest(some),
                        10_000,
                        0,
                        some,
                        ACTORS.system().deadLetters().narrow())))
                .isLessThan(REMOTE_BYTES_DEFAULT);
        assertThat(size(new GroupEvent.Named(some))).isLessThan(REMOTE_BYTES_DEFAULT);
        assertThat(size(new GroupEvent.Moved(1, changes))).isLessThan(REMOTE_BYTES_DEFAULT);
        assertThat(size(new GroupMessage.MembersReply(new MembersPage(page, some.get(0)))))
                .isLessThan(REMOTE_BYTES_MAX * 9 / 10);
    }

    private static int size(Object message) {
        return SERIALIZATION.serialize(message).get().length;
    }
}
