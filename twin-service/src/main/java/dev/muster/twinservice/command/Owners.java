package dev.muster.twinservice.command;

import java.util.concurrent.CompletionStage;

/** Port: tells those on whose behalf commands are given. Never blocks. */
public interface Owners {
    /** Completes when the owner has taken note for good, or does not care. The same record can be told more than once. */
    CompletionStage<?> tell(Owner owner, CommandRecord told);
}
