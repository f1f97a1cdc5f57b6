package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The topic {@code command-acks} and its reader: one record after the other, each until the twin has it. At times nobody reads for a
 * while, and some is read again.
 */
final class SimAnswers implements AnswerMarks {
    private static final int ATTEMPT_MILLIS = 5_000;
    private static final int AWAY_MILLIS = 60_000;

    private final List<Entry> log = new ArrayList<>();
    private final SimTime time;
    private final Random random;
    private final BiConsumer<CommandInput.Asked, Consumer<CommandAnswer>> twin;
    private int next;
    private boolean reading;
    private int attempt;
    double troubleShare;
    int marks;

    private record Entry(CommandInput.Asked asked, Consumer<CommandAnswer> verdict) {}

    SimAnswers(SimTime time, Random random, BiConsumer<CommandInput.Asked, Consumer<CommandAnswer>> twin) {
        this.time = time;
        this.random = random;
        this.twin = twin;
    }

    void append(DeviceAck ack, Consumer<CommandAnswer> verdict) {
        append(new Entry(new CommandInput.DeviceAnswered(ack, time.instant()), verdict));
    }

    /** What was said so far, and when Kafka got it. */
    List<CommandInput.DeviceAnswered> answers() {
        return log.stream()
                .filter(entry -> entry.asked instanceof CommandInput.DeviceAnswered)
                .map(entry -> (CommandInput.DeviceAnswered) entry.asked)
                .toList();
    }

    @Override
    public CompletionStage<Instant> mark(SourceId source, AssetId asset) {
        CompletableFuture<Instant> acknowledged = new CompletableFuture<>();
        boolean trouble = random.nextDouble() < troubleShare;
        boolean lost = trouble && random.nextBoolean();
        time.inMillis(random.nextInt(trouble ? ATTEMPT_MILLIS : 50), () -> {
            Instant at = time.instant();
            if (!lost) {
                marks++;
                append(new Entry(new CommandInput.AnswersRead(source, at), verdict -> {}));
            }
            if (trouble) {
                acknowledged.completeExceptionally(new IOException("Expected an ack"));
            } else {
                acknowledged.complete(at);
            }
        });
        return acknowledged;
    }

    private void append(Entry entry) {
        log.add(entry);
        read();
    }

    private void read() {
        if (reading || next == log.size()) {
            return;
        }
        reading = true;
        boolean away = random.nextDouble() < troubleShare * 0.1;
        long back = Duration.between(time.instant(), SimTime.START.plus(SimWorld.CHAOS))
                .toMillis();
        time.inMillis(
                (int) (away ? Math.min(random.nextInt(AWAY_MILLIS), back) : random.nextInt(20)),
                () -> ask(log.get(next)));
    }

    private void ask(Entry entry) {
        int asking = ++attempt;
        twin.accept(entry.asked, answer -> {
            if (attempt == asking
                    && (answer instanceof CommandAnswer.Taken || answer instanceof CommandAnswer.NotYours)) {
                attempt++;
                entry.verdict.accept(answer);
                next = random.nextInt(10) == 0 ? Math.max(0, next - random.nextInt(3)) : next + 1;
                reading = false;
                read();
            }
        });
        time.inMillis(ATTEMPT_MILLIS, () -> {
            if (attempt == asking) {
                ask(entry);
            }
        });
    }
}
