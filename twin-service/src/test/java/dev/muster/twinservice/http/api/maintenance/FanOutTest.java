package dev.muster.twinservice.http.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.http.api.maintenance.FanOut.Outcome;
import dev.muster.twinservice.twin.AssetTwin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AssetTwin.ChangeReply DONE = new AssetTwin.Applied(true, null);

    private final Queue<CompletableFuture<AssetTwin.ChangeReply>> open = new ArrayDeque<>();
    private int asked;

    @Test
    void shouldAskSoManyAtOnceAndTheNextForEachAnswer() {
        CompletionStage<Outcome> outcome = new FanOut(assets(200), this::ask).run(LONG);
        assertThat(asked).isEqualTo(FanOut.AT_ONCE);

        open.remove().complete(DONE);
        assertThat(asked).isEqualTo(FanOut.AT_ONCE + 1);

        while (!open.isEmpty()) {
            assertThat(open).hasSizeLessThanOrEqualTo(FanOut.AT_ONCE);
            open.remove().complete(DONE);
        }
        assertThat(asked).isEqualTo(200);
        assertThat(of(outcome)).isEqualTo(new Outcome(200, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void shouldNotNeedStackForAnswersThatAreThereAtOnce() {
        CompletionStage<Outcome> outcome =
                new FanOut(assets(200_000), asset -> CompletableFuture.completedFuture(DONE)).run(LONG);

        assertThat(of(outcome).changed()).isEqualTo(200_000);
    }

    @Test
    void shouldAnswerAtOnceForNobody() {
        assertThat(of(new FanOut(List.of(), this::ask).run(LONG)))
                .isEqualTo(new Outcome(0, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void shouldCountEveryoneAndNameFirstOfThoseWhoDidNot() {
        List<AssetId> assets = assets(1_000);

        Outcome outcome = of(new FanOut(assets, asset -> switch (assets.indexOf(asset) % 4) {
                    case 0 -> CompletableFuture.completedFuture(DONE);
                    case 1 -> CompletableFuture.completedFuture(new AssetTwin.Applied(false, null));
                    case 2 -> CompletableFuture.completedFuture(new AssetTwin.Rejected("Expected a but b"));
                    default -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
                })
                .run(LONG));

        assertThat(List.of(outcome.changed(), outcome.unchanged(), outcome.rejected(), outcome.failed()))
                .containsOnly(250);
        assertThat(outcome.rejections()).hasSize(FanOut.NAMED_MAX);
        assertThat(outcome.rejections().get(99))
                .isEqualTo(new FanOut.Named(assets.get(4 * 99 + 2), "Expected a but b"));
        assertThat(outcome.failures()).hasSize(FanOut.NAMED_MAX);
        assertThat(outcome.failures().get(0).asset()).isEqualTo(assets.get(3));
        assertThat(outcome.failures().get(0).detail()).startsWith("Expected").doesNotContain("secret");
    }

    @Test
    void shouldTellWhatIsKnownWhenTimeIsUpAndAskNobodyElse() {
        List<AssetId> assets = assets(66);
        CompletionStage<Outcome> running = new FanOut(assets, this::ask).run(Duration.ofMillis(200));
        open.remove().complete(DONE);

        Outcome outcome = of(running);
        open.remove().complete(DONE);

        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(outcome.failed()).isEqualTo(65);
        assertThat(outcome.failures().get(0).detail()).contains("answer in time");
        assertThat(outcome.failures().get(64).asset()).isEqualTo(assets.get(65));
        assertThat(outcome.failures().get(64).detail()).contains("not asked");
        assertThat(asked).isEqualTo(65);
    }

    private CompletionStage<AssetTwin.ChangeReply> ask(AssetId asset) {
        asked++;
        CompletableFuture<AssetTwin.ChangeReply> answer = new CompletableFuture<>();
        open.add(answer);
        return answer;
    }

    private static List<AssetId> assets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new AssetId("WT-%06d".formatted(i)))
                .toList();
    }

    private static Outcome of(CompletionStage<Outcome> outcome) {
        return outcome.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
