package dev.muster.ingest.deadline.simulation;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A twin is told, and answers; when there is trouble, either may be late or lost. */
final class SimulatedTell {
    private final History history;
    private final GroundTruth.Told told;
    private final boolean troubled;
    private final int life;
    private final CompletableFuture<Optional<Instant>> answer = new CompletableFuture<>();

    SimulatedTell(History history, GroundTruth.Told told, boolean troubled) {
        this.history = history;
        this.told = told;
        this.troubled = troubled;
        this.life = told.node().life();
    }

    CompletionStage<Optional<Instant>> send() {
        if (troubled && history.random.nextInt(10) == 0) {
            told.reader().answered(told, false);
            throw new IllegalStateException("simulated");
        }
        told.node().later(life, SimulatedNode.ANSWER_TIMEOUT, this::giveUp);
        if (!(troubled && history.random.nextInt(3) == 0)) {
            history.agenda.after(delay(), this::arrive);
        }
        return answer.whenComplete((later, failure) -> told.reader().answered(told, later != null && later.isEmpty()));
    }

    private void arrive() {
        if (!history.twins.isAway(told.source())) {
            Optional<Instant> later = history.twins.decide(told).map(history.broker::clock);
            told.node().later(life, delay(), () -> answer.complete(later));
        }
    }

    private void giveUp() {
        answer.completeExceptionally(new IllegalStateException("simulated"));
    }

    private long delay() {
        return history.random.nextLong(troubled ? 2 * SimulatedNode.ANSWER_TIMEOUT : SimulatedNode.LATENCY_MAX);
    }
}
