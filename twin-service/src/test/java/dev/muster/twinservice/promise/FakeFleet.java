package dev.muster.twinservice.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Devices as they are, and the twins that take commands for them. */
final class FakeFleet {
    /** What a device makes of a command. */
    enum Temper {
        WILLING,
        REFUSES,
        LIES,
        FORGETS,
        SILENT
    }

    private static final Set<CommandStatus> ON_THE_WAY = Set.of(CommandStatus.SENT, CommandStatus.ACKNOWLEDGED);

    final Map<AssetId, Device> devices = new TreeMap<>();
    private final Map<CommandId, Given> commands = new LinkedHashMap<>();
    /** Of the commands, those that have not ended. */
    private final Set<Given> open = new TreeSet<>(Given.IN_ORDER);
    /** Of the commands, those of which whoever gave them does not know the latest. */
    private final Set<Given> untold = new TreeSet<>(Given.IN_ORDER);

    private final Random random;

    /** By {@code asset/property}, what its device reports. */
    final Map<PromiseKey, String> reported = new HashMap<>();

    static final class Device {
        boolean online = true;
        Temper temper = Temper.WILLING;
    }

    private static final class Given {
        static final Comparator<Given> IN_ORDER = Comparator.comparingInt(given -> given.number);

        final int number;
        CommandRecord known;

        @Nullable
        Instant answersAt;

        @Nullable
        Instant due;

        Given(int number, CommandRecord known) {
            this.number = number;
            this.known = known;
        }
    }

    FakeFleet(Random random, List<AssetId> assets) {
        this.random = random;
        assets.forEach(asset -> devices.put(asset, new Device()));
    }

    /** As a twin: the same id is the same command. */
    Commanding.Reply give(CommandRequest request, Instant now) {
        Given known = commands.get(request.id());
        if (known != null) {
            assertThat(known.known.request().asksTheSameAs(request))
                    .as("one key, one command")
                    .isTrue();
            return new Commanding.Known(known.known, true);
        }
        if (random.nextInt(20) == 0) {
            return new Commanding.TooMany("Expected fewer", Duration.ofSeconds(2));
        }
        Given fresh = new Given(
                commands.size(),
                new CommandRecord(
                        request, null, null, null, List.of(new Transition(CommandStatus.ACCEPTED, now, "", false))));
        commands.put(request.id(), fresh);
        open.add(fresh);
        untold.add(fresh);
        onlyOneUnderway(request);
        release(fresh, now);
        return new Commanding.Known(fresh.known, false);
    }

    Commanding.Reply cancel(CommandRequest request, Instant now) {
        Given known = commands.get(request.id());
        if (known == null) {
            return new Commanding.Unknown("command", request.id().value());
        }
        if (known.known.status() != CommandStatus.ACCEPTED) {
            return known.known.status().isEnd()
                    ? new Commanding.Known(known.known, true)
                    : new Commanding.Conflict("command", "Expected it here but it has gone out", known.known);
        }
        become(known, CommandStatus.CANCELLED, now);
        return new Commanding.Known(known.known, false);
    }

    /** Devices answer, forget, and time passes. */
    void tick(Instant now) {
        for (Given given : List.copyOf(open)) {
            Device device = device(given);
            Instant queueUntil = given.known.request().queueUntil();
            if (given.known.status() == CommandStatus.ACCEPTED) {
                if (queueUntil != null && queueUntil.isBefore(now)) {
                    become(given, CommandStatus.EXPIRED, now);
                } else {
                    release(given, now);
                }
            } else if (given.due != null && given.due.isBefore(now)) {
                become(given, CommandStatus.EXPIRED, now);
            } else if (device.online && given.answersAt != null && !given.answersAt.isAfter(now)) {
                answer(given, device, now);
            }
        }
        devices.forEach((asset, device) -> {
            if (device.temper == Temper.FORGETS && device.online && random.nextInt(200) == 0) {
                reported.replaceAll((key, value) -> key.asset().equals(asset) ? "factory" : value);
            }
        });
    }

    /** What became of commands and is not known to whoever gave them. */
    List<CommandRecord> toTell() {
        return untold.stream().map(given -> given.known).toList();
    }

    void acked(CommandRecord told) {
        Given given = commands.get(told.id());
        if (given.known.equals(told)) {
            untold.remove(given);
        }
    }

    int count() {
        return commands.size();
    }

    private void release(Given given, Instant now) {
        if (device(given).online) {
            become(given, CommandStatus.SENT, now);
            given.answersAt = now.plusSeconds(random.nextInt(8));
            given.due = now.plus(given.known.request().timeout());
        }
    }

    private void answer(Given given, Device device, Instant now) {
        if (device.temper == Temper.SILENT) {
            return;
        }
        if (device.temper == Temper.REFUSES) {
            become(given, CommandStatus.REFUSED, now);
            return;
        }
        Argument argument =
                given.known.request().arguments().values().values().iterator().next();
        reported.put(
                PromiseSimulation.keyOf(given.known.request()),
                device.temper == Temper.LIES ? "odd " + random.nextInt(3) : argument.shown());
        become(given, CommandStatus.SUCCEEDED, now);
    }

    private void onlyOneUnderway(CommandRequest request) {
        PromiseKey key = PromiseSimulation.keyOf(request);
        long underWay = open.stream()
                .filter(given -> PromiseSimulation.keyOf(given.known.request()).equals(key))
                .count();
        assertThat(underWay).as("commands under way for %s at once", key).isEqualTo(1);
    }

    private Device device(Given given) {
        return devices.get(given.known.asset());
    }

    private void become(Given given, CommandStatus status, Instant now) {
        List<Transition> longer = new ArrayList<>(given.known.transitions());
        longer.add(new Transition(status, now, ON_THE_WAY.contains(status) ? "" : "so it is", false));
        given.known = new CommandRecord(given.known.request(), null, null, null, longer);
        untold.add(given);
        if (status.isEnd()) {
            open.remove(given);
        }
    }
}
