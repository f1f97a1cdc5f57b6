package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.muster.assetmodel.compact.ArrayMapBuilder;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What nearly all records are: samples in the known fields, of numbers that are good and claim no unit. They are read token by token,
 * without a tree of the JSON in between. Whatever is anything else is not judged here, and {@link TelemetryCodec} has the only word on
 * it. Used by one thread, for one record.
 */
final class PlainSamples {
    private static final String KIND = "sample";
    private static final long ABSENT = -1;
    /** That a sample has. */
    private static final int FIELDS = 6;
    /** Looks for repeated fields itself, at less than it costs Jackson. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(TelemetryCodec.CONSTRAINTS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final JsonParser json;
    private boolean versionKnown;
    private boolean isSample;
    private @Nullable String source;
    private long sequence = ABSENT;
    private @Nullable Instant at;
    private @Nullable Map<SignalName, Reading> readings;

    private PlainSamples(JsonParser json) {
        this.json = json;
    }

    /** {@code null}: it is something else, right or wrong. */
    static @Nullable Sample read(byte[] bytes) {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            return new PlainSamples(json).sample();
        } catch (IOException | IllegalArgumentException | DateTimeException somethingElse) {
            return null;
        }
    }

    private @Nullable Sample sample() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        int fields = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            if (!take(field, json.nextToken())) {
                return null;
            }
            fields++;
        }
        boolean ended = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        // All of them, and so each of them once.
        boolean whole = ended && fields == FIELDS && versionKnown && isSample && sequence != ABSENT;
        return whole && source != null && at != null && readings != null
                ? new Sample(new SourceId(source), sequence, at, readings)
                : null;
    }

    /** False: not as expected. */
    private boolean take(String field, JsonToken value) throws IOException {
        return switch (field) {
            case "v" -> {
                versionKnown = value == JsonToken.VALUE_NUMBER_INT && json.getLongValue() == TelemetryCodec.VERSION;
                yield versionKnown;
            }
            case "kind" -> {
                isSample = value == JsonToken.VALUE_STRING && KIND.equals(json.getText());
                yield isSample;
            }
            case "source" -> {
                source = json.getText();
                yield value == JsonToken.VALUE_STRING;
            }
            case "seq" -> {
                sequence = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : ABSENT;
                yield sequence >= 0;
            }
            case "at" -> {
                at = value == JsonToken.VALUE_STRING ? IsoInstants.parse(json.getText()) : null;
                yield at != null;
            }
            case "values" -> value == JsonToken.START_OBJECT && takeReadings();
            default -> false;
        };
    }

    private boolean takeReadings() throws IOException {
        ArrayMapBuilder<SignalName, Reading> taken = new ArrayMapBuilder<>();
        for (String signal = json.nextFieldName(); signal != null; signal = json.nextFieldName()) {
            if (!json.nextToken().isNumeric()) {
                return false;
            }
            taken.add(new SignalName(signal), Reading.good(json.getDoubleValue()));
        }
        readings = taken.build();
        boolean eachOnce = readings.size() == taken.added();
        return json.currentToken() == JsonToken.END_OBJECT && eachOnce && !readings.isEmpty();
    }
}
