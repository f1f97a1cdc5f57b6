package dev.muster.twinservice.audit;

import java.util.concurrent.CompletionStage;

/** Port: reads the audit of commands. Thread-safe; while the store does not answer, stages fail. */
@FunctionalInterface
public interface CommandAudit {
    CompletionStage<AuditPage> read(AuditQuery query);
}
