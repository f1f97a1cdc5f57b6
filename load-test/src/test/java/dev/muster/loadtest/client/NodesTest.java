package dev.muster.loadtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NodesTest {
    private static final URI FIRST = URI.create("http://first");
    private static final URI SECOND = URI.create("http://second");

    private final Nodes nodes = new Nodes(List.of(FIRST, SECOND));
    private final List<URI> asked = new ArrayList<>();

    @Test
    void shouldStayWithTheOneThatAnswers() {
        assertThat(nodes.ask("GET", this::answer)).isCompletedWithValue("answer");
        assertThat(nodes.ask("POST", this::answer)).isCompletedWithValue("answer");

        assertThat(asked).containsExactly(FIRST, FIRST);
    }

    @Test
    void shouldAskAnotherForWhatDoesNoHarmTwiceAndStayThere() {
        assertThat(nodes.ask("GET", uri -> isFirst(uri) ? unreachable(new Exception("cut")) : answer(uri)))
                .isCompletedWithValue("answer");
        assertThat(nodes.ask("POST", this::answer)).isCompletedWithValue("answer");

        assertThat(asked).containsExactly(FIRST, SECOND, SECOND);
        assertThat(nodes.current()).isEqualTo(SECOND);
    }

    @Test
    void shouldAskAnotherForWhatWasNeverSent() {
        assertThat(nodes.ask("POST", uri -> isFirst(uri) ? unreachable(new ConnectException()) : answer(uri)))
                .isCompletedWithValue("answer");

        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void shouldNotRepeatWhatCouldHaveBeenTaken() {
        CompletableFuture<String> given =
                nodes.ask("POST", uri -> isFirst(uri) ? unreachable(new Exception("cut")) : answer(uri));

        assertThatThrownBy(given::join).hasCauseInstanceOf(RequestFailed.class);
        assertThat(asked).containsExactly(FIRST);
        assertThat(nodes.current()).isEqualTo(SECOND);
    }

    @Test
    void shouldTakeARefusalForAnAnswer() {
        CompletableFuture<String> refused = nodes.ask("GET", uri -> {
            asked.add(uri);
            return CompletableFuture.failedFuture(new RequestFailed(404, "no", null));
        });

        assertThatThrownBy(refused::join).hasCauseInstanceOf(RequestFailed.class);
        assertThat(asked).containsExactly(FIRST);
        assertThat(nodes.current()).isEqualTo(FIRST);
    }

    @Test
    void shouldAskEachOnceWhenNobodyAnswers() {
        CompletableFuture<String> given = nodes.ask("GET", uri -> {
            asked.add(uri);
            return unreachable(new ConnectException());
        });

        assertThatThrownBy(given::join).hasCauseInstanceOf(RequestFailed.class);
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    private boolean isFirst(URI uri) {
        if (uri.equals(FIRST)) {
            asked.add(uri);
            return true;
        }
        return false;
    }

    private CompletableFuture<String> answer(URI uri) {
        asked.add(uri);
        return CompletableFuture.completedFuture("answer");
    }

    private static CompletableFuture<String> unreachable(Exception cause) {
        return CompletableFuture.failedFuture(new RequestFailed(RequestFailed.UNREACHABLE, "away", cause));
    }
}
