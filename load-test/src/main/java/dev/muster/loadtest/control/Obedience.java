package dev.muster.loadtest.control;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Technology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The device's side of the command contract: every command once, none of another session, none that has expired, and each is
 * answered; who asks again hears the same again. Not thread-safe.
 */
public final class Obedience {
    /** How many commands it remembers: more than Muster sends to one asset while any of them holds. */
    static final int REMEMBERED_MAX = 1_024;

    /** How many it does at the same time; fewer than it remembers, so that none of them is forgotten. */
    static final int BEGUN_MAX = 64;

    static final Duration FIRMWARE_TAKES = Duration.ofSeconds(3);
    static final Duration SLOW_TAKES = Duration.ofSeconds(8);

    private final Plant plant;
    private final CommandFaults faults;
    private final long seed;
    private final Technology technology;
    private final Map<CommandId, DeviceAck> answered = new LinkedHashMap<>();
    private final Deque<Begun> begun = new ArrayDeque<>();
    private Properties says;

    /**
     * A device's clocks at one moment.
     *
     * @param now the true time
     * @param own what the device takes it for
     * @param epoch of its session
     */
    public record Session(Instant now, Instant own, long epoch) {}

    private record Begun(DeviceCommand command, Instant doneAt) {}

    public Obedience(FleetUnit unit, Plant plant, Properties says, CommandFaults faults) {
        this.plant = plant;
        this.says = says;
        this.faults = faults;
        this.seed = unit.seed();
        this.technology = unit.technology();
    }

    /** What it says of itself now. */
    public Properties says() {
        return says;
    }

    /** Hears a command, and does at once what can be done at once. Returns what it answers, in this order. */
    public List<DeviceAck> hear(DeviceCommand command, Session session) {
        DeviceAck before = answered.get(command.id());
        if (before != null) {
            return List.of(before);
        }
        if (faults.isMute(seed)) {
            return List.of();
        }
        String refusal = refusal(command, session);
        if (refusal != null) {
            return List.of(answer(command, session, Answer.REFUSED, refusal));
        }
        List<DeviceAck> answers = new ArrayList<>();
        answers.add(answer(command, session, Answer.ACKNOWLEDGED, ""));
        Duration takes = command.command().equals(FleetTypes.SET_FIRMWARE) ? FIRMWARE_TAKES : Duration.ZERO;
        if (faults.isSlow(seed, command.id())) {
            takes = takes.plus(SLOW_TAKES);
        }
        begun.add(new Begun(command, doneAt(command, session.now().plus(takes))));
        answers.addAll(pass(session));
        return answers;
    }

    /** One after the other, or an old order would undo a new one; firmware is loaded beside. */
    private Instant doneAt(DeviceCommand command, Instant atBest) {
        boolean firmware = command.command().equals(FleetTypes.SET_FIRMWARE);
        return begun.stream()
                .filter(before -> before.command().command().equals(FleetTypes.SET_FIRMWARE) == firmware)
                .map(Begun::doneAt)
                .filter(atBest::isBefore)
                .max(Instant::compareTo)
                .orElse(atBest);
    }

    /** Ends what has been done by now. Returns what it answers. */
    public List<DeviceAck> pass(Session session) {
        if (begun.isEmpty()) {
            return List.of();
        }
        List<DeviceAck> answers = new ArrayList<>();
        begun.removeIf(task -> {
            boolean done = !session.now().isBefore(task.doneAt());
            if (done) {
                answers.add(finish(task.command(), session));
            }
            return done;
        });
        return answers;
    }

    private @Nullable String refusal(DeviceCommand command, Session session) {
        Long epoch = command.epoch();
        if (epoch != null && epoch != session.epoch()) {
            return "Expected a command of session %d but it was meant for %d".formatted(session.epoch(), epoch);
        }
        if (!session.own().isBefore(command.expiresAt())) {
            return "Expected to hear of it before %s but it is %s".formatted(command.expiresAt(), session.own());
        }
        if (begun.size() >= BEGUN_MAX) {
            return "Expected at most %d commands at a time but as many are being done".formatted(BEGUN_MAX);
        }
        List<CommandName> known = FleetTypes.commands(technology).stream()
                .map(CommandDefinition::name)
                .toList();
        if (!known.contains(command.command())) {
            return "Expected one of %s but got %s".formatted(known, command.command());
        }
        boolean fits = !(command.command().equals(FleetTypes.SET_POWER) && megawatts(command) == null)
                && !(command.command().equals(FleetTypes.SET_FIRMWARE) && version(command) == null);
        return fits ? null : "Expected the argument of %s but it is missing".formatted(command.command());
    }

    private DeviceAck finish(DeviceCommand command, Session session) {
        if (faults.fails(seed, command.id())) {
            return answer(command, session, Answer.FAILED, "Expected the actuator to answer but it does not");
        }
        String failure = perform(command, session);
        return failure == null
                ? answer(command, session, Answer.SUCCEEDED, "")
                : answer(command, session, Answer.FAILED, failure);
    }

    /** Returns why it could not; {@code null}: it is done. */
    private @Nullable String perform(DeviceCommand command, Session session) {
        CommandName name = command.command();
        if (name.equals(FleetTypes.SET_POWER)) {
            Double megawatts = megawatts(command);
            return megawatts == null ? "Expected megawatts" : plant.set(megawatts, session.now());
        }
        if (name.equals(FleetTypes.RELEASE)) {
            plant.release();
        } else if (name.equals(FleetTypes.STOP)) {
            plant.stop();
        } else if (name.equals(FleetTypes.START)) {
            plant.start();
        } else {
            String version = version(command);
            if (version == null) {
                return "Expected a version";
            }
            says = says.with(new Properties(Map.of(FleetUnit.FIRMWARE, version)));
        }
        return null;
    }

    private DeviceAck answer(DeviceCommand command, Session session, Answer answer, String detail) {
        String shortened = detail.substring(0, Math.min(detail.length(), DeviceAck.DETAIL_LENGTH_MAX));
        DeviceAck ack = new DeviceAck(
                command.id(), command.asset(), command.source(), session.epoch(), answer, shortened, session.own());
        // Again at the end: what was answered last is forgotten last.
        answered.remove(command.id());
        answered.put(command.id(), ack);
        if (answered.size() > REMEMBERED_MAX) {
            answered.remove(answered.keySet().iterator().next());
        }
        return ack;
    }

    private static @Nullable Double megawatts(DeviceCommand command) {
        return command.arguments().values().get(FleetTypes.MEGAWATTS) instanceof Argument.Number number
                ? number.value().doubleValue()
                : null;
    }

    private static @Nullable String version(DeviceCommand command) {
        return command.arguments().values().get(FleetTypes.VERSION) instanceof Argument.Text text ? text.value() : null;
    }
}
