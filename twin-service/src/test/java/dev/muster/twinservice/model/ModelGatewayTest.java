package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.TESTER;
import static dev.muster.twinservice.model.ModelFixtures.defineType;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Pending;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ModelGatewayTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("ModelGatewayTest", ModelFixtures.config());

    private final InMemoryModelView view = new InMemoryModelView();
    private final TestProbe<ModelWriter.Command> writer = ACTORS.createTestProbe(ModelWriter.Command.class);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldAnswerOnceThisNodeShowsTheChange() throws Exception {
        // given
        view.apply(List.of(new Change(4, GoldenModel.typeDocument())));

        // when
        CompletableFuture<ModelReply> reply = execute(Duration.ofSeconds(5), Duration.ofSeconds(5));
        ModelWriter.Execute execute = writer.expectMessageClass(ModelWriter.Execute.class);
        execute.replyTo().tell(new ModelWriter.Reply(new Applied(9, true)));

        // then
        assertThat(execute.seen()).isEqualTo(4);
        assertThat(execute.author()).isEqualTo(TESTER);
        assertThat(reply).isNotDone();
        view.skipTo(9);
        assertThat(reply.get(5, TimeUnit.SECONDS)).isEqualTo(new Applied(9, true));
    }

    @Test
    void shouldBePendingWhenThisNodeDoesNotShowItInTime() throws Exception {
        CompletableFuture<ModelReply> reply = execute(Duration.ofSeconds(5), Duration.ofMillis(20));
        writer.expectMessageClass(ModelWriter.Execute.class)
                .replyTo()
                .tell(new ModelWriter.Reply(new Applied(9, true)));

        assertThat(reply.get(5, TimeUnit.SECONDS)).isEqualTo(new Pending(9));
    }

    @Test
    void shouldHandRejectionOn() throws Exception {
        Rejected rejected = new Rejected(Reason.CONFLICT, "source", "Expected … but …");
        CompletableFuture<ModelReply> reply = execute(Duration.ofSeconds(5), Duration.ofSeconds(5));
        writer.expectMessageClass(ModelWriter.Execute.class).replyTo().tell(new ModelWriter.Reply(rejected));

        assertThat(reply.get(5, TimeUnit.SECONDS)).isEqualTo(rejected);
    }

    @Test
    void shouldSayThatNobodyAnswered() throws Exception {
        CompletableFuture<ModelReply> reply = execute(Duration.ofMillis(50), Duration.ofSeconds(5));

        assertThat(reply.get(5, TimeUnit.SECONDS)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(rejected.detail()).startsWith("Expected an answer of writer types");
        });
    }

    @Test
    void shouldTakeManyToTheirWriterAndNotWaitUntilThisNodeShowsThem() throws Exception {
        view.apply(List.of(new Change(4, GoldenModel.typeDocument())));
        Rejected rejected = new Rejected(Reason.CONFLICT, "source", "Expected … but …");

        CompletableFuture<List<ModelReply>> replies = executeAll(Duration.ofSeconds(5));
        ModelWriter.ExecuteAll execute = writer.expectMessageClass(ModelWriter.ExecuteAll.class);
        execute.replyTo().tell(new ModelWriter.ReplyAll(List.of(new Applied(9, true), rejected)));

        assertThat(execute.seen()).isEqualTo(4);
        assertThat(execute.lines()).hasSize(2);
        assertThat(replies.get(5, TimeUnit.SECONDS)).containsExactly(new Applied(9, true), rejected);
    }

    @Test
    void shouldSayOfEachThatNobodyAnswered() throws Exception {
        assertThat(executeAll(Duration.ofMillis(50)).get(5, TimeUnit.SECONDS))
                .hasSize(2)
                .allSatisfy(reply -> assertThat(((Rejected) reply).reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    private CompletableFuture<List<ModelReply>> executeAll(Duration replyTimeout) {
        return gateway(replyTimeout, Duration.ofSeconds(5))
                .executeAll(List.of(List.of(defineType()), List.of(defineType())), TESTER)
                .toCompletableFuture();
    }

    private CompletableFuture<ModelReply> execute(Duration replyTimeout, Duration visibleWithin) {
        return gateway(replyTimeout, visibleWithin)
                .execute(defineType(), TESTER)
                .toCompletableFuture();
    }

    private ModelGateway gateway(Duration replyTimeout, Duration visibleWithin) {
        return new ModelGateway(
                (BucketId bucket) -> TestEntityRef.of(ModelWriter.TYPE_KEY, bucket.value(), writer.ref()),
                view,
                new ModelSettings.Gateway(replyTimeout, visibleWithin),
                ACTORS.system().executionContext());
    }
}
