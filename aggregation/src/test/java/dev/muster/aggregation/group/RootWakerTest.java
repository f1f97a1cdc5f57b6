package dev.muster.aggregation.group;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import dev.muster.aggregation.fleet.LiveModel;
import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RootWakerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");

    private final ActorTestKit testKit = ActorTestKit.create();

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void shouldWakeRootsAndEveryRuleInForceAgainAndAgain() {
        LiveModel model = new LiveModel();
        model.execute(NOW, new CreateHierarchy(GEOGRAPHY, "Geography"));
        putRule(model, "able", Validity.from(NOW));
        putRule(model, "over", new Validity(NOW.minusSeconds(2), NOW.minusSeconds(1)));
        TestProbe<GroupKey> woken = testKit.createTestProbe();

        testKit.spawn(RootWaker.create(model.view(), new Told(woken.ref()), Duration.ofMillis(1)));

        GroupKey root = GroupKey.root(GEOGRAPHY);
        GroupKey able = RuleGroup.key(new GroupId("able"));
        assertThat(woken.receiveSeveralMessages(4)).containsExactly(root, able, root, able);
    }

    private static void putRule(LiveModel model, String id, Validity validity) {
        Condition any = new Condition.Attribute("any", null, null, null);
        model.execute(NOW, new PutRuleGroup(new GroupId(id), new RuleGroup(id, List.of(any)), validity));
    }

    private record Told(ActorRef<GroupKey> woken) implements Groups {
        @Override
        public void tell(GroupKey group, GroupMessage message) {
            assertThat(message).isInstanceOf(GroupMessage.Wake.class);
            woken.tell(group);
        }

        @Override
        public CompletionStage<GroupReply> ask(
                GroupKey group, Function<ActorRef<GroupReply>, GroupMessage> message, Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }
}
