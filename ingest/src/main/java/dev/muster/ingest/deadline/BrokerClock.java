package dev.muster.ingest.deadline;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Port: the broker's clock, and by answering the proof that the broker takes records. */
@FunctionalInterface
public interface BrokerClock {
    /** A time that the broker had between this call and its answer; fails when the broker does not take a record in time. */
    CompletionStage<Instant> now();
}
