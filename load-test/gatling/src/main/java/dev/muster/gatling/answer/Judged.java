package dev.muster.gatling.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Function;

/** A body as JSON, and the one sentence that is said of it. */
final class Judged {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_MAX = 120;

    private Judged() {}

    static String json(String body, Function<JsonNode, String> judge) {
        JsonNode reply;
        try {
            reply = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return "Expected JSON but got " + shown(body);
        }
        return reply.isObject() ? judge.apply(reply) : "Expected an object but got " + shown(body);
    }

    /** The first that is wrong; {@link Answers#RIGHT}: nothing is. */
    static String first(String... findings) {
        for (String finding : findings) {
            if (!finding.equals(Answers.RIGHT)) {
                return finding;
            }
        }
        return Answers.RIGHT;
    }

    static String text(JsonNode reply, String field, String expected) {
        String found = reply.path(field).asText("");
        return found.equals(expected)
                ? Answers.RIGHT
                : "Expected %s %s but got '%s'".formatted(field, expected, shown(found));
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }
}
