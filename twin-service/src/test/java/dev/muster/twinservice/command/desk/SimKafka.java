package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.twinservice.command.CommandLine;
import dev.muster.twinservice.command.CommandRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The topic {@code commands}. A record that was sent gets there soon, or within the delivery timeout, or never; its acknowledgement
 * gets back, or does not. None of that depends on whether the sender still lives.
 */
final class SimKafka implements CommandLine {
    static final int DELIVERY_MILLIS = 5_000;

    final List<Sending> sendings = new ArrayList<>();
    final List<DeviceCommand> topic = new ArrayList<>();

    private final SimTime time;
    private final Random random;
    private final Consumer<DeviceCommand> appended;
    double troubleShare;

    /** Somebody called {@link #send}. */
    record Sending(DeviceCommand command, Instant at) {}

    SimKafka(SimTime time, Random random, Consumer<DeviceCommand> appended) {
        this.time = time;
        this.random = random;
        this.appended = appended;
    }

    @Override
    public CompletionStage<CommandRecord.Position> send(DeviceCommand command) {
        sendings.add(new Sending(command, time.instant()));
        CompletableFuture<CommandRecord.Position> acknowledged = new CompletableFuture<>();
        boolean trouble = random.nextDouble() < troubleShare;
        boolean lost = trouble && random.nextInt(3) == 0;
        boolean silent = lost || (trouble && random.nextBoolean());
        int delay = trouble ? random.nextInt(DELIVERY_MILLIS) : random.nextInt(50);
        if (!lost) {
            time.inMillis(delay, () -> {
                topic.add(command);
                CommandRecord.Position position = new CommandRecord.Position(0, topic.size() - 1L, time.instant());
                appended.accept(command);
                if (!silent) {
                    time.inMillis(random.nextInt(50), () -> acknowledged.complete(position));
                }
            });
        }
        if (silent) {
            time.inMillis(
                    DELIVERY_MILLIS, () -> acknowledged.completeExceptionally(new IOException("Expected an ack")));
        }
        return acknowledged;
    }

    @Override
    public CompletionStage<Optional<CommandRecord.Position>> find(DeviceCommand command, Instant since) {
        CompletableFuture<Optional<CommandRecord.Position>> found = new CompletableFuture<>();
        boolean fails = random.nextDouble() < troubleShare;
        // What is found is what was there when it was asked.
        Optional<CommandRecord.Position> there = Optional.empty();
        for (int offset = 0; offset < topic.size(); offset++) {
            if (topic.get(offset).id().equals(command.id())
                    && topic.get(offset).source().equals(command.source())) {
                there = Optional.of(new CommandRecord.Position(0, offset, time.instant()));
            }
        }
        Optional<CommandRecord.Position> answer = there;
        time.inMillis(random.nextInt(300), () -> {
            if (fails) {
                found.completeExceptionally(new IOException("Expected a broker"));
            } else {
                found.complete(answer);
            }
        });
        return found;
    }
}
