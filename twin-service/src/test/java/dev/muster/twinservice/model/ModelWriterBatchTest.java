package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.CLOCK;
import static dev.muster.twinservice.model.ModelFixtures.GEOGRAPHY;
import static dev.muster.twinservice.model.ModelFixtures.TESTER;
import static dev.muster.twinservice.model.ModelFixtures.createHierarchy;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Much at once for one writer. */
class ModelWriterBatchTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("ModelWriterBatchTest", ModelFixtures.config());
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int UNPUBLISHED_MAX = 4;

    private final InMemoryModelView view = new InMemoryModelView();
    private final HeldChangelog changelog = new HeldChangelog(view);
    private final TestProbe<ModelWriter.ReplyAll> answers = ACTORS.createTestProbe(ModelWriter.ReplyAll.class);
    private EventSourcedBehaviorTestKit<ModelWriter.Command, WriterEvent, WriterState> writer;

    @BeforeEach
    void wakeWriter() {
        writer = EventSourcedBehaviorTestKit.create(
                ACTORS.system(),
                ModelWriter.create(
                        BucketId.of(createHierarchy("any")),
                        WriterPorts.of(view, changelog, CLOCK, Precedence.MANUAL),
                        new ModelSettings.Writer(UNPUBLISHED_MAX, LONG, LONG, LONG, 100, LONG, 1_000, LONG)),
                EventSourcedBehaviorTestKit.disabledSerializationSettings());
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldJournalAllAtOnceAndAnswerEach() throws Exception {
        var result = execute(
                List.of(createHierarchy("Geography")),
                List.of(group("north", null)),
                List.of(group("lost", "nowhere")),
                List.of(group("site", "north")),
                List.of(createHierarchy("Geography")));

        assertThat(result.events()).hasSize(3);
        changelog.confirm(changelog.next());
        assertThat(answer())
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo(new Applied(2, true)),
                        one -> assertThat(one).isEqualTo(new Applied(2, true)),
                        one -> assertThat(((Rejected) one).field()).isEqualTo("parent"),
                        one -> assertThat(one).isEqualTo(new Applied(2, true)),
                        one -> assertThat(one).isEqualTo(new Applied(2, false)));
    }

    @Test
    void shouldDoNothingOfLineThatCannotBeDoneWhole() throws Exception {
        var result = execute(
                List.of(createHierarchy("Geography")),
                List.of(group("north", null), group("site", "nowhere")),
                List.of(group("below", "north")));

        assertThat(result.events()).hasSize(1);
        assertThat(writer.getState().bucket().group(key("north"))).isEmpty();
        changelog.confirm(changelog.next());
        assertThat(answer())
                .extracting(reply -> reply.getClass().getSimpleName())
                .containsExactly("Applied", "Rejected", "Rejected");
    }

    @Test
    void shouldAnswerAtOnceWhenNothingCanBeDone() {
        var result = execute(List.of(group("north", null)));

        assertThat(result.hasNoEvents()).isTrue();
        assertThat(answer()).singleElement().isInstanceOf(Rejected.class);
    }

    @Test
    void shouldRefuseMoreWhileAsManyLinesWaitAsMay() {
        execute(List.of(createHierarchy("1")), List.of(createHierarchy("2")), List.of(createHierarchy("3")));
        assertThat(execute(List.of(createHierarchy("4"))).hasNoEvents()).isFalse();

        var refused = execute(List.of(createHierarchy("5")), List.of(createHierarchy("6")));

        assertThat(refused.hasNoEvents()).isTrue();
        assertThat(answer()).hasSize(2).allSatisfy(reply -> assertThat(((Rejected) reply).reason())
                .isEqualTo(Reason.UNAVAILABLE));
    }

    @SafeVarargs
    private EventSourcedBehaviorTestKit.CommandResult<ModelWriter.Command, WriterEvent, WriterState> execute(
            List<ModelCommand>... lines) {
        return writer.runCommand(new ModelWriter.ExecuteAll(List.of(lines), TESTER, -1, answers.ref()));
    }

    private List<ModelReply> answer() {
        return answers.receiveMessage().replies();
    }

    private static ModelCommand group(String id, @Nullable String parent) {
        return new ModelCommand.PutGroup(key(id), id, parent == null ? null : new GroupId(parent), null);
    }

    private static GroupKey key(String id) {
        return new GroupKey(GEOGRAPHY, new GroupId(id));
    }
}
