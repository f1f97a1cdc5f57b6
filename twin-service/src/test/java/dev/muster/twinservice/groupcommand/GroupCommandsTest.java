package dev.muster.twinservice.groupcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.groupcommand.progress.GroupFixtures;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Group commands behind sharding, on a cluster of one node. */
class GroupCommandsTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create(
            "GroupCommandsTest", ConfigFactory.parseString("""
                akka.actor.provider = cluster
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                akka.cluster.jmx.multi-mbeans-in-same-jvm = on
                akka.coordinated-shutdown.exit-jvm = off
                """).withFallback(GroupUnderTest.config()));

    private static final ScriptedCommanding COMMANDING = new ScriptedCommanding();
    private static GroupCommands groups;

    private final GroupRequest request = GroupFixtures.request("key-" + UUID.randomUUID(), null);

    @BeforeAll
    static void start() {
        Cluster cluster = Cluster.get(ACTORS.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        groups = GroupCommands.start(
                ACTORS.system(),
                COMMANDING,
                alarm -> CompletableFuture.completedFuture(true),
                Clock.fixed(GroupFixtures.START, ZoneOffset.UTC),
                GroupUnderTest.settings(64));
    }

    @BeforeEach
    void answerWithSuccess() {
        COMMANDING.gives = new ScriptedCommanding().gives;
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private GroupView view() {
        return await(groups.read(request.id())).orElseThrow();
    }

    @Test
    void shouldGiveToTenThousandMembersWithTheLongestIds() {
        // given
        List<AssetId> members = IntStream.range(0, 10_000)
                .mapToObj(i -> new AssetId("%05d".formatted(i) + "x".repeat(123)))
                .toList();

        // when
        var given = (GroupCommanding.Given) await(groups.give(request, members));

        // then
        assertThat(given.repeated()).isFalse();
        assertThat(given.view().members()).isEqualTo(10_000);
        ACTORS.createTestProbe().awaitAssert(Duration.ofSeconds(30), () -> {
            assertThat(view().state()).isEqualTo(GroupView.State.ENDED);
            return true;
        });
        assertThat(view().counts()).containsOnlyKeys(MemberStatus.SUCCEEDED);
        assertThat(pages(null, 999)).isEqualTo(members);
        assertThat(pages(MemberStatus.FAILED, 999)).isEmpty();
    }

    private List<AssetId> pages(@Nullable MemberStatus status, int limit) {
        List<AssetId> assets = new ArrayList<>();
        AssetId after = null;
        do {
            MembersPage page =
                    await(groups.members(request.id(), after, limit, status)).orElseThrow();
            assertThat(page.members()).hasSizeLessThanOrEqualTo(limit);
            page.members().forEach(member -> assets.add(member.asset()));
            after = page.next();
        } while (after != null);
        return assets;
    }

    @Test
    void shouldAnswerARepeatedKeyWithWhatBecameOfTheFirst() {
        // given
        await(groups.give(request, GroupFixtures.members(3)));

        // when others stand in the group now
        var again = (GroupCommanding.Given) await(groups.give(request, GroupFixtures.members(5)));

        // then
        assertThat(again.repeated()).isTrue();
        assertThat(again.view().members()).isEqualTo(3);
        GroupRequest other = new GroupRequest(
                request.id(),
                request.group(),
                request.key(),
                request.command(),
                Arguments.NONE,
                request.by(),
                "",
                request.timeout(),
                null);
        assertThat(await(groups.give(other, GroupFixtures.members(3)))).isInstanceOf(GroupCommanding.KeyReused.class);
    }

    @Test
    void shouldStartOnceWhenManyGiveTheSameAtOnce() {
        // given
        List<CompletionStage<GroupCommanding.Reply>> answers = new ArrayList<>();

        // when
        for (int i = 0; i < 8; i++) {
            answers.add(groups.give(request, GroupFixtures.members(1_400)));
        }

        // then
        assertThat(answers.stream()
                        .map(answer -> (GroupCommanding.Given) await(answer))
                        .filter(given -> !given.repeated()))
                .hasSize(1);
    }

    @Test
    void shouldKnowNothingOfWhatWasNotGiven() {
        CommandId unknown = CommandId.of(GroupFixtures.NORTH, "unknown");

        assertThat(await(groups.read(unknown))).isEmpty();
        assertThat(await(groups.members(unknown, null, 10, null))).isEmpty();
        assertThat(await(groups.cancel(unknown, GroupFixtures.ANNA))).isEmpty();
        assertThat(await(groups.wake(unknown.value()))).isNotNull();
    }

    @Test
    void shouldHearWhatBecomesOfMembersThroughTheirOwner() {
        // given
        COMMANDING.gives =
                one -> CompletableFuture.completedFuture(new Commanding.Known(ScriptedCommanding.accepted(one), false));
        List<AssetId> members = GroupFixtures.members(3);
        await(groups.give(request, members));
        OwnersByKind owners = new OwnersByKind(
                groups::tell,
                (id, told) -> CompletableFuture.failedFuture(new IllegalStateException("promise")),
                (id, told) -> CompletableFuture.failedFuture(new IllegalStateException("set-point")));

        // when
        for (AssetId member : members) {
            Owner owner = request.of(member).owner();
            assertThat(owner).isNotNull();
            assertThat(await(owners.tell(owner, ScriptedCommanding.succeeded(request, member))))
                    .isNotNull();
        }

        // then
        assertThat(view().state()).isEqualTo(GroupView.State.ENDED);
        assertThatThrownBy(() -> await(owners.tell(
                        new Owner(Owner.Kind.PROMISE, "1"), ScriptedCommanding.succeeded(request, members.get(0)))))
                .hasStackTraceContaining("promise");
        assertThatThrownBy(() -> await(owners.tell(
                        new Owner(Owner.Kind.SET_POINT, "1"), ScriptedCommanding.succeeded(request, members.get(0)))))
                .hasStackTraceContaining("set-point");
    }

    @Test
    void shouldRefuseMoreMembersThanItCanKeep() {
        assertThatThrownBy(() -> groups.give(request, GroupFixtures.members(10_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000");
    }
}
