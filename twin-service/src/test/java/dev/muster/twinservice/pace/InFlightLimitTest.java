package dev.muster.twinservice.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private final List<CompletableFuture<Integer>> started = new ArrayList<>();
    private final InFlightLimit limit = new InFlightLimit(2, 3);

    @Test
    void shouldStartWaitingCallsInTheirOrderAsOthersEnd() {
        // given
        CompletionStage<Integer> first = run();
        CompletionStage<Integer> second = run();
        CompletionStage<Integer> third = run();
        assertThat(started).hasSize(2);

        // when
        started.get(1).complete(1);

        // then
        assertThat(started).hasSize(3);
        assertThat(second).isCompletedWithValue(1);
        assertThat(first).isNotDone();
        assertThat(third).isNotDone();
    }

    @Test
    void shouldFailCallWhenTooManyWaitAndOnlyThen() {
        // given
        List<CompletionStage<Integer>> allowed = List.of(run(), run(), run(), run(), run());

        // when
        CompletionStage<Integer> tooMany = run();

        // then
        assertThat(allowed).noneMatch(stage -> stage.toCompletableFuture().isDone());
        assertThat(tooMany)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedExecutionException.class)
                .withMessageContaining("Expected at most 3 calls waiting");
    }

    @Test
    void shouldMakeRoomAfterFailuresToo() {
        // given
        CompletionStage<Integer> failing = run();
        CompletionStage<Integer> throwing = limit.run(() -> {
            throw new IllegalStateException("planted");
        });
        assertThat(throwing).isCompletedExceptionally();

        // when
        started.get(0).completeExceptionally(new IllegalStateException("planted"));

        // then
        assertThat(failing).isCompletedExceptionally();
        run();
        run();
        assertThat(started).hasSize(3);
    }

    private CompletionStage<Integer> run() {
        return limit.run(() -> {
            CompletableFuture<Integer> call = new CompletableFuture<>();
            started.add(call);
            return call;
        });
    }
}
