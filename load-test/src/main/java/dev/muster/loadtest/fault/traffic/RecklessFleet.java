package dev.muster.loadtest.fault.traffic;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fault.check.Effects;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Devices that do whatever they hear, each time that they hear it, and remember every time: what is sent twice is done twice.
 * They answer "acknowledged", then "succeeded". Thread-safe.
 */
public final class RecklessFleet implements AutoCloseable {
    private final Map<CommandId, Done> done = new ConcurrentHashMap<>();
    private final Clock clock;
    private final KafkaUplink answers;
    private final KafkaDownlink downlink;

    /** Returns once nothing that they are told is missed. */
    public RecklessFleet(FaultTopics topics, Clock clock) {
        this.clock = clock;
        this.answers = new KafkaUplink(topics.kafka(), topics.acks());
        this.downlink = KafkaDownlink.start(topics.kafka(), topics.commands(), this::obey);
        downlink.listening().join();
    }

    private void obey(DeviceCommand command) {
        Done memory = done.computeIfAbsent(command.id(), any -> new Done());
        Long epoch = command.epoch();
        long session = epoch == null ? 0 : epoch;
        memory.did(session);
        answer(command, session, DeviceAck.Answer.ACKNOWLEDGED, at -> {});
        answer(command, session, DeviceAck.Answer.SUCCEEDED, memory::answered);
    }

    private void answer(DeviceCommand command, long epoch, DeviceAck.Answer answer, Consumer<Instant> received) {
        DeviceAck ack =
                new DeviceAck(command.id(), command.asset(), command.source(), epoch, answer, "", clock.instant());
        answers.sendBytes(command.source().value().getBytes(StandardCharsets.UTF_8), ControlCodec.encode(ack))
                .thenAccept(receipt -> received.accept(receipt.receivedAt()));
    }

    /** What was done, by command. */
    public Map<CommandId, Effects> effects() {
        Map<CommandId, Effects> effects = new TreeMap<>();
        done.forEach((id, memory) -> effects.put(id, memory.effects()));
        return effects;
    }

    @Override
    public void close() {
        downlink.close();
        answers.close();
    }

    private static final class Done {
        private final List<Long> epochs = new ArrayList<>();
        private @Nullable Instant answeredAt;

        synchronized void did(long epoch) {
            epochs.add(epoch);
        }

        synchronized void answered(Instant at) {
            if (answeredAt == null) {
                answeredAt = at;
            }
        }

        synchronized Effects effects() {
            return new Effects(epochs, answeredAt);
        }
    }
}
