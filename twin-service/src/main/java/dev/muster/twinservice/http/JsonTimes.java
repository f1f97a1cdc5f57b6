package dev.muster.twinservice.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.muster.assetmodel.command.ModelLimits;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * Times as text in one form each. Those of requests lie within the years that the model keeps; Jackson's own readers also
 * take numbers, whose unit nobody can see. Those of replies are to the millisecond, as all of Muster's are: what a clock
 * says beyond that is noise.
 */
final class JsonTimes {
    static final String INSTANT_EXPECTED = "a time from year 1 to 9999 such as 2030-01-02T03:04:05Z";

    private static final String DURATION_EXPECTED = "a duration such as PT30S";

    private static final String TIME_OF_DAY_EXPECTED = "a time of day such as 05:30";

    private static final String ZONE_EXPECTED = "a time zone such as Europe/Berlin";

    private JsonTimes() {}

    static Module module() {
        return new SimpleModule("times")
                .addSerializer(Instant.class, new ToMilliseconds())
                .addDeserializer(Instant.class, new FromText<>(Instant.class, INSTANT_EXPECTED, JsonTimes::instant))
                .addDeserializer(Duration.class, new FromText<>(Duration.class, DURATION_EXPECTED, Duration::parse))
                .addDeserializer(
                        LocalTime.class, new FromText<>(LocalTime.class, TIME_OF_DAY_EXPECTED, LocalTime::parse))
                .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class, ZONE_EXPECTED, ZoneId::of));
    }

    /** {@link DateTimeException} when it is none, or none in the years that Muster keeps. */
    static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(ModelLimits.TIME_MIN) || instant.isAfter(ModelLimits.TIME_MAX)) {
            throw new DateTimeException("Outside of the years that are kept: " + instant);
        }
        return instant;
    }

    private static final class ToMilliseconds extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        ToMilliseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(instant.truncatedTo(ChronoUnit.MILLIS).toString());
        }
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final String expected;
        private final transient Function<String, T> parse;

        FromText(Class<T> type, String expected, Function<String, T> parse) {
            super(type);
            this.expected = expected;
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                try {
                    return parse.apply(parser.getText());
                } catch (DateTimeException | ArithmeticException e) {
                    // Answered below, as something that is no text is.
                }
            }
            throw new Misfits.Misfit(parser, expected);
        }
    }
}
