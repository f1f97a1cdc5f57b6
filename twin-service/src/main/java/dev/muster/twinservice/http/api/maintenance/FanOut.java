package dev.muster.twinservice.http.api.maintenance;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.twin.AssetTwin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the same of many twins, a few at a time, and says what came of it when the last has answered or the time is up,
 * whichever comes first. For one request.
 */
final class FanOut {
    /** Enough to keep the twins of some nodes busy, few enough that live telemetry does not feel it. */
    static final int AT_ONCE = 64;

    /** Of those rejected, and of those failed; the others are only counted. */
    static final int NAMED_MAX = 100;

    private final List<AssetId> assets;
    private final Function<AssetId, CompletionStage<AssetTwin.ChangeReply>> question;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    // Guarded by this.
    private final @Nullable Answer[] answers;
    private int asked;
    private int answered;

    private enum Kind {
        CHANGED,
        UNCHANGED,
        REJECTED,
        FAILED
    }

    private record Answer(Kind kind, String detail) {}

    /** An asset, and what was expected of it: "Expected … but …". */
    record Named(AssetId asset, String detail) {}

    /**
     * What came of it: every asset is in one of the four counts.
     *
     * @param rejections the first ones, in the order of the assets
     * @param failures the first ones, likewise; these twins may have done it or not
     */
    record Outcome(int changed, int unchanged, int rejected, int failed, List<Named> rejections, List<Named> failures) {
        Outcome {
            rejections = List.copyOf(rejections);
            failures = List.copyOf(failures);
        }
    }

    FanOut(List<AssetId> assets, Function<AssetId, CompletionStage<AssetTwin.ChangeReply>> question) {
        this.assets = List.copyOf(assets);
        this.question = question;
        this.answers = new @Nullable Answer[assets.size()];
    }

    /** Never fails: who does not answer, or not in time, is counted. */
    CompletionStage<Outcome> run(Duration within) {
        CompletionStage<Outcome> outcome = over.completeOnTimeout(true, within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(done -> outcome(), Runnable::run);
        if (assets.isEmpty()) {
            over.complete(true);
        }
        for (int i = 0; i < Math.min(AT_ONCE, assets.size()); i++) {
            askOneAfterTheOther();
        }
        return outcome;
    }

    private void askOneAfterTheOther() {
        int index = next();
        while (index >= 0 && isAnsweredAtOnce(index)) {
            index = next();
        }
    }

    /** Whoever is second goes on, the answer or the loop: so an answer that is there at once costs no stack. */
    private boolean isAnsweredAtOnce(int index) {
        AtomicBoolean oneIsThere = new AtomicBoolean();
        question.apply(assets.get(index))
                .whenCompleteAsync(
                        (reply, failure) -> {
                            take(index, answer(reply));
                            if (oneIsThere.getAndSet(true)) {
                                askOneAfterTheOther();
                            }
                        },
                        Runnable::run);
        return oneIsThere.getAndSet(true);
    }

    private synchronized int next() {
        return over.isDone() || asked == assets.size() ? -1 : asked++;
    }

    private void take(int index, Answer answer) {
        boolean last;
        synchronized (this) {
            answers[index] = answer;
            answered++;
            last = answered == assets.size();
        }
        if (last) {
            over.complete(true);
        }
    }

    /** @param reply {@code null}: the question failed */
    private static Answer answer(AssetTwin.@Nullable ChangeReply reply) {
        if (reply instanceof AssetTwin.Applied applied) {
            return new Answer(applied.changed() ? Kind.CHANGED : Kind.UNCHANGED, "");
        }
        return reply instanceof AssetTwin.Rejected rejected
                ? new Answer(Kind.REJECTED, rejected.detail())
                : new Answer(Kind.FAILED, "Expected its twin to answer but it did not");
    }

    private synchronized Outcome outcome() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        List<Named> rejections = new ArrayList<>();
        List<Named> failures = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            Answer given = answers[i];
            Answer answer = given != null ? given : unanswered(i);
            counts.merge(answer.kind(), 1, Integer::sum);
            List<Named> named = answer.kind() == Kind.REJECTED ? rejections : failures;
            boolean toName = answer.kind() == Kind.REJECTED || answer.kind() == Kind.FAILED;
            if (toName && named.size() < NAMED_MAX) {
                named.add(new Named(assets.get(i), answer.detail()));
            }
        }
        return new Outcome(
                counts.getOrDefault(Kind.CHANGED, 0),
                counts.getOrDefault(Kind.UNCHANGED, 0),
                counts.getOrDefault(Kind.REJECTED, 0),
                counts.getOrDefault(Kind.FAILED, 0),
                rejections,
                failures);
    }

    private Answer unanswered(int index) {
        return new Answer(
                Kind.FAILED,
                index < asked
                        ? "Expected its twin to answer in time but it did not"
                        : "Expected its turn in time but others took all of it: it was not asked");
    }
}
