package dev.muster.twinservice.groupcommand.progress;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the twins of a simulated fleet do with commands, and the truth about it. */
final class FakeTwins {
    private final SimulatedTime time;
    private final Random random;
    private final Consumer<CommandRecord> tell;
    private final Map<AssetId, Commands> twins = new HashMap<>();
    private final Map<AssetId, Nature> natures = new HashMap<>();

    /** Every key under which an asset was ever given something. */
    final Map<AssetId, Set<String>> keys = new HashMap<>();

    private enum Nature {
        ONLINE,
        OFFLINE,
        NO_SUCH_COMMAND,
        NO_SUCH_COMMAND_PERSISTED,
        UNKNOWN
    }

    FakeTwins(SimulatedTime time, Random random, Consumer<CommandRecord> tell) {
        this.time = time;
        this.random = random;
        this.tell = tell;
    }

    Commanding.Reply give(CommandRequest request) {
        AssetId asset = request.asset();
        keys.computeIfAbsent(asset, first -> new TreeSet<>()).add(request.key());
        Nature nature = natures.computeIfAbsent(asset, first -> nature());
        CommandRecord known = record(asset, request.id());
        if (known != null) {
            return new Commanding.Known(known, true);
        }
        if (random.nextInt(20) == 0) {
            return new Commanding.TooMany("Expected fewer", Duration.ofMillis(700));
        }
        Instant now = time.now();
        switch (nature) {
            case UNKNOWN -> {
                return new Commanding.Unknown("asset", asset.value());
            }
            case NO_SUCH_COMMAND -> {
                return new Commanding.Invalid(List.of(new Violation("command", "Expected a command but got none")));
            }
            case NO_SUCH_COMMAND_PERSISTED ->
                apply(asset, new CommandEvent.Refused(request, refusal(Refusal.Reason.BAD_COMMAND), now));
            case OFFLINE -> {
                if (request.queueUntil() == null) {
                    apply(asset, new CommandEvent.Refused(request, refusal(Refusal.Reason.OFFLINE), now));
                } else {
                    apply(asset, new CommandEvent.Accepted(request, now));
                    CommandId id = request.id();
                    time.at(request.queueUntil(), () -> expire(asset, id));
                    if (random.nextBoolean()) {
                        time.in(Duration.ofMillis(random.nextInt(200_000)), () -> work(asset, request));
                    }
                }
            }
            case ONLINE -> {
                apply(asset, new CommandEvent.Accepted(request, now));
                time.in(Duration.ofMillis(random.nextInt(50)), () -> work(asset, request));
            }
        }
        return new Commanding.Known(mustHave(asset, request.id()), false);
    }

    Commanding.Reply find(AssetId asset, CommandId id) {
        CommandRecord known = record(asset, id);
        return known == null ? new Commanding.Unknown("command", id.value()) : new Commanding.Known(known, true);
    }

    Commanding.Reply cancel(AssetId asset, CommandId id) {
        CommandRecord known = record(asset, id);
        if (known == null) {
            return new Commanding.Unknown("command", id.value());
        }
        if (known.status().isEnd()) {
            return new Commanding.Known(known, true);
        }
        if (known.sent() != null) {
            return new Commanding.Conflict("command", "Expected it to wait", known);
        }
        apply(asset, new CommandEvent.Cancelled(id, GroupFixtures.ANNA, "", time.now()));
        return new Commanding.Known(mustHave(asset, id), false);
    }

    /** The truth. */
    @Nullable
    CommandRecord record(AssetId asset, CommandId id) {
        return twins.getOrDefault(asset, Commands.NONE).find(id).orElse(null);
    }

    private CommandRecord mustHave(AssetId asset, CommandId id) {
        return twins.get(asset).find(id).orElseThrow();
    }

    /** It goes out; the device does it, says no, or says nothing. */
    private void work(AssetId asset, CommandRequest request) {
        CommandId id = request.id();
        if (mustHave(asset, id).status().isEnd()) {
            return;
        }
        apply(asset, new CommandEvent.Sent(id, new CommandRecord.Position(0, 1, time.now())));
        time.in(request.timeout(), () -> expire(asset, id));
        DeviceAck.Answer answer =
                switch (random.nextInt(10)) {
                    case 0 -> DeviceAck.Answer.FAILED;
                    case 1 -> DeviceAck.Answer.REFUSED;
                    case 2 -> DeviceAck.Answer.ACKNOWLEDGED;
                    default -> DeviceAck.Answer.SUCCEEDED;
                };
        // Some come after the command has expired.
        time.in(
                Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 60_000 : 2_000)),
                () -> apply(asset, new CommandEvent.Answered(id, answer, "as told", time.now(), time.now())));
    }

    private void expire(AssetId asset, CommandId id) {
        if (!mustHave(asset, id).status().isEnd()) {
            apply(asset, new CommandEvent.Expired(id, "Expected an answer", time.now()));
        }
    }

    private void apply(AssetId asset, CommandEvent event) {
        var commands = twins.getOrDefault(asset, Commands.NONE);
        twins.put(asset, commands.apply(event));
        tell.accept(mustHave(asset, event.id()));
    }

    private Nature nature() {
        return switch (random.nextInt(12)) {
            case 0 -> Nature.UNKNOWN;
            case 1 -> Nature.NO_SUCH_COMMAND;
            case 2 -> Nature.NO_SUCH_COMMAND_PERSISTED;
            case 3, 4 -> Nature.OFFLINE;
            default -> Nature.ONLINE;
        };
    }

    private static Refusal refusal(Refusal.Reason reason) {
        return new Refusal(reason, "Expected otherwise but " + reason, null);
    }
}
