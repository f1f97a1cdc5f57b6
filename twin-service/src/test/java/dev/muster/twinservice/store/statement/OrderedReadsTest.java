package dev.muster.twinservice.store.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedReadsTest {
    private final Map<Integer, CompletableFuture<Integer>> asked = new LinkedHashMap<>();
    private final List<Integer> received = new ArrayList<>();

    @Test
    void shouldHandOverAnswersInOrderWhateverOrderTheyComeIn() {
        for (int seed = 0; seed < 200; seed++) {
            // given
            asked.clear();
            received.clear();
            Random random = new Random(seed);
            int keys = random.nextInt(40);
            CompletableFuture<?> done = run(keys, 8, answer -> true);

            // when
            while (!done.isDone()) {
                List<Integer> open = asked.keySet().stream()
                        .filter(key -> !answer(key).isDone())
                        .toList();
                assertThat(open).hasSizeBetween(1, 8);
                int key = open.get(random.nextInt(open.size()));
                answer(key).complete(key);
            }

            // then
            assertThat(done).isCompleted();
            assertThat(received).isEqualTo(IntStream.range(0, keys).boxed().toList());
        }
    }

    @Test
    void shouldBeginWithOneReadAndDoubleUpToTheLimit() {
        CompletableFuture<?> done = run(100, 4, answer -> true);
        assertThat(asked.keySet()).containsExactly(0);

        answer(0).complete(0);
        assertThat(asked.keySet()).containsExactly(0, 1, 2);

        answer(1).complete(1);
        assertThat(asked.keySet()).containsExactly(0, 1, 2, 3, 4, 5);

        answer(2).complete(2);
        assertThat(asked.keySet()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(done).isNotDone();
    }

    @Test
    void shouldAskNoFurtherWhenTheReceiverHasEnough() {
        CompletableFuture<?> done = run(100, 4, answer -> false);

        answer(0).complete(0);

        assertThat(done).isCompleted();
        assertThat(asked.keySet()).containsExactly(0);
    }

    @Test
    void shouldFailWithTheFailureOfTheRead() {
        CompletableFuture<?> done = run(100, 4, answer -> true);
        IllegalStateException failure = new IllegalStateException("no answer");

        answer(0).completeExceptionally(failure);

        assertThat(done).isCompletedExceptionally();
        assertThat(done.handle((nothing, thrown) -> thrown).join()).isSameAs(failure);
    }

    @Test
    void shouldNotGrowTheStackWithAnswersThatAreThereAtOnce() {
        List<Integer> keys = IntStream.range(0, 100_000).boxed().toList();

        CompletionStage<?> done = OrderedReads.run(keys, CompletableFuture::completedFuture, 32, key -> {
            received.add(key);
            return true;
        });

        assertThat(done.toCompletableFuture()).isCompleted();
        assertThat(received).isEqualTo(keys);
    }

    @Test
    void shouldCompleteAtOnceWithoutKeys() {
        CompletionStage<?> done = OrderedReads.run(Collections.<Integer>emptyList(), this::ask, 32, answer -> true);

        assertThat(done.toCompletableFuture()).isCompleted();
    }

    private CompletableFuture<?> run(int keys, int atOnceMax, Predicate<Integer> wantsMore) {
        List<Integer> all = IntStream.range(0, keys).boxed().toList();
        return OrderedReads.run(all, this::ask, atOnceMax, answer -> {
                    received.add(answer);
                    return wantsMore.test(answer);
                })
                .toCompletableFuture();
    }

    private CompletionStage<Integer> ask(int key) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        asked.put(key, answer);
        return answer;
    }

    private CompletableFuture<Integer> answer(int key) {
        return Objects.requireNonNull(asked.get(key), "nobody asked for " + key);
    }
}
