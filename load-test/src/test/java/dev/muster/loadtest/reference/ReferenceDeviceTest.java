package dev.muster.loadtest.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.device.SteppedClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceDeviceTest {
    private static final SourceId SOURCE = new SourceId("my-turbine");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final SteppedClock clock = new SteppedClock(Instant.parse("2030-03-01T12:00:00Z"));
    private final FakeWorld world = new FakeWorld();

    @Test
    void shouldConnectReportAndObey() {
        ReferenceDevice device = start();
        Notice connected = (Notice) world.reports.get(0);
        device.report();
        assertThat(power()).isEqualTo(2.4);

        device.hear(setPower("a", 1, connected.epoch()));
        device.report();
        assertThat(power()).isEqualTo(1);
        assertThat(world.answers).extracting(DeviceAck::answer).containsExactly(Answer.ACKNOWLEDGED, Answer.SUCCEEDED);
        device.hear(command("b", "release", Arguments.NONE, connected.epoch()));
        device.report();
        assertThat(power()).isEqualTo(2.4);
    }

    @Test
    void shouldPassOverWhatIsForOthers() {
        ReferenceDevice device = start();
        DeviceCommand mine = setPower("a", 1, null);
        device.hear(new DeviceCommand(
                mine.id(),
                mine.asset(),
                new SourceId("another"),
                null,
                mine.command(),
                mine.arguments(),
                mine.issuedAt(),
                mine.expiresAt()));

        assertThat(world.answers).isEmpty();
        assertThat(world.acts).isEmpty();
    }

    @Test
    void shouldRefuseOtherSessionsWhatExpiredAndWhatItCannotDo() {
        ReferenceDevice device = start();
        long epoch = epoch();
        DeviceCommand late = setPower("late", 1, epoch);
        device.hear(setPower("session", 1, epoch - 1));
        device.hear(setPower("much", 3.1, epoch));
        device.hear(setPower("below", -0.1, epoch));
        device.hear(command("none", "setPower", Arguments.NONE, epoch));
        device.hear(command("dance", "dance", Arguments.NONE, epoch));
        clock.advance(TIMEOUT);
        device.hear(late);

        assertThat(world.answers).hasSize(6).allMatch(ack -> ack.answer() == Answer.REFUSED);
        assertThat(world.acts).isEmpty();
    }

    @Test
    void shouldEndTheControlByItselfWhenNobodyRenewsIt() {
        ReferenceDevice device = start();
        device.hear(setPower("a", 1, null));
        clock.advance(Duration.ofSeconds(40));
        device.hear(setPower("b", 0.5, null));
        clock.advance(ReferenceDevice.FAIL_SAFE_AFTER.minusMillis(1));
        device.report();
        assertThat(power()).isEqualTo(0.5);
        clock.advance(Duration.ofMillis(1));
        device.report();
        assertThat(power()).isEqualTo(2.4);
    }

    @Test
    void shouldSayAtOnceThatItHasOtherFirmwareAndKeepItOverARestart() {
        ReferenceDevice device = start();
        long epoch = epoch();
        device.hear(firmware("a", "2.0"));
        assertThat(firmware()).isEqualTo("2.0");
        assertThat(epoch()).isEqualTo(epoch);

        clock.advance(Duration.ofSeconds(1));
        start();
        assertThat(firmware()).isEqualTo("2.0");
        assertThat(epoch()).isGreaterThan(epoch);
    }

    /** It goes down in the middle of whatever it does, at every step, and comes back. */
    @ParameterizedTest
    @ValueSource(strings = {"setPower", "release", "setFirmware", "dance"})
    void shouldNeverDoACommandTwiceWhereverItGoesDown(String name) {
        Arguments arguments =
                switch (name) {
                    case "setPower" -> megawatts(1);
                    case "setFirmware" -> new Arguments(Map.of("version", Argument.of("2.0")));
                    default -> Arguments.NONE;
                };
        int wentDown = 0;
        for (int step = 0; step < 12; step++) {
            DeviceCommand command = command("c-" + step, name, arguments, null);
            ReferenceDevice device = start();
            world.forget();
            world.downIn = step;
            try {
                device.hear(command);
                device.hear(command);
            } catch (FakeWorld.WentDown e) {
                wentDown++;
            }
            world.downIn = -1;
            for (int restart = 0; restart < 2; restart++) {
                clock.advance(Duration.ofSeconds(1));
                start().hear(command);
            }

            assertThat(world.acts).as("step %d", step).hasSizeLessThanOrEqualTo(1);
            List<Answer> ends = endsOf(command.id());
            assertThat(ends)
                    .as("step %d: it has an end, and always the same", step)
                    .isNotEmpty();
            assertThat(ends.stream().distinct()).hasSize(1);
            if (ends.get(0) == Answer.SUCCEEDED) {
                assertThat(world.acts).hasSize(1);
            }
        }
        assertThat(wentDown).isBetween(1, 11);
    }

    /** A disk keeps what was forced, and perhaps a part of what was not. */
    @Test
    void shouldReadWhatWasLeftOfAFileThatWasCutAnywhere() throws IOException {
        ReferenceDevice device = start();
        device.hear(setPower("a", 1, null));
        device.hear(firmware("b", "2.0"));
        byte[] whole = Files.readAllBytes(file());
        int line = new String(whole, StandardCharsets.UTF_8).indexOf('\n');

        // The end of the first line is among them.
        for (int length = line % 19; length <= whole.length; length += 19) {
            Files.write(file(), Arrays.copyOf(whole, length));
            world.forget();
            ReferenceDevice again = start();
            // Right after it has moved something, if it does.
            world.downIn = 3;
            try {
                again.hear(setPower("a", 1, null));
            } catch (FakeWorld.WentDown e) {
                assertThat(world.acts).hasSize(1);
            }
            world.downIn = -1;
            assertThat(world.acts.isEmpty()).as("cut at %d", length).isEqualTo(length >= line);
            start().hear(setPower("a", 1, null));
            assertThat(world.acts).as("once more, cut at %d", length).hasSizeLessThanOrEqualTo(1);
            assertThat(endsOf(new CommandId("a"))).isNotEmpty();
        }
    }

    /** Restarts, repetitions and new commands in any order, with the truth kept beside. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldActOncePerCommandInAnyOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DeviceCommand> commands = new ArrayList<>();
        ReferenceDevice device = start();
        for (int i = 0; i < 150; i++) {
            int what = random.nextInt(4);
            if (what == 0) {
                clock.advance(Duration.ofMillis(random.nextInt(1, 3_000)));
                device = start();
            } else if (what == 1 || commands.isEmpty()) {
                commands.add(firmware("c" + i, "v" + i));
                device.hear(commands.get(commands.size() - 1));
            } else {
                device.hear(commands.get(random.nextInt(commands.size())));
            }
        }
        assertThat(world.acts).doesNotHaveDuplicates().hasSameSizeAs(commands);
    }

    private ReferenceDevice start() {
        ReferenceDevice device = new ReferenceDevice(SOURCE, new Memory(file()), world, clock);
        device.connect();
        return device;
    }

    private Path file() {
        return directory.resolve("handled.json");
    }

    private List<Answer> endsOf(CommandId id) {
        return world.answers.stream()
                .filter(ack -> ack.id().equals(id) && ack.answer() != Answer.ACKNOWLEDGED)
                .map(DeviceAck::answer)
                .toList();
    }

    private double power() {
        Sample sample = (Sample) world.reports.get(world.reports.size() - 1);
        return requireNonNull(sample.readings().get(new SignalName("power"))).value();
    }

    private long epoch() {
        return lastNotice().epoch();
    }

    private String firmware() {
        return lastNotice().properties().values().getOrDefault("firmware", "");
    }

    private Notice lastNotice() {
        return (Notice) world.reports.stream()
                .filter(Notice.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Arguments megawatts(double megawatts) {
        return new Arguments(Map.of("megawatts", Argument.of(megawatts)));
    }

    private DeviceCommand setPower(String id, double megawatts, @Nullable Long epoch) {
        return command(id, "setPower", megawatts(megawatts), epoch);
    }

    private DeviceCommand firmware(String id, String version) {
        return command(id, "setFirmware", new Arguments(Map.of("version", Argument.of(version))), null);
    }

    private DeviceCommand command(String id, String name, Arguments arguments, @Nullable Long epoch) {
        return new DeviceCommand(
                new CommandId(id),
                new AssetId("asset"),
                SOURCE,
                epoch,
                new CommandName(name),
                arguments,
                clock.instant(),
                clock.instant().plus(TIMEOUT));
    }
}
