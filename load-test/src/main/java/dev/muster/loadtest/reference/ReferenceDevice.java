package dev.muster.loadtest.reference;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least that a device has to do, to be read from top to bottom: it connects, reports, obeys every command at most once, over
 * restarts too, and ends a control that nobody renews. This one is a wind turbine; {@link KafkaLine} is its line.
 * Not thread-safe: one thread reports and hears.
 */
public final class ReferenceDevice {
    static final Duration REPORTS_EVERY = Duration.ofSeconds(2);

    /** As its type says: who has heard no set-point for so long is on its own. */
    static final Duration FAIL_SAFE_AFTER = Duration.ofSeconds(60);

    /** Longer than anybody waits for an answer. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(5);

    private static final double RATED_MEGAWATTS = 3;
    private static final double WIND_MEGAWATTS = 2.4;

    private final SourceId source;
    private final Memory memory;
    private final Outside outside;
    private final Clock clock;
    private final long epoch;
    private long sequence;
    private String firmware;
    private @Nullable Double limit;
    private @Nullable Instant heardAt;

    ReferenceDevice(SourceId source, Memory memory, Outside outside, Clock clock) {
        this.source = source;
        this.memory = memory;
        this.outside = outside;
        this.clock = clock;
        // Both must grow over restarts, too: the milliseconds since 1970 do.
        this.epoch = clock.millis();
        this.sequence = clock.millis();
        this.firmware = memory.firmware().orElse("1.0");
    }

    /** A session begins. What it has answered may not have arrived before it went down: so all is said again. */
    void connect() {
        sayWhatItIs();
        Instant recent = clock.instant().minus(ASKED_FOR);
        for (DeviceAck ack : memory.answers()) {
            if (ack.answer() == Answer.ACKNOWLEDGED) {
                String why = "Expected to go on but it was interrupted: perhaps done, not done again";
                end(new DeviceAck(ack.id(), ack.asset(), source, epoch, Answer.FAILED, why, clock.instant()));
            } else if (ack.at().isAfter(recent)) {
                outside.answer(ack);
            }
        }
    }

    private void sayWhatItIs() {
        Properties says = new Properties(Map.of("firmware", firmware));
        outside.report(new Notice(source, Notice.Kind.CONNECTED, epoch, clock.instant(), says));
    }

    void disconnect() {
        outside.report(new Notice(source, Notice.Kind.DISCONNECTED, epoch, clock.instant()));
    }

    /** Says what it gives, and what it could give. */
    void report() {
        if (heardAt != null && !clock.instant().isBefore(heardAt.plus(FAIL_SAFE_AFTER))) {
            release("nobody has renewed the set-point");
        }
        double power = limit == null ? WIND_MEGAWATTS : Math.min(limit, WIND_MEGAWATTS);
        outside.report(new Sample(
                source,
                ++sequence,
                clock.instant(),
                Map.of(
                        new SignalName("power"), Reading.good(power),
                        new SignalName("available_power"), Reading.good(WIND_MEGAWATTS))));
    }

    void hear(DeviceCommand command) {
        if (!command.source().equals(source)) {
            return;
        }
        DeviceAck before = memory.answer(command.id());
        if (before != null) {
            outside.answer(before);
            return;
        }
        String refusal = refusal(command);
        if (refusal != null) {
            end(ack(command, Answer.REFUSED, refusal));
            return;
        }
        // On the disk before anything is done: whoever comes back and finds this knows that it may have been done.
        DeviceAck begun = ack(command, Answer.ACKNOWLEDGED, "");
        memory.keep(begun);
        outside.answer(begun);
        obey(command);
        end(ack(command, Answer.SUCCEEDED, ""));
    }

    private @Nullable String refusal(DeviceCommand command) {
        Long meantFor = command.epoch();
        if (meantFor != null && meantFor != epoch) {
            return "Expected a command of session %d but got one of %d".formatted(epoch, meantFor);
        }
        if (!clock.instant().isBefore(command.expiresAt())) {
            return "Expected a command that holds but it expired at " + command.expiresAt();
        }
        return switch (command.command().value()) {
            case "setPower" -> {
                double megawatts = megawatts(command);
                boolean possible = megawatts >= 0 && megawatts <= RATED_MEGAWATTS;
                yield possible ? null : "Expected 0 to %s MW but got %s".formatted(RATED_MEGAWATTS, megawatts);
            }
            case "setFirmware" -> text(command).isEmpty() ? "Expected a version but it is missing" : null;
            case "release" -> null;
            default -> "Expected setPower, release or setFirmware but got " + command.command();
        };
    }

    private void obey(DeviceCommand command) {
        switch (command.command().value()) {
            case "setPower" -> {
                limit = megawatts(command);
                heardAt = clock.instant();
                outside.act("giving at most %s MW".formatted(limit));
            }
            case "setFirmware" -> {
                firmware = text(command);
                memory.keepFirmware(firmware);
                outside.act("running firmware " + firmware);
                // The same session, with what is new: so it is known at once.
                sayWhatItIs();
            }
            default -> release("told so");
        }
    }

    private void release(String why) {
        limit = null;
        heardAt = null;
        outside.act("giving what the wind gives: " + why);
    }

    /** First it is written down and then said: who asks again always hears the same. */
    private void end(DeviceAck ack) {
        memory.keep(ack);
        outside.answer(ack);
    }

    private DeviceAck ack(DeviceCommand command, Answer answer, String detail) {
        return new DeviceAck(command.id(), command.asset(), source, epoch, answer, detail, clock.instant());
    }

    private static double megawatts(DeviceCommand command) {
        Argument argument = command.arguments().values().get("megawatts");
        return argument instanceof Argument.Number number ? number.value().doubleValue() : Double.NaN;
    }

    private static String text(DeviceCommand command) {
        return command.arguments().values().get("version") instanceof Argument.Text text ? text.value() : "";
    }

    /** Arguments: Kafka's bootstrap servers, the name under which it sends, the file of its memory. Runs until it is ended. */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("Usage: ./run device KAFKA SOURCE FILE, such as localhost:9092 my-turbine handled.json");
            System.exit(2);
        }
        SourceId source = new SourceId(arguments[1]);
        KafkaLine line = new KafkaLine(arguments[0], source);
        Clock clock = Clock.systemUTC();
        ReferenceDevice device = new ReferenceDevice(source, new Memory(Path.of(arguments[2])), line, clock);
        Runtime.getRuntime().addShutdownHook(new Thread(line::hangUp));
        line.listen();
        device.connect();
        Instant next = Instant.EPOCH;
        while (line.isUp()) {
            if (!clock.instant().isBefore(next)) {
                device.report();
                next = clock.instant().plus(REPORTS_EVERY);
            }
            line.hear(device::hear);
        }
        device.disconnect();
        line.close();
    }
}
