package dev.muster.twinservice.command;

import java.util.concurrent.CompletionStage;

/** Port: tells the world what becomes of commands, over the topic {@code command-records}. Never blocks. */
public interface CommandStream {
    /** Completes when Kafka has it. The same record can be told more than once. */
    CompletionStage<?> publish(CommandRecord told);
}
