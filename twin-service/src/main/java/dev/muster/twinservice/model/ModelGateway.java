package dev.muster.twinservice.model;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Pending;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.view.ModelView;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Takes commands to their writer, wherever it lives, and waits until this node shows what they did. Thread-safe. */
public final class ModelGateway {
    private final Function<BucketId, EntityRef<ModelWriter.Command>> writers;
    private final ModelView view;
    private final ModelSettings.Gateway settings;
    private final Executor executor;

    ModelGateway(ActorSystem<?> system, ModelView view, ModelSettings.Gateway settings) {
        this(
                bucket -> ClusterSharding.get(system).entityRefFor(ModelWriter.TYPE_KEY, bucket.value()),
                view,
                settings,
                system.executionContext());
    }

    ModelGateway(
            Function<BucketId, EntityRef<ModelWriter.Command>> writers,
            ModelView view,
            ModelSettings.Gateway settings,
            Executor executor) {
        this.writers = writers;
        this.view = view;
        this.settings = settings;
        this.executor = executor;
    }

    /**
     * Never fails for a reason that the caller could act upon: those are {@link Rejected}. {@link Reason#UNAVAILABLE} leaves
     * open whether the command was done; repeating it is safe.
     */
    public CompletionStage<ModelReply> execute(ModelCommand command, Author author) {
        BucketId bucket = BucketId.of(command);
        long seen = view.position();
        return writers.apply(bucket)
                .<ModelWriter.Reply>ask(
                        replyTo -> new ModelWriter.Execute(command, author, seen, replyTo), settings.replyTimeout())
                .handleAsync(
                        (answer, failure) -> failure == null ? answer.reply() : unavailable(bucket, failure), executor)
                .thenComposeAsync(this::visible, executor);
    }

    /**
     * Likewise of many, all of one writer: each of {@code lines} is done as a whole or not at all. Does not wait until this
     * node shows what they did.
     */
    public CompletionStage<List<ModelReply>> executeAll(List<List<ModelCommand>> lines, Author author) {
        BucketId bucket = BucketId.of(lines.get(0).get(0));
        long seen = view.position();
        return writers.apply(bucket)
                .<ModelWriter.ReplyAll>ask(
                        replyTo -> new ModelWriter.ExecuteAll(lines, author, seen, replyTo), settings.replyTimeout())
                .handleAsync(
                        (answer, failure) -> failure == null
                                ? answer.replies()
                                : Collections.nCopies(lines.size(), unavailable(bucket, failure)),
                        executor);
    }

    private CompletionStage<ModelReply> visible(ModelReply reply) {
        if (!(reply instanceof Applied applied)) {
            return CompletableFuture.completedStage(reply);
        }
        return view.reached(applied.position(), settings.visibleWithin())
                .thenApplyAsync(reached -> reached ? applied : new Pending(applied.position()), executor);
    }

    private ModelReply unavailable(BucketId bucket, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new Rejected(
                    Reason.UNAVAILABLE,
                    "",
                    "Expected an answer of writer %s within %s but none came; it may have been done: repeat it"
                            .formatted(bucket, settings.replyTimeout()));
        }
        throw new CompletionException("Asking writer " + bucket + " failed unexpectedly", cause);
    }
}
