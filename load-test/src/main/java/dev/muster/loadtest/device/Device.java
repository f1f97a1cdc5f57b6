package dev.muster.loadtest.device;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.loadtest.control.Obedience;
import dev.muster.loadtest.control.Plant;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Physics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One device: a session with an epoch, a sequence that only counts up, a clock of its own. Mode is reported by exception: on
 * change, and as a heartbeat. Not thread-safe: {@link DeviceFleet} guards it.
 */
final class Device {
    private enum Line {
        HUNG_UP,
        CONNECTED,
        /** The device believes that it is connected; nothing arrives. */
        CUT,
        /** It knows that it is not, and keeps what it measures. */
        BUFFERING
    }

    private final SourceId source;
    private final Obedience obedience;
    private final Plant plant;
    private final Function<Instant, SortedMap<SignalName, Double>> world;
    private final DeviceOptions options;
    private final SplittableRandom random;
    private final List<TelemetryRecord> heldBack = new ArrayList<>();
    private Duration skew;
    private Line line = Line.HUNG_UP;
    private boolean listens = true;
    private long epoch = -1;
    private long sequence = -1;
    private @Nullable Double modeSent;
    private @Nullable Instant modeSentAt;

    /** {@code says}: of itself, whenever it connects. */
    Device(FleetUnit unit, Properties says, Physics physics, DeviceOptions options) {
        this(unit, new SourceId(unit.id().value()), says, simulated -> physics.measure(unit, simulated), options);
    }

    /** {@code world}: what it measures at a simulated time. */
    Device(
            FleetUnit unit,
            SourceId source,
            Properties says,
            Function<Instant, SortedMap<SignalName, Double>> world,
            DeviceOptions options) {
        this.source = source;
        this.plant = new Plant(unit);
        this.obedience = new Obedience(unit, plant, says, options.faults());
        this.world = world;
        this.options = options;
        this.random = new SplittableRandom(unit.seed());
        long skewMillis = options.skewMax().toMillis();
        this.skew = Duration.ofMillis(skewMillis == 0 ? 0 : random.nextLong(-skewMillis, skewMillis + 1));
    }

    SourceId source() {
        return source;
    }

    void skew(Duration by) {
        skew = by;
    }

    /**
     * A new session. Epochs and sequences start at the milliseconds since 1970: so they also grow over restarts of the
     * device, which remembers neither.
     */
    Notice connect(Instant now) {
        epoch = Math.max(epoch + 1, now.toEpochMilli());
        sequence = Math.max(sequence, now.toEpochMilli());
        line = Line.CONNECTED;
        modeSent = null;
        heldBack.clear();
        return new Notice(source, Notice.Kind.CONNECTED, epoch, now.plus(skew), obedience.says());
    }

    /** Hangs up properly: says so. */
    Notice disconnect(Instant now) {
        line = Line.HUNG_UP;
        return new Notice(source, Notice.Kind.DISCONNECTED, epoch, now.plus(skew));
    }

    /** The cable is cut: nothing more arrives, and nobody says so. */
    void cut() {
        line = Line.CUT;
    }

    /** Nothing arrives until {@link #flush}. */
    void buffer() {
        line = Line.BUFFERING;
    }

    /** All that it kept, at once; then it is gone. */
    List<TelemetryRecord> flush() {
        List<TelemetryRecord> kept = List.copyOf(heldBack);
        heldBack.clear();
        line = Line.HUNG_UP;
        return kept;
    }

    boolean isConnected() {
        return line == Line.CONNECTED;
    }

    /** It is of a type that takes no commands: it listens to none. */
    void takesNoCommands() {
        listens = false;
    }

    /** Hears a command, if it has a line. */
    Words hear(DeviceCommand command, Instant now) {
        return speak(now, session -> obedience.hear(command, session));
    }

    /** Goes on with what it was told. What it has done it says as soon as it has a line. */
    Words obey(Instant now) {
        return speak(now, obedience::pass);
    }

    private Words speak(Instant now, Function<Obedience.Session, List<DeviceAck>> what) {
        if (line != Line.CONNECTED || !listens) {
            return Words.NONE;
        }
        Properties before = obedience.says();
        List<DeviceAck> answers = what.apply(new Obedience.Session(now, now.plus(skew), epoch));
        if (obedience.says().equals(before)) {
            return answers.isEmpty() ? Words.NONE : new Words(List.of(), answers);
        }
        // The session goes on: only what it says of itself is new.
        Notice notice = new Notice(source, Notice.Kind.CONNECTED, epoch, now.plus(skew), obedience.says());
        return new Words(List.of(notice), answers);
    }

    /** What a device says because of what it was told. */
    record Words(List<TelemetryRecord> telemetry, List<DeviceAck> answers) {
        static final Words NONE = new Words(List.of(), List.of());
    }

    /** What arrives in Kafka when it is time to report. */
    List<TelemetryRecord> report(Instant now, Instant simulated) {
        if (line != Line.CONNECTED && line != Line.BUFFERING) {
            if (!plant.isFree()) {
                // Without a line it goes on all the same, and in the end does what it would do by itself.
                measure(now, simulated);
            }
            return List.of();
        }
        Sample sample = sample(now, simulated);
        if (line == Line.BUFFERING) {
            heldBack.add(sample);
            return List.of();
        }
        // Drawn whatever the options: so that they do not change the rest of the fleet's behaviour.
        boolean twice = random.nextDouble() < options.duplicates();
        boolean later = random.nextDouble() < options.bursts();
        heldBack.add(sample);
        if (twice) {
            heldBack.add(sample);
        }
        if (later && heldBack.size() <= 2) {
            return List.of();
        }
        List<TelemetryRecord> records = List.copyOf(heldBack);
        heldBack.clear();
        return records;
    }

    private SortedMap<SignalName, Double> measure(Instant now, Instant simulated) {
        SortedMap<SignalName, Double> measured = world.apply(simulated);
        plant.pass(now, simulated, measured);
        return measured;
    }

    private Sample sample(Instant now, Instant simulated) {
        Quality quality = random.nextDouble() < options.badReadings() ? Quality.BAD : Quality.GOOD;
        SortedMap<SignalName, Reading> readings = new TreeMap<>();
        measure(now, simulated).forEach((signal, value) -> {
            if (!signal.equals(FleetTypes.MODE) || modeIsDue(value, now)) {
                readings.put(signal, new Reading(value, quality, null));
            }
        });
        return new Sample(source, ++sequence, now.plus(skew), readings);
    }

    private boolean modeIsDue(double mode, Instant now) {
        boolean due = modeSent == null
                || modeSent != mode
                || modeSentAt == null
                || !modeSentAt.plus(FleetTypes.HEARTBEAT).isAfter(now);
        if (due) {
            modeSent = mode;
            modeSentAt = now;
        }
        return due;
    }
}
