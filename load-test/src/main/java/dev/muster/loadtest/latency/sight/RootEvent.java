package dev.muster.loadtest.latency.sight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * One event of a group's live view.
 *
 * @param nanos when it had come, of {@link System#nanoTime}
 * @param isCurrent {@code false}: Muster says that it has nothing current to tell
 * @param total {@code null}: it is what it was
 */
public record RootEvent(
        long nanos, boolean isCurrent, @Nullable Shown total) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What the group's row shows; of nobody the sum is 0. */
    public record Shown(long micros, int expected, int reporting) {}

    /** {@link IllegalArgumentException}: it is not as documented. */
    static RootEvent parse(long nanos, String name, String data) {
        try {
            JsonNode event = JSON.readTree(data);
            if (name.equals("unavailable")) {
                return new RootEvent(nanos, false, null);
            }
            if (!name.equals("rows") || !event.path("rows").isArray()) {
                throw new IllegalArgumentException("Expected rows but got '%s' %s".formatted(name, data));
            }
            for (JsonNode row : event.path("rows")) {
                if (row.path("key").asText("").equals("total")) {
                    return new RootEvent(nanos, true, shown(row));
                }
            }
            return new RootEvent(nanos, true, null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected JSON but got " + data, e);
        }
    }

    private static Shown shown(JsonNode row) {
        int expected = row.path("expected").asInt(-1);
        int reporting = row.path("reporting").asInt(-1);
        int missing = row.path("missing").path("count").asInt(-1);
        JsonNode value = row.path("value");
        if (expected < 0 || reporting < 0 || expected != reporting + missing) {
            throw new IllegalArgumentException("Expected everybody to report or to be missing but got " + row);
        }
        if (!value.isNumber() && !value.isNull()) {
            throw new IllegalArgumentException("Expected a value but got " + row);
        }
        long micros =
                value.isNull() ? 0 : value.decimalValue().movePointRight(6).longValueExact();
        return new Shown(micros, expected, reporting);
    }
}
