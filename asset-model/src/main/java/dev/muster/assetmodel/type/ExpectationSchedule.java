package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** When the assets of a type are expected to report. Outside of it an asset is not missing, and counts nowhere. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ExpectationSchedule.Always.class, name = "always"),
    @JsonSubTypes.Type(value = ExpectationSchedule.Daily.class, name = "daily"),
    @JsonSubTypes.Type(value = ExpectationSchedule.Daylight.class, name = "daylight")
})
public sealed interface ExpectationSchedule {
    /** What is so at {@code now} for an asset with these attributes. All nodes get the same answer. */
    Span spanAt(Instant now, Map<String, String> attributes);

    /**
     * A time without a change.
     *
     * @param since its beginning
     * @param until when to look again: at its end or earlier, never later; {@link Instant#MAX}: never
     */
    record Span(boolean expected, Instant since, Instant until) {
        /** Expected from the beginning of all validities ({@code Validity.BEGINNING}) for good. */
        public static final Span ALWAYS = new Span(true, Instant.EPOCH, Instant.MAX);

        public boolean covers(Instant instant) {
            return !instant.isBefore(since) && instant.isBefore(until);
        }
    }

    /** Day and night. */
    record Always() implements ExpectationSchedule {
        @Override
        public Span spanAt(Instant now, Map<String, String> attributes) {
            return Span.ALWAYS;
        }
    }

    /**
     * While a clock on a wall in {@code zone} shows a time within one of the windows. So where clocks are put forward, what
     * they skip is skipped, and where they are put back, what they show twice is expected twice.
     *
     * @param windows may overlap or touch; together they may cover the day
     */
    record Daily(ZoneId zone, List<Window> windows) implements ExpectationSchedule {
        /** More than the shifts and breaks of any working day, few enough to look at all of them. */
        public static final int WINDOWS_MAX = 8;

        public Daily {
            Objects.requireNonNull(zone, "Expected a time zone for daily windows");
            windows = windows == null ? List.of() : List.copyOf(windows);
            if (windows.isEmpty() || windows.size() > WINDOWS_MAX) {
                throw new IllegalArgumentException(
                        "Expected 1 to %d daily windows but got %d".formatted(WINDOWS_MAX, windows.size()));
            }
        }

        @Override
        public Span spanAt(Instant now, Map<String, String> attributes) {
            return new DailyClock(this).spanAt(now);
        }

        boolean covers(LocalTime time) {
            return windows.stream().anyMatch(window -> window.covers(time));
        }
    }

    /**
     * Part of a day by the clock, from {@code from} until just before {@code to}; over midnight where {@code from} is the
     * later one.
     */
    record Window(
            @JsonSerialize(using = ToStringSerializer.class) LocalTime from,
            @JsonSerialize(using = ToStringSerializer.class) LocalTime to) {
        public Window {
            Objects.requireNonNull(from, "Expected a time at which the daily window begins");
            Objects.requireNonNull(to, "Expected a time at which the daily window ends");
            if (from.equals(to)) {
                throw new IllegalArgumentException(
                        "Expected a daily window that begins and ends at different times but got %s for both"
                                .formatted(from));
            }
        }

        boolean covers(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(to);
            return from.isBefore(to) ? begun && !over : begun || !over;
        }
    }

    /**
     * While the upper limb of the sun is above the horizon where the asset stands: as its attributes {@value #LATITUDE} and
     * {@value #LONGITUDE} say, in decimal degrees, north and east positive. An asset without them, or with ones that are no
     * such degrees, is always expected: not expecting it would leave it out of every total without a word.
     *
     * <p>Computed to the second and right within a minute or two; mountains, and the weather's part in refraction, are not
     * seen. In a polar day or night {@link Span#until} comes every other day, and {@link Span#since} lies at most {@value
     * #LOOK_BACK_DAYS} days back, further than any such day or night lasts.
     */
    record Daylight() implements ExpectationSchedule {
        public static final String LATITUDE = "latitude";
        public static final String LONGITUDE = "longitude";
        public static final int LOOK_BACK_DAYS = 400;

        @Override
        public Span spanAt(Instant now, Map<String, String> attributes) {
            Sun sun = Sun.over(attributes.get(LATITUDE), attributes.get(LONGITUDE));
            return sun == null ? Span.ALWAYS : sun.spanAt(now);
        }
    }
}
