package dev.muster.twinservice.model;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.fact.ModelCommand;
import dev.muster.assetmodel.fact.ModelReply;
import dev.muster.assetmodel.fact.ModelReply.Applied;
import dev.muster.assetmodel.fact.ModelReply.Pending;
import dev.muster.assetmodel.fact.ModelReply.Reason;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.view.ModelView;
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
    public CompletionStage<ModelReply> execute(ModelCommand command, Principal principal) {
        BucketId bucket = BucketId.of(command);
        long seen = view.position();
        return writers.apply(bucket)
                .<ModelWriter.Reply>ask(
                        replyTo -> new ModelWriter.Execute(command, principal, seen, replyTo), settings.replyTimeout())
                .handleAsync(
                        (answer, failure) -> failure == null ? answer.reply() : unavailable(bucket, failure), executor)
                .thenComposeAsync(this::visible, executor);
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
