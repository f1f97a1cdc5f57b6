package dev.muster.assetmodel.telemetry;

import java.time.Instant;
import java.time.LocalDate;

/**
 * {@link Instant#parse} for the form that devices send, such as {@code 2030-01-02T03:04:05.678Z}: a parser of all forms takes longer than
 * all the rest of a record. Every other form goes there.
 */
final class IsoInstants {
    private static final int LENGTH_MIN = "2030-01-02T03:04:05Z".length();
    private static final int LENGTH_MAX = "2030-01-02T03:04:05.123456789Z".length();
    private static final int POINT = 19;
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_DAY = 86_400;

    private IsoInstants() {}

    /** Throws {@link java.time.DateTimeException} as {@link Instant#parse} does. */
    static Instant parse(String text) {
        int last = text.length() - 1;
        if (text.length() < LENGTH_MIN || text.length() > LENGTH_MAX || !isMarked(text, last)) {
            return Instant.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, POINT);
        int fraction = last == POINT ? 0 : number(text, POINT + 1, last);
        // Midnight as 24:00 and leap seconds are for those who know all forms.
        boolean plain = year >= 0 && month >= 0 && day >= 0 && fraction >= 0 && isTime(hour, minute, second);
        if (!plain) {
            return Instant.parse(text);
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY
                + hour * SECONDS_PER_HOUR
                + minute * SECONDS_PER_MINUTE
                + second;
        int digits = Math.max(0, last - POINT - 1);
        for (int i = digits; i < NANO_DIGITS; i++) {
            fraction *= 10;
        }
        return Instant.ofEpochSecond(seconds, fraction);
    }

    private static boolean isMarked(String text, int last) {
        return text.charAt(last) == 'Z'
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (last == POINT || text.charAt(POINT) == '.' && last > POINT + 1);
    }

    private static boolean isTime(int hour, int minute, int second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    /** -1: not all of it are digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
