package dev.muster.twinservice.audit;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The commands in a list that were accepted, or refused at once, in {@code [from, to)}: newest first, a page at a time.
 *
 * @param limit commands on the page, 1 to {@value #LIMIT_MAX}
 * @param after where the page before ended ({@link AuditPage#next()}); {@code null}: the first page
 */
public record AuditQuery(
        Listed listed,
        Instant from,
        Instant to,
        int limit,
        @Nullable AuditPosition after) {
    public static final int LIMIT_MAX = 1_000;

    /** How far back {@code from} lies when nobody says. */
    public static final Duration RANGE_DEFAULT = Duration.ofDays(7);

    /** Which days hold anything is one read, whose size this bounds. */
    public static final Duration RANGE_MAX = Duration.ofDays(366);

    private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    /** A list of commands. As text it is the key that it is stored under. */
    public sealed interface Listed {}

    /** Commands to an asset. */
    public record OfAsset(AssetId asset) implements Listed {
        @Override
        public String toString() {
            return "asset|" + asset;
        }
    }

    /** Commands to assets that were in the group when the command was accepted. */
    public record OfGroup(GroupKey group) implements Listed {
        @Override
        public String toString() {
            return "group|" + group;
        }
    }

    /** Commands that somebody gave. */
    public record ByPrincipal(Principal principal) implements Listed {
        @Override
        public String toString() {
            return "principal|" + principal;
        }
    }

    /** {@link IllegalArgumentException} with what {@link #rejection} says. */
    public AuditQuery {
        String rejection = rejection(from, to, limit);
        if (rejection != null) {
            throw new IllegalArgumentException(rejection);
        }
    }

    /** Why there is no such query; {@code null}: there is. */
    public static @Nullable String rejection(Instant from, Instant to, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            return "Expected a limit from 1 to %d but got %d".formatted(LIMIT_MAX, limit);
        }
        if (to.isBefore(from)) {
            return "Expected 'from' not to be after 'to' but got %s and %s".formatted(from, to);
        }
        if (Duration.between(from, to).compareTo(RANGE_MAX) > 0) {
            return "Expected a range of at most %d days but got %s to %s".formatted(RANGE_MAX.toDays(), from, to);
        }
        try {
            day(from);
            day(to);
            return null;
        } catch (ArithmeticException e) {
            return "Expected times within a million years of 1970 but got %s and %s".formatted(from, to);
        }
    }

    /** Whole days since 1970; {@link ArithmeticException} beyond what an {@code int} of them holds. */
    static int day(Instant time) {
        return Math.toIntExact(Math.floorDiv(time.toEpochMilli(), MILLIS_PER_DAY));
    }
}
