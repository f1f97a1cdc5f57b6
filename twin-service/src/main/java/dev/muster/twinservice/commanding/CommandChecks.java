package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.control.ArgumentRules;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.view.Asset;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what is asked of an asset against limits and its type. Violations name the field. */
final class CommandChecks {
    private final CommandSettings.Times times;

    CommandChecks(CommandSettings.Times times) {
        this.times = times;
    }

    /** Whatever the type. */
    List<Violation> request(CommandRequest request, Instant now) {
        List<Violation> violations = new ArrayList<>();
        String key = request.key();
        if (key.isEmpty()
                || key.length() > CommandRequest.KEY_LENGTH_MAX
                || key.chars().anyMatch(Character::isISOControl)
                || !CommandId.of(request.asset(), key).equals(request.id())) {
            violations.add(new Violation(
                    "key",
                    "Expected 1 to %d printable characters, and the id that follows from them"
                            .formatted(CommandRequest.KEY_LENGTH_MAX)));
        }
        if (request.reason().length() > CommandRequest.REASON_LENGTH_MAX) {
            violations.add(new Violation(
                    "reason",
                    "Expected at most %d characters but got %d"
                            .formatted(
                                    CommandRequest.REASON_LENGTH_MAX,
                                    request.reason().length())));
        }
        Duration timeout = request.timeout();
        if (timeout.compareTo(CommandSettings.TIMEOUT_MIN) < 0 || timeout.compareTo(times.timeoutMax()) > 0) {
            violations.add(new Violation(
                    "timeout",
                    "Expected a timeout from %s to %s but got %s"
                            .formatted(CommandSettings.TIMEOUT_MIN, times.timeoutMax(), timeout)));
        }
        String queue = queueing(request.queueUntil(), now);
        if (queue != null) {
            violations.add(new Violation("queueUntil", queue));
        }
        return List.copyOf(violations);
    }

    private @Nullable String queueing(@Nullable Instant queueUntil, Instant now) {
        Instant latest = now.plus(times.queueMax());
        return queueUntil == null || (queueUntil.isAfter(now) && !queueUntil.isAfter(latest))
                ? null
                : "Expected a time after now, %s, up to %s but got %s".formatted(now, latest, queueUntil);
    }

    static List<Violation> arguments(CommandRequest request, Asset asset, AssetType type) {
        return type.command(request.command())
                .map(known -> ArgumentRules.check(known, request.arguments(), asset.limits()))
                .orElseGet(() -> List.of(new Violation(
                        "command", "Expected %s but got '%s'".formatted(offered(type), request.command()))));
    }

    private static String offered(AssetType type) {
        return type.commands().isEmpty()
                ? "no command, for %s takes none,".formatted(type.id())
                : type.commands().stream()
                        .map(CommandDefinition::name)
                        .map(Object::toString)
                        .collect(Collectors.joining(", ", "one of ", ""));
    }
}
