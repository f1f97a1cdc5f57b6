package dev.muster.twinservice.http.api.command;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what somebody commands, of one asset or of a group: header and body, checked as far as no type is needed for it. */
public final class CommandReader {
    /** Under the same key the same command is given once, however often it is repeated. Also the header of each answer. */
    public static final String KEY_HEADER = "Idempotency-Key";

    private static final int FIRST_PRINTABLE = ' ';
    private static final int LAST_PRINTABLE = '~';

    private final CommandSettings.Times times;
    private final Clock clock;
    private final Supplier<String> keys;

    /** Body of the two POSTs. */
    record Body(
            @Nullable CommandName command,
            @Nullable Arguments arguments,
            @Nullable Duration timeout,
            @Nullable Instant queueUntil,
            @Nullable String reason) {}

    /** @param queueUntil {@code null}: an asset that is not online refuses at once */
    public record Given(
            String key,
            CommandName command,
            Arguments arguments,
            Principal by,
            String reason,
            Duration timeout,
            @Nullable Instant queueUntil) {
        /** The same of one asset, under the same key. */
        public CommandRequest to(AssetId asset) {
            return new CommandRequest(
                    CommandId.of(asset, key), asset, key, command, arguments, by, reason, timeout, queueUntil, null);
        }
    }

    /** @param keys makes one where none was given; never the same twice */
    public CommandReader(CommandSettings.Times times, Clock clock, Supplier<String> keys) {
        this.times = times;
        this.clock = clock;
        this.keys = keys;
    }

    /**
     * Throws {@link BadInput} for what fits no command of any type. Leaves open whether {@code queueUntil} is over: whoever
     * repeats a command that was given in time wants to know what became of it.
     */
    public Given read(Call call) {
        Principal by = call.principal();
        String key = key(call).orElseGet(keys);
        Body body = call.body(Body.class);
        return new Given(
                key,
                Call.required("command", body.command()),
                arguments(body.arguments()),
                by,
                reason(body.reason()),
                timeout(body.timeout()),
                queueUntil(body.queueUntil()));
    }

    private static Optional<String> key(Call call) {
        List<String> given = call.headers(KEY_HEADER);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1) {
            throw bad(
                    KEY_HEADER, "Expected the header %s once but got it %d times".formatted(KEY_HEADER, given.size()));
        }
        String key = given.get(0);
        boolean printable = key.chars().allMatch(c -> c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE);
        if (key.isEmpty() || key.length() > CommandRequest.KEY_LENGTH_MAX || !printable) {
            throw bad(
                    KEY_HEADER,
                    "Expected 1 to %d printable ASCII characters in the header %s but got '%s'"
                            .formatted(CommandRequest.KEY_LENGTH_MAX, KEY_HEADER, Problem.shown(key)));
        }
        return Optional.of(key);
    }

    private static Arguments arguments(@Nullable Arguments given) {
        Arguments arguments = given == null ? Arguments.NONE : given;
        arguments.values().forEach((name, argument) -> {
            if (argument instanceof Argument.Text text) {
                requireWhole("arguments." + name, text.value());
            }
        });
        return arguments;
    }

    private static String reason(@Nullable String given) {
        String reason = given == null ? "" : given;
        if (reason.length() > CommandRequest.REASON_LENGTH_MAX) {
            throw bad(
                    "reason",
                    "Expected a reason of at most %d characters but got %d"
                            .formatted(CommandRequest.REASON_LENGTH_MAX, reason.length()));
        }
        requireWhole("reason", reason);
        return reason;
    }

    /** Half a surrogate pair is no text in UTF-8, and there are nodes and devices behind this. */
    private static void requireWhole(String field, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw bad(field, "Expected a text of whole characters but got half of one");
        }
    }

    private Duration timeout(@Nullable Duration given) {
        if (given == null) {
            return times.timeoutDefault();
        }
        if (given.compareTo(CommandSettings.TIMEOUT_MIN) < 0 || given.compareTo(times.timeoutMax()) > 0) {
            throw bad(
                    "timeout",
                    "Expected a timeout from %s to %s but got %s"
                            .formatted(CommandSettings.TIMEOUT_MIN, times.timeoutMax(), given));
        }
        return given;
    }

    private @Nullable Instant queueUntil(@Nullable Instant given) {
        Instant latest = clock.instant().plus(times.queueMax());
        if (given != null && given.isAfter(latest)) {
            throw bad(
                    "queueUntil",
                    "Expected queueUntil at most %s ahead, %s, but got %s".formatted(times.queueMax(), latest, given));
        }
        return given;
    }

    private static BadInput bad(String field, String detail) {
        return new BadInput(Problem.badInput(field, detail));
    }
}
