package dev.muster.endtoend.command;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Devices that do whatever they are told, each time that they are told: what is sent twice is done twice, and counted. Answers
 * "acknowledged", then "succeeded".
 */
public final class RecklessDevices implements AutoCloseable {
    private final Queue<DeviceCommand> done = new ConcurrentLinkedQueue<>();
    private final KafkaUplink answers;
    private final KafkaDownlink downlink;

    public RecklessDevices(String kafkaBootstrap, String commandsTopic, String acksTopic) {
        answers = new KafkaUplink(kafkaBootstrap, acksTopic);
        downlink = KafkaDownlink.start(kafkaBootstrap, commandsTopic, this::obey);
        downlink.listening().join();
    }

    private void obey(DeviceCommand command) {
        done.add(command);
        for (DeviceAck.Answer answer : List.of(DeviceAck.Answer.ACKNOWLEDGED, DeviceAck.Answer.SUCCEEDED)) {
            Long epoch = command.epoch();
            answers.sendBytes(
                    command.source().value().getBytes(StandardCharsets.UTF_8),
                    ControlCodec.encode(new DeviceAck(
                            command.id(),
                            command.asset(),
                            command.source(),
                            epoch == null ? 0 : epoch,
                            answer,
                            "",
                            Clock.systemUTC().instant())));
        }
    }

    /** How often each command was done. */
    public Map<CommandId, Integer> effects() {
        Map<CommandId, Integer> effects = new TreeMap<>();
        done.forEach(command -> effects.merge(command.id(), 1, Integer::sum));
        return effects;
    }

    @Override
    public void close() {
        downlink.close();
        answers.close();
    }
}
