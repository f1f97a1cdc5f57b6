package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.TESTER;
import static dev.muster.twinservice.model.ModelFixtures.createHierarchy;
import static dev.muster.twinservice.model.ModelFixtures.defineType;
import static dev.muster.twinservice.model.ModelFixtures.putAsset;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.twinservice.model.HeldChangelog.Publication;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelWriterTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("ModelWriterTest", ModelFixtures.config());
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofMillis(100);
    private static final int UNPUBLISHED_MAX = 3;
    private static final int NOTE_EVERY = 2;

    private final BucketId bucket = new BucketId("test-" + UUID.randomUUID());
    private final InMemoryModelView view = new InMemoryModelView();
    private final HeldChangelog changelog = new HeldChangelog(view);
    private final TestProbe<ModelWriter.Reply> answers = ACTORS.createTestProbe(ModelWriter.Reply.class);
    private EventSourcedBehaviorTestKit<ModelWriter.Command, WriterEvent, WriterState> writer;

    @BeforeEach
    void wakeWriter() {
        writer = writer(LONG, LONG);
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldJournalAtOnceAndAnswerOnceTheChangelogHasIt() throws Exception {
        // when
        var result = execute(defineType());

        // then
        assertThat(result.event())
                .isInstanceOfSatisfying(WriterEvent.Changed.class, changed -> assertThat(changed.event())
                        .isInstanceOf(ModelEvent.TypeDefined.class));
        answers.expectNoMessage(SILENCE);
        Publication publication = changelog.next();
        assertThat(publication.keys()).containsExactly("type/wind-turbine");

        // when
        changelog.confirm(publication);

        // then
        assertThat(answer()).isEqualTo(new Applied(0, true));
    }

    @Test
    void shouldTakeCommandsWhilePublishingAndAnswerInOrder() throws Exception {
        execute(createHierarchy("One"));
        execute(createHierarchy("Two"));
        Publication first = changelog.next();
        Publication second = changelog.next();

        changelog.confirm(first);
        assertThat(answer()).isEqualTo(new Applied(0, true));
        answers.expectNoMessage(SILENCE);
        changelog.confirm(second);

        assertThat(answer()).isEqualTo(new Applied(1, true));
        assertThat(second.documents().get(0).revision()).isEqualTo(2);
    }

    @Test
    void shouldRecordNothingAndAnswerBehindWhatIsUnderWayWhenItAlreadyIsSo() throws Exception {
        execute(defineType());

        var again = execute(defineType());

        assertThat(again.hasNoEvents()).isTrue();
        answers.expectNoMessage(SILENCE);
        changelog.confirm(changelog.next());
        assertThat(List.of(answer(), answer())).containsExactly(new Applied(0, true), new Applied(0, false));
        assertThat(changelog.isQuiet()).isTrue();
    }

    @Test
    void shouldRejectAtOnceAndRecordNothing() {
        var result = execute(putAsset("WT-07"));

        assertThat(result.hasNoEvents()).isTrue();
        assertThat(answer()).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.UNKNOWN_REFERENCE);
            assertThat(rejected.field()).isEqualTo("type");
        });
    }

    @Test
    void shouldPublishAgainAfterFailure() throws Exception {
        execute(defineType());
        changelog.fail(changelog.next());

        Publication again = changelog.next();
        changelog.confirm(again);

        assertThat(again.keys()).containsExactly("type/wind-turbine");
        assertThat(answer()).isEqualTo(new Applied(0, true));
    }

    @Test
    void shouldPublishAfterRecoveryWhatWasNeverConfirmed() throws Exception {
        execute(createHierarchy("One"));
        changelog.next();

        writer.restart();

        assertThat(changelog.next().keys()).containsExactly("hierarchy/geography");
    }

    @Test
    void shouldNotPublishAfterRecoveryWhatTheJournalKnowsToBePublished() throws Exception {
        // given
        changelog.open();
        for (int i = 0; i < NOTE_EVERY; i++) {
            execute(createHierarchy("Name " + i));
            changelog.next();
            answer();
        }
        // A command behind the note: once it is answered, the note is journaled.
        execute(createHierarchy("Name 1"));
        answer();
        changelog.hold();

        // when
        writer.restart();
        execute(createHierarchy("Another"));

        // then
        Publication publication = changelog.next();
        assertThat(publication.documents()).hasSize(1);
        assertThat(publication.documents().get(0).revision()).isEqualTo(NOTE_EVERY + 1);
        assertThat(changelog.isQuiet()).isTrue();
    }

    @Test
    void shouldNoteHowFarItPublishedOnceItIsIdle() throws Exception {
        writer = writer(Duration.ofMillis(20), LONG);
        changelog.open();
        execute(createHierarchy("One"));
        answer();
        TestProbe<Object> time = ACTORS.createTestProbe();

        WriterState state = time.awaitAssert(Duration.ofSeconds(5), () -> {
            WriterState now = writer.runCommand(new ModelWriter.Wake()).state();
            assertThat(now.outbox().toNote()).isZero();
            return now;
        });

        assertThat(state.outbox().changes()).isEqualTo(1);
    }

    @Test
    void shouldRejectOneMoreThanMayWaitToBePublished() {
        for (int i = 0; i < UNPUBLISHED_MAX; i++) {
            execute(createHierarchy("Name " + i));
        }
        answers.expectNoMessage(SILENCE);

        var oneMore = execute(createHierarchy("One more"));

        assertThat(oneMore.hasNoEvents()).isTrue();
        assertThat(answer()).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void shouldDecideOnlyOnceItsViewIsAsNewAsTheGivers() {
        changelog.open();
        execute(putAsset("WT-07"), 0);
        answers.expectNoMessage(SILENCE);

        view.apply(List.of(new Change(0, typeDocument())));

        assertThat(answer()).isInstanceOf(Applied.class);
    }

    @Test
    void shouldGiveUpWhenItsViewStaysBehind() {
        writer = writer(LONG, Duration.ofMillis(20));

        execute(putAsset("WT-07"), 1_000);

        assertThat(answer()).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(rejected.detail()).startsWith("Expected the writer's view of the model at position 1000");
        });
    }

    @Test
    void shouldRecoverFromSnapshot() {
        changelog.open();
        for (int i = 0; i < 25; i++) {
            execute(createHierarchy("Name " + i));
            answer();
        }

        SnapshotTestKit snapshots = SnapshotTestKit.create(ACTORS.system());
        String id = ModelWriter.TYPE_KEY.name() + "|" + bucket;
        assertThat(snapshots.persistedInStorage(id)).isNotEmpty();
        WriterState recovered = writer.restart().state();

        assertThat(recovered.bucket().hierarchy(ModelFixtures.GEOGRAPHY))
                .hasValueSatisfying(hierarchy ->
                        assertThat(hierarchy.name().at(ModelFixtures.START)).contains("Name 24"));
        assertThat(recovered.outbox().changes()).isEqualTo(25);
    }

    @Test
    void shouldDeleteOldSnapshots() {
        changelog.open();
        for (int i = 0; i < 1_000; i++) {
            execute(createHierarchy("Name " + i));
            answer();
        }

        // 20 * 10 events apart at most, and three such times are kept: 60 of those that are 10 events apart
        String id = ModelWriter.TYPE_KEY.name() + "|" + bucket;
        assertThat(SnapshotTestKit.create(ACTORS.system()).persistedInStorage(id))
                .hasSizeBetween(20, 60);
    }

    @Test
    void shouldPublishAgainWhatAnOlderDocumentOverwrote() throws Exception {
        execute(defineType());
        changelog.confirm(changelog.next());
        answer();

        writer.runCommand(new ModelWriter.PublishAgain("type/wind-turbine"));
        writer.runCommand(new ModelWriter.PublishAgain("type/unknown"));

        assertThat(changelog.next().keys()).containsExactly("type/wind-turbine");
        assertThat(changelog.isQuiet()).isTrue();
    }

    private EventSourcedBehaviorTestKit<ModelWriter.Command, WriterEvent, WriterState> writer(
            Duration noteAfter, Duration viewTimeout) {
        ModelSettings.Writer settings = new ModelSettings.Writer(
                UNPUBLISHED_MAX,
                viewTimeout,
                Duration.ofSeconds(1),
                Duration.ofMillis(10),
                NOTE_EVERY,
                noteAfter,
                10,
                Duration.ofSeconds(1));
        // The writer's private messages and its state stay on the node; events and snapshots have golden files.
        return EventSourcedBehaviorTestKit.create(
                ACTORS.system(),
                ModelWriter.create(
                        bucket, WriterPorts.of(view, changelog, ModelFixtures.CLOCK, Precedence.MANUAL), settings),
                EventSourcedBehaviorTestKit.enabledSerializationSettings()
                        .withVerifyState(false)
                        .withVerifyCommands(true));
    }

    private EventSourcedBehaviorTestKit.CommandResult<ModelWriter.Command, WriterEvent, WriterState> execute(
            ModelCommand command) {
        return execute(command, -1);
    }

    private EventSourcedBehaviorTestKit.CommandResult<ModelWriter.Command, WriterEvent, WriterState> execute(
            ModelCommand command, long seen) {
        return writer.runCommand(new ModelWriter.Execute(command, TESTER, seen, answers.ref()));
    }

    private ModelReply answer() {
        return answers.receiveMessage().reply();
    }

    private static Document typeDocument() {
        return GoldenModel.typeDocument();
    }
}
