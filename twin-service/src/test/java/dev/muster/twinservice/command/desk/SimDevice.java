package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the topic and does each command once. It answers at once, late, twice, contradicting itself, or not at all. Not that devices
 * should: the twin must bear it.
 */
final class SimDevice {
    final List<CommandId> done = new ArrayList<>();
    final Map<CommandId, Set<DeviceAck.Answer>> said = new HashMap<>();

    private final SimTime time;
    private final Random random;
    private final Consumer<DeviceAck> acks;
    long epoch = 1;

    SimDevice(SimTime time, Random random, Consumer<DeviceAck> acks) {
        this.time = time;
        this.random = random;
        this.acks = acks;
    }

    void gets(DeviceCommand command) {
        time.inMillis(random.nextInt(2_000), () -> work(command));
    }

    private void work(DeviceCommand command) {
        Long meant = command.epoch();
        if ((meant != null && meant != epoch) || !time.instant().isBefore(command.expiresAt())) {
            answer(command, DeviceAck.Answer.REFUSED, 0);
            return;
        }
        done.add(command.id());
        int mood = random.nextInt(10);
        if (mood == 0) {
            return;
        }
        answer(command, DeviceAck.Answer.ACKNOWLEDGED, 0);
        if (mood == 1) {
            return;
        }
        int soon = random.nextInt(mood == 2 ? 120_000 : 8_000);
        DeviceAck.Answer end = random.nextInt(5) == 0 ? DeviceAck.Answer.FAILED : DeviceAck.Answer.SUCCEEDED;
        answer(command, end, soon);
        if (mood == 3) {
            answer(command, end, soon + random.nextInt(60_000));
        } else if (mood == 4) {
            answer(command, DeviceAck.Answer.FAILED, soon + random.nextInt(60_000));
        }
    }

    private void answer(DeviceCommand command, DeviceAck.Answer answer, int wait) {
        time.inMillis(wait, () -> {
            said.computeIfAbsent(command.id(), any -> new HashSet<>()).add(answer);
            acks.accept(
                    new DeviceAck(command.id(), command.asset(), command.source(), epoch, answer, "", time.instant()));
        });
    }
}
