package dev.muster.twinservice.http.api.command;

import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many commands one principal may give on this node: a bucket of tokens each, which fills up by itself. Whoever gives a
 * command of any kind (to an asset or a group, desired state, a set-point, or taking one back) asks first; reading is free.
 * Thread-safe.
 *
 * <p>A bucket is remembered as the moment at which it will be full again: before that it lacks a token for each interval. One
 * that is full needs no memory. When {@link #PRINCIPALS_MAX} lack some, a newcomer takes the place of the one that lacks least,
 * and takes over what that lacks. Hence nobody wins by being forgotten: who comes back lacks what the least lacking one lacks by
 * then, which is no less than what he had left behind, for all fill up at the same pace. And inventing principals locks nobody
 * out, unless all of these buckets are kept empty, which takes more commands a second than a node answers ({@link
 * #PRINCIPALS_MAX} times the rate); and then, too, time alone lets everybody in again.
 */
public final class CommandRate {
    public static final int PRINCIPALS_MAX = 10_000;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final TokenBucket.Rate rate;
    private final Duration interval;
    private final Duration capacity;
    private final Clock clock;
    private final int principalsMax;
    private final Map<Principal, Instant> fullAt = new HashMap<>();
    private final TreeSet<Filling> fullestFirst = new TreeSet<>();

    private record Filling(Instant fullAt, Principal principal) implements Comparable<Filling> {
        @Override
        public int compareTo(Filling other) {
            int earlier = fullAt.compareTo(other.fullAt);
            return earlier == 0 ? principal.value().compareTo(other.principal.value()) : earlier;
        }
    }

    /** {@code muster.command.principal-rate} and {@code principal-burst}. */
    public CommandRate(TokenBucket.Rate rate, Clock clock) {
        this(rate, clock, PRINCIPALS_MAX);
    }

    CommandRate(TokenBucket.Rate rate, Clock clock, int principalsMax) {
        this.rate = rate;
        this.interval = Duration.ofNanos(MINUTE_NANOS / rate.perMinute());
        this.capacity = interval.multipliedBy(rate.burst());
        this.clock = clock;
        this.principalsMax = principalsMax;
    }

    /** Takes a token of this principal's, or throws a {@link BadInput} that says when there is one again. */
    public void take(Principal principal) {
        Duration wait = waitOrTake(principal);
        if (!wait.isZero()) {
            throw new BadInput(Problem.of(
                            StatusCodes.TOO_MANY_REQUESTS,
                            "too-many-commands",
                            "Expected at most %d commands a minute, or %d at once after a pause, of principal %s but got more"
                                    .formatted(rate.perMinute(), rate.burst(), principal))
                    .retryAfter(wait));
        }
    }

    private synchronized Duration waitOrTake(Principal principal) {
        Instant now = clock.instant();
        forgetFull(now);
        emptyAtMost(now);
        Instant filled = lacking(principal, now);
        Duration wait = Duration.between(now, filled).plus(interval).minus(capacity);
        if (wait.isNegative() || wait.isZero()) {
            remember(principal, filled.plus(interval));
            return Duration.ZERO;
        }
        return wait;
    }

    private void forgetFull(Instant now) {
        while (!fullestFirst.isEmpty() && !fullestFirst.first().fullAt().isAfter(now)) {
            fullAt.remove(fullestFirst.pollFirst().principal());
        }
    }

    /** When the bucket is full; for one that is not remembered while there is no room, when the fullest one is. */
    private Instant lacking(Principal principal, Instant now) {
        Instant known = fullAt.get(principal);
        if (known != null) {
            return known;
        }
        return fullAt.size() < principalsMax ? now : fullestFirst.first().fullAt();
    }

    /** After the clock was set back a bucket is empty at worst; else its principal would wait until the clock is where it was. */
    private void emptyAtMost(Instant now) {
        Instant latest = now.plus(capacity);
        while (!fullestFirst.isEmpty() && fullestFirst.last().fullAt().isAfter(latest)) {
            remember(fullestFirst.last().principal(), latest);
        }
    }

    private void remember(Principal principal, Instant full) {
        Instant known = fullAt.put(principal, full);
        if (known != null) {
            fullestFirst.remove(new Filling(known, principal));
        } else if (fullAt.size() > principalsMax) {
            fullAt.remove(fullestFirst.pollFirst().principal());
        }
        fullestFirst.add(new Filling(full, principal));
    }

    synchronized int remembered() {
        return fullAt.size();
    }
}
