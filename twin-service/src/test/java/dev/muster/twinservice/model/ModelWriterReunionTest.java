package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.TESTER;
import static dev.muster.twinservice.model.ModelFixtures.defineType;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A writer whose changelog was lost, or whose journal was restored to an earlier moment. */
class ModelWriterReunionTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("ModelWriterReunionTest", ModelFixtures.config());
    private static final BucketId TYPES = new BucketId("types");
    private static final ModelEvent DEFINED = new ModelEvent.TypeDefined(
            ModelFixtures.WIND_TURBINE,
            Validity.from(Validity.BEGINNING),
            new Recorded(ModelFixtures.START, TESTER.principal()));
    private static final Document ONCE = EventApplier.apply(null, DEFINED);
    private static final Document TWICE = EventApplier.apply(ONCE, DEFINED);
    private static final int WRITTEN = 3;

    private final InMemoryModelView view = new InMemoryModelView();
    private final HeldChangelog changelog = new HeldChangelog(view);
    private final TestProbe<ModelWriter.Compared> compared = ACTORS.createTestProbe(ModelWriter.Compared.class);
    private final TestProbe<ModelWriter.Reply> answers = ACTORS.createTestProbe(ModelWriter.Reply.class);
    private final EventSourcedBehaviorTestKit<ModelWriter.Command, WriterEvent, WriterState> writer =
            EventSourcedBehaviorTestKit.create(
                    ACTORS.system(),
                    ModelWriter.create(
                            TYPES, WriterPorts.of(view, changelog, ModelFixtures.CLOCK, Precedence.MANUAL), settings()),
                    EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldAgreeWithTheChangelogThatHasAllItPublished() {
        changelog.open();
        define();

        assertThat(compare(0, false)).isEqualTo(new ModelWriter.Compared(true, 0, 0, 0));
    }

    @Test
    void shouldNotMissWhatIsStillToBePublished() throws Exception {
        define();
        changelog.next();

        assertThat(compare(-1, false)).isEqualTo(new ModelWriter.Compared(true, 0, 0, -1));
    }

    @Test
    void shouldCompareNothingBeforeItsNodeHasReadSoFar() {
        assertThat(compare(7, false)).isEqualTo(new ModelWriter.Compared(false, 0, 0, -1));
    }

    @Test
    void shouldPublishAgainWhatALostChangelogLacks() throws Exception {
        // given: the journal says that much was published, and the changelog is another one
        published();

        // when
        ModelWriter.Compared lost = compare(-1, false);

        // then: whoever does not unite only learns that positions are beyond the end, and nothing is published
        assertThat(lost).isEqualTo(new ModelWriter.Compared(false, 0, 0, 41));
        assertThat(changelog.isQuiet()).isTrue();

        // when
        assertThat(compare(-1, true)).isEqualTo(new ModelWriter.Compared(true, 1, 0, 41));

        // then
        HeldChangelog.Publication publication = changelog.next();
        assertThat(publication.keys()).containsExactly("type/wind-turbine");
        assertThat(compare(-1, true))
                .as("not done before it is confirmed")
                .isEqualTo(new ModelWriter.Compared(true, 1, 0, -1));
        changelog.confirm(publication);
        assertThat(compare(0, true)).isEqualTo(new ModelWriter.Compared(true, 0, 0, 0));
        assertThat(writer.restart().state().outbox().position()).isLessThan(41);
    }

    /** With the position of the lost changelog every answer would wait until the new one is as long. */
    @Test
    void shouldTellPositionsOfTheNewChangelog() throws Exception {
        published();
        compare(-1, true);
        changelog.confirm(changelog.next());
        changelog.open();

        assertThat(define()).isEqualTo(new ModelReply.Applied(0, false));
    }

    @Test
    void shouldTakeOverWhatARestoredJournalDoesNotKnow() {
        // given
        view.apply(List.of(new Change(0, TWICE)));

        // when, then
        assertThat(compare(0, false)).isEqualTo(new ModelWriter.Compared(true, 0, 1, -1));
        assertThat(writer.getState().bucket().documents()).isEmpty();
        assertThat(compare(0, true)).isEqualTo(new ModelWriter.Compared(true, 0, 1, -1));
        assertThat(compare(0, true)).isEqualTo(new ModelWriter.Compared(true, 0, 0, -1));
        assertThat(writer.restart().state().bucket().documents()).containsExactly(TWICE);
        assertThat(changelog.isQuiet()).isTrue();
    }

    /** Its number is one of the writer's, or the next change would count as published with it. */
    @Test
    void shouldPublishAgainWhatItHasTakenOver() throws Exception {
        view.apply(List.of(new Change(0, ONCE)));
        compare(0, true);

        writer.runCommand(new ModelWriter.PublishAgain(ONCE.entityKey()));

        assertThat(changelog.next().documents()).containsExactly(ONCE);
    }

    /** As the journal of a writer reads that has published and noted it. */
    private void published() {
        writer.initialize(new WriterEvent.Changed(DEFINED), new WriterEvent.Published(1, 41));
        assertThat(changelog.isQuiet()).isTrue();
    }

    private ModelReply define() {
        writer.runCommand(new ModelWriter.Execute(defineType(), TESTER, -1, answers.ref()));
        return changelog.isOpen() ? answers.receiveMessage().reply() : new ModelReply.Pending(-1);
    }

    private ModelWriter.Compared compare(long end, boolean unite) {
        writer.runCommand(new ModelWriter.Compare(end, unite, compared.ref()));
        return compared.receiveMessage();
    }

    private static ModelSettings.Writer settings() {
        Duration late = Duration.ofMinutes(1);
        Duration soon = Duration.ofMillis(100);
        return new ModelSettings.Writer(WRITTEN, soon, soon, late, 100, late, 1_000, late);
    }
}
