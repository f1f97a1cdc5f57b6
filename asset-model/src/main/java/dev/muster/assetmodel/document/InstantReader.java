package dev.muster.assetmodel.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form that documents are written in, such as {@code 2030-01-02T03:04:05.678Z}, digit by digit: a start reads
 * millions. Whatever looks otherwise is left to Jackson.
 */
final class InstantReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    private static final int DAY_SECONDS = 86_400;
    private static final int SECONDS_END = "2030-01-02T03:04:05".length();
    private static final int NANOS_OF_TENTH = 100_000_000;

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Instant read = parser.hasToken(JsonToken.VALUE_STRING) ? read(parser.getText()) : null;
        return read == null ? InstantDeserializer.INSTANT.deserialize(parser, context) : read;
    }

    /** {@code null} for any other form, for a day and for a time of day that there is not. */
    static @Nullable Instant read(String text) {
        if (text.length() <= SECONDS_END || text.charAt(text.length() - 1) != 'Z' || !hasSigns(text)) {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = nanos(text);
        boolean there = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth()
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60
                && nanos >= 0;
        return there
                ? Instant.ofEpochSecond(
                        LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS
                                + hour * 3_600L
                                + minute * 60L
                                + second,
                        nanos)
                : null;
    }

    private static boolean hasSigns(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /** Behind the seconds: nothing, or a point and up to nine digits; -1 for anything else. */
    private static int nanos(String text) {
        int end = text.length() - 1;
        if (end == SECONDS_END) {
            return 0;
        }
        if (text.charAt(SECONDS_END) != '.' || end - SECONDS_END > 10 || end - SECONDS_END < 2) {
            return -1;
        }
        int nanos = 0;
        int unit = NANOS_OF_TENTH;
        for (int i = SECONDS_END + 1; i < end; i++) {
            int digit = number(text, i, i + 1);
            if (digit < 0) {
                return -1;
            }
            nanos += digit * unit;
            unit /= 10;
        }
        return nanos;
    }

    /** -1 where there is something other than digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
