package dev.muster.twinservice.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CallsUnderWayTest {
    private final CallsUnderWay<String, List<Integer>, String> calls = new CallsUnderWay<>();
    private final List<CompletableFuture<String>> made = new ArrayList<>();
    private final List<Integer> input = new ArrayList<>(List.of(1));

    @Test
    void shouldGiveARepeatedCallTheAnswerThatIsOnItsWay() {
        CompletableFuture<String> first = call("a", input);
        CompletableFuture<String> second = call("a", input);
        assertThat(made).hasSize(1);

        made.get(0).complete("answer");

        assertThat(first).isCompletedWithValue("answer");
        assertThat(second).isCompletedWithValue("answer");
    }

    @Test
    void shouldCallAgainAfterAnAnswer() {
        call("a", input);
        made.get(0).complete("answer");

        CompletableFuture<String> second = call("a", input);

        assertThat(made).hasSize(2);
        assertThat(second).isNotDone();
    }

    @Test
    void shouldCallAgainAfterAFailure() {
        CompletableFuture<String> first = call("a", input);
        made.get(0).completeExceptionally(new IllegalStateException("Expected an answer but got none"));
        assertThat(first).isCompletedExceptionally();

        assertThat(call("a", input)).isNotDone();
        assertThat(made).hasSize(2);
    }

    @Test
    void shouldCallForWhatIsSaidByAnotherOrToAnother() {
        call("a", input);
        call("a", new ArrayList<>(input));
        call("b", input);

        assertThat(made).hasSize(3);
    }

    @Test
    void shouldNotForgetALaterCallWhenAnEarlierOneEnds() {
        List<Integer> later = List.of(2);
        call("a", input);
        call("a", later);

        made.get(0).complete("of the earlier");
        call("a", later);

        assertThat(made).hasSize(2);
    }

    @Test
    void shouldForgetACallThatEndsAtOnce() {
        calls.run("a", input, () -> CompletableFuture.completedFuture("at once"));

        assertThat(call("a", input)).isNotDone();
    }

    private CompletableFuture<String> call(String to, List<Integer> said) {
        return calls.run(to, said, this::make).toCompletableFuture();
    }

    private CompletionStage<String> make() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        made.add(answer);
        return answer;
    }
}
