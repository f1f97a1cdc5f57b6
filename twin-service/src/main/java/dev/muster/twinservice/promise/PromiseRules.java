package dev.muster.twinservice.promise;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.mismatch.SameText;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Transition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of promises.
 *
 * <pre>
 * wanted and reported differ   -> given, and tried as soon as nothing of what was promised before is under way
 * a try has ended              -> tried again after a wait that doubles, or at once when the device then reports something else
 * wanted and reported agree    -> kept; what has not gone out is taken back
 * something else is wanted     -> given anew
 * nothing is wanted any more   -> withdrawn; what has not gone out is taken back
 * </pre>
 */
final class PromiseRules {
    private static final int HASH_BYTES = 8;

    private final PromiseSettings settings;
    private final Owner owner;

    PromiseRules(int bucket, PromiseSettings settings) {
        this.settings = settings;
        this.owner = new Owner(Owner.Kind.PROMISE, Integer.toString(bucket));
    }

    /** What follows from what the model says, in the order of {@code sights}; none for what is known already. */
    List<PromiseEvent> look(Promises promises, Collection<Sight> sights, long position, Instant now) {
        List<PromiseEvent> events = new ArrayList<>();
        for (Sight sight : sights) {
            Promise known = promises.find(sight.key()).orElse(null);
            look(known, sight, position, now).ifPresent(events::add);
        }
        return events;
    }

    private Optional<PromiseEvent> look(@Nullable Promise known, Sight sight, long position, Instant now) {
        Sight.Wish wish = sight.wish();
        if (wish == null) {
            return known == null || known.state() == Promise.State.WITHDRAWN
                    ? Optional.empty()
                    : Optional.of(new PromiseEvent.Withdrawn(
                            known.key(),
                            "Expected '%s' until nobody wanted it".formatted(known.wanted()),
                            now,
                            position));
        }
        boolean same = sight.reported() != null && SameText.of(wish.value(), sight.reported());
        if (known == null || known.state() == Promise.State.WITHDRAWN) {
            // What is so already, and was never otherwise, needs no promise.
            return same ? Optional.empty() : Optional.of(given(sight, wish, known, position, now));
        }
        if (!known.wanted().equals(wish.value())) {
            return Optional.of(given(sight, wish, known, position, now));
        }
        if (same) {
            return known.state() == Promise.State.KEPT
                    ? Optional.empty()
                    : Optional.of(new PromiseEvent.Kept(
                            known.key(), Objects.requireNonNull(sight.reported()), now, position));
        }
        return known.state() == Promise.State.KEPT
                ? Optional.of(given(sight, wish, known, position, now))
                : noted(known, sight, wish, position, now);
    }

    private static PromiseEvent given(
            Sight sight, Sight.Wish wish, @Nullable Promise before, long position, Instant now) {
        // The keys of its commands hold this instant: no other promise has the same.
        Instant since = before == null || now.isAfter(before.since())
                ? now
                : before.since().plusMillis(1);
        return new PromiseEvent.Given(
                sight.key(),
                wish.value(),
                sight.reported(),
                wish.group(),
                wish.by(),
                wish.command() == null ? wish.whyNot() : differs(wish.value(), sight.reported()),
                wish.command() == null ? null : now,
                since,
                position);
    }

    private Optional<PromiseEvent> noted(Promise known, Sight sight, Sight.Wish wish, long position, Instant now) {
        boolean speaksAnew = !Objects.equals(known.reported(), sight.reported());
        boolean possible = wish.command() != null;
        boolean planned = known.nextAttemptAt() != null || known.underway() != null;
        Instant next = known.nextAttemptAt();
        String why = known.why();
        if (!possible) {
            next = null;
            why = wish.whyNot();
        } else if (known.underway() == null && (speaksAnew || !planned)) {
            Instant soon = soon(known, now);
            next = next == null || soon.isBefore(next) ? soon : next;
            why = differs(wish.value(), sight.reported());
        }
        boolean news = speaksAnew
                || !Objects.equals(known.group(), wish.group())
                || !known.by().equals(wish.by())
                || !why.equals(known.why())
                || !Objects.equals(next, known.nextAttemptAt());
        return news
                ? Optional.of(new PromiseEvent.Noted(
                        known.key(), sight.reported(), wish.group(), wish.by(), why, next, now, position))
                : Optional.empty();
    }

    /** At once, but for a device that reports something else all the time. */
    private Instant soon(Promise known, Instant now) {
        if (known.lastAttempts().isEmpty()) {
            return now;
        }
        Instant last = known.lastAttempts().get(known.lastAttempts().size() - 1).at();
        Instant calm = last.plus(settings.backoff().first().dividedBy(2));
        return calm.isAfter(now) ? calm : now;
    }

    /** Empty: nothing is to be tried now. */
    Optional<PromiseEvent> due(Promise promise, Sight.@Nullable Wish wish, Instant now) {
        if (wish == null) {
            return Optional.empty();
        }
        Sight.Command command = wish.command();
        Instant next = promise.nextAttemptAt();
        if (promise.state() != Promise.State.UNKEPT
                || next == null
                || next.isAfter(now)
                || promise.open() != null
                || command == null
                // Something else is wanted by now, and is about to be promised.
                || !wish.value().equals(promise.wanted())) {
            return Optional.empty();
        }
        int no = promise.attempts() + 1;
        String key = "promise/%s/%s/%d/%d"
                .formatted(
                        printable(promise.property()),
                        hash(promise),
                        no,
                        promise.since().toEpochMilli());
        CommandRequest request = new CommandRequest(
                CommandId.of(promise.asset(), key),
                promise.asset(),
                key,
                command.name(),
                command.arguments(),
                promise.by(),
                reason(promise),
                settings.timeout(),
                now.plus(settings.queueFor()),
                owner);
        Attempt attempt = new Attempt(no, request.id(), now, CommandStatus.ACCEPTED, "");
        return Optional.of(new PromiseEvent.Tried(promise.key(), attempt, request));
    }

    /** Empty: it is known, or nobody waits for it. */
    Optional<PromiseEvent> told(Promises promises, CommandRecord told, Instant now) {
        CommandStatus status = told.status();
        String detail = told.transitions().stream()
                .filter(transition -> !transition.late())
                .reduce((before, last) -> last)
                .map(Transition::detail)
                .orElse("");
        return became(promises, told.id(), status, detail, now);
    }

    /** Likewise of a command that nobody knows, or takes. */
    Optional<PromiseEvent> became(Promises promises, CommandId id, CommandStatus status, String detail, Instant now) {
        Promise promise = promises.waitingFor(id).orElse(null);
        if (promise == null) {
            return Optional.empty();
        }
        boolean own = promise.underway() != null && promise.underway().id().equals(id);
        boolean news = own
                ? promise.lastAttempts().stream()
                        .noneMatch(attempt -> attempt.command().equals(id) && attempt.status() == status)
                : status.isEnd();
        if (!news && !status.isEnd()) {
            return Optional.empty();
        }
        boolean again = own && status.isEnd() && promise.state() == Promise.State.UNKEPT;
        Duration pause = settings.backoff().after(Math.max(1, promise.attempts()), id.hashCode());
        return Optional.of(new PromiseEvent.Answered(
                promise.key(), id, status, detail, why(promise, status, detail), again ? now.plus(pause) : null, now));
    }

    /** Whether nobody will miss it. */
    boolean isOver(Promise promise, Instant now) {
        Instant endedAt = promise.endedAt();
        return promise.state() != Promise.State.UNKEPT
                && promise.open() == null
                && endedAt != null
                && !endedAt.plus(settings.forgetAfter()).isAfter(now);
    }

    private static String differs(String wanted, @Nullable String reported) {
        return reported == null
                ? "Expected '%s' but the device has not reported it".formatted(wanted)
                : "Expected '%s' but the device reports '%s'".formatted(wanted, reported);
    }

    private static String why(Promise promise, CommandStatus status, String detail) {
        if (status == CommandStatus.SUCCEEDED) {
            return differs(promise.wanted(), promise.reported()) + ", although the command succeeded";
        }
        String words = detail.isEmpty() ? "" : ": " + detail;
        return "Expected '%s' but the command has %s%s"
                .formatted(
                        promise.wanted(),
                        status == CommandStatus.REFUSED || status == CommandStatus.CANCELLED
                                ? "been " + status.name().toLowerCase(Locale.ROOT)
                                : status.name().toLowerCase(Locale.ROOT),
                        words);
    }

    private static String reason(Promise promise) {
        String where = promise.group() == null ? "the asset" : "group " + promise.group();
        String reason = "Desired of %s: %s = %s".formatted(where, promise.property(), promise.wanted());
        return reason.substring(0, Math.min(reason.length(), CommandRequest.REASON_LENGTH_MAX));
    }

    /** What a key can hold; properties that look the same then have other hashes. */
    private static String printable(String property) {
        return property.replaceAll("[^!-~]", "_");
    }

    private static String hash(Promise promise) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((promise.property() + "\n" + promise.wanted()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected a platform with SHA-256, as every Java has", e);
        }
    }
}
