package dev.muster.twinservice.groupcommand.progress;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Between nodes: questions, answers and news get lost, are late, and news come twice. */
final class LossyWay {
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(5);

    private final SimulatedTime time;
    private final Random random;
    private final int lossesPerMille;

    LossyWay(SimulatedTime time, Random random, int lossesPerMille) {
        this.time = time;
        this.random = random;
        this.lossesPerMille = lossesPerMille;
    }

    private boolean isLost() {
        return random.nextInt(1_000) < lossesPerMille;
    }

    /** @param answer gets {@code null} when there was none in time, whether or not the question came through */
    <R> void ask(Supplier<R> question, Consumer<@Nullable R> answer) {
        if (isLost()) {
            time.in(ASK_TIMEOUT, () -> answer.accept(null));
            return;
        }
        time.in(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 9_000 : 20)), () -> {
            R reply = question.get();
            boolean silent = isLost();
            time.in(
                    silent ? ASK_TIMEOUT : Duration.ofMillis(random.nextInt(20)),
                    () -> answer.accept(silent ? null : reply));
        });
    }

    /**
     * Until it is noted; sometimes once more.
     *
     * @param hear gets what is to be run when it is noted
     */
    void tell(Consumer<Runnable> hear) {
        tell(hear, true);
    }

    private void tell(Consumer<Runnable> hear, boolean first) {
        time.in(Duration.ofMillis(random.nextInt(30)), () -> {
            boolean[] noted = {false};
            if (!isLost()) {
                hear.accept(() -> noted[0] = !isLost());
            }
            time.in(TELL_AGAIN, () -> {
                if (!noted[0] || (first && random.nextInt(10) == 0)) {
                    tell(hear, false);
                }
            });
        });
    }
}
