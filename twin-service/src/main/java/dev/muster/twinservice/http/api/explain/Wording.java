package dev.muster.twinservice.http.api.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures and times for people, always in the same few forms. */
final class Wording {
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MILLIS_DECIMALS = 3;
    private static final long DAY_HOURS = 24;
    private static final long HOUR_MINUTES = 60;
    private static final long MINUTE_SECONDS = 60;

    private Wording() {}

    /** To the second, with the date. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** To the second, without the date where it is today's. */
    static String shortTime(Instant at, Instant now) {
        boolean today = at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
        return today ? TIME_OF_DAY.format(at) : time(at);
    }

    /** The time, and how long ago that was. */
    static String timeAndAge(Instant at, Instant now) {
        return at.isAfter(now) ? time(at) : "%s, %s ago".formatted(time(at), duration(Duration.between(at, now)));
    }

    /** In its two largest units: 3 days 4 h, 31 min, 7.5 s. */
    static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return seconds(duration)
                            .setScale(1, RoundingMode.DOWN)
                            .stripTrailingZeros()
                            .toPlainString() + " s";
        }
        if (duration.toHours() == 0) {
            return units(duration.toMinutes(), "min", duration.toSeconds() % MINUTE_SECONDS, "s");
        }
        if (duration.toDays() == 0) {
            return units(duration.toHours(), "h", duration.toMinutes() % HOUR_MINUTES, "min");
        }
        return units(duration.toDays(), duration.toDays() == 1 ? "day" : "days", duration.toHours() % DAY_HOURS, "h");
    }

    private static String units(long large, String largeUnit, long small, String smallUnit) {
        return small == 0
                ? "%d %s".formatted(large, largeUnit)
                : "%d %s %d %s".formatted(large, largeUnit, small, smallUnit);
    }

    /** For programs: to the millisecond, never below zero, as clocks of two machines may have it. */
    static BigDecimal seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(Math.max(0, duration.toMillis()), MILLIS_DECIMALS)
                .stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
