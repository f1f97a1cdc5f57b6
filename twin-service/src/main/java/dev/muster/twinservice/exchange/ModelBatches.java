package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: the writers of the model, asked for much at once. */
@FunctionalInterface
public interface ModelBatches {
    /**
     * Answers each of {@code lines}, which one writer writes and which does each as a whole or not at all. Recorded and
     * published when answered, though perhaps not visible here. Never fails for a reason that the caller could act upon: {@link
     * ModelReply.Reason#UNAVAILABLE} leaves open whether it was done, and repeating it is safe.
     */
    CompletionStage<List<ModelReply>> execute(List<List<ModelCommand>> lines, Author by);
}
