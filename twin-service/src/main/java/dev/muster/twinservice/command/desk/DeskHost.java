package dev.muster.twinservice.command.desk;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The actor around a {@link CommandDesk}. Steps come back to it one at a time, between its other messages. */
public interface DeskHost {
    /** Brings back the step that {@code step} makes of the stage's value or failure. */
    <T> void pipe(CompletionStage<T> stage, BiFunction<@Nullable T, @Nullable Throwable, DeskStep> step);

    /** Brings the step back after a while. */
    void after(Duration wait, DeskStep step);

    /** What is tried again failed. */
    void failed(String what, Throwable cause);
}
