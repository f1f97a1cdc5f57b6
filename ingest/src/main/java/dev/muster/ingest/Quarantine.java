package dev.muster.ingest;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: where records go that history must not hold. */
@FunctionalInterface
public interface Quarantine {
    /**
     * Completes when every record is durable; fails when one of them may not be: ingest then puts all of them again. A record
     * can therefore stand there more than once; {@link QuarantinedRecord#id()} tells.
     */
    CompletionStage<?> put(List<QuarantinedRecord> records);
}
