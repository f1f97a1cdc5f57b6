package dev.muster.gatling.answer;

import static dev.muster.gatling.answer.Judged.first;
import static dev.muster.gatling.answer.Judged.json;
import static dev.muster.gatling.answer.Judged.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;

/**
 * What must be true of Muster's answers, whatever the load: a page that says 200 and tells nonsense has failed. Each returns {@link
 * #RIGHT}, or what was expected and what came, in one line.
 */
public final class Answers {
    /** Nothing is wrong. */
    public static final String RIGHT = "";

    private static final Set<String> REASONS = Set.of(
            "maintenance",
            "neverReported",
            "offline",
            "ingestBehind",
            "recovering",
            "staleSignal",
            "badQuality",
            "unreachable");
    private static final Set<String> CONNECTIVITIES = Set.of("expected", "online", "offline", "maintenance", "retired");

    private Answers() {}

    /** Of this group, and with everybody accounted for. */
    public static String aggregate(String body, String hierarchy, String group) {
        return json(
                body,
                reply -> first(
                        text(reply, "hierarchy", hierarchy),
                        text(reply, "group", group),
                        reply.path("value").isNumber() ? RIGHT : "Expected a value but got " + reply.path("value"),
                        accounted(reply)));
    }

    /** A page of at most so many, each with who, where and why. */
    public static String missing(String body, String hierarchy, String group, int limit) {
        return json(
                body,
                reply -> first(
                        text(reply, "hierarchy", hierarchy),
                        text(reply, "group", group),
                        reply.path("members").isArray() ? RIGHT : "Expected members but got " + reply.path("members"),
                        atMost(reply.path("members"), limit),
                        members(reply.path("members"))));
    }

    /** Of this asset; one that is online has said something. */
    public static String twin(String body, String asset) {
        return json(body, reply -> {
            String connectivity = reply.path("connectivity").asText("");
            if (!CONNECTIVITIES.contains(connectivity)) {
                return "Expected a connectivity but got '%s'".formatted(connectivity);
            }
            if (connectivity.equals("online") && reply.path("signals").isEmpty()) {
                return "Expected signals of an asset that is online but got none";
            }
            return text(reply, "asset", asset);
        });
    }

    /** Of this asset and range, in the order of time; not empty. */
    public static String history(String body, String asset, Instant from, Instant to, int limit) {
        return json(
                body,
                reply -> first(
                        text(reply, "asset", asset),
                        reply.path("samples").isEmpty() ? "Expected samples but got none" : RIGHT,
                        atMost(reply.path("samples"), limit),
                        ordered(reply.path("samples"), from, to)));
    }

    /** The command was taken, for this asset. */
    public static String taken(String body, String asset, String command) {
        return json(
                body,
                reply -> first(
                        text(reply, "asset", asset),
                        text(reply, "command", command),
                        reply.path("id").asText("").isEmpty() ? "Expected an id but got none" : RIGHT));
    }

    /** This command has gone out and was done. */
    public static String succeeded(String body, String id) {
        return json(body, reply -> {
            boolean sent = false;
            String last = "";
            for (JsonNode transition : reply.path("transitions")) {
                last = transition.path("status").asText("");
                sent |= last.equals("sent");
            }
            return first(
                    text(reply, "id", id),
                    text(reply, "status", "succeeded"),
                    sent ? RIGHT : "Expected that it was sent but it was not",
                    last.equals("succeeded") ? RIGHT : "Expected that it succeeded last but got '%s'".formatted(last));
        });
    }

    /** Kafka has as many records as were sent. */
    public static String published(String body, int records) {
        return json(body, reply -> {
            JsonNode published = reply.path("published");
            for (JsonNode place : published) {
                if (place.path("partition").asInt(-1) < 0
                        || place.path("offset").asLong(-1) < 0) {
                    return "Expected a place in the topic but got " + place;
                }
            }
            return published.size() == records
                    ? RIGHT
                    : "Expected %d records to be published but got %d".formatted(records, published.size());
        });
    }

    /** An event of a live view, in which everybody is accounted for. */
    public static String rows(String event) {
        return json(event, reply -> first(text(reply, "event", "rows"), rows(reply.path("data"))));
    }

    /** Likewise the first one: it forgets what was before, and shows the root. */
    public static String firstRows(String event) {
        return first(rows(event), json(event, reply -> {
            JsonNode data = reply.path("data");
            boolean root = false;
            for (JsonNode row : data.path("rows")) {
                root |= row.path("parent").isNull();
            }
            return data.path("reset").asBoolean() && root
                    ? RIGHT
                    : "Expected a reset with the root but got reset %s, root %s"
                            .formatted(data.path("reset").asBoolean(), root);
        }));
    }

    private static String rows(JsonNode data) {
        if (!data.path("rows").isArray()) {
            return "Expected rows but got " + data.path("rows");
        }
        for (JsonNode row : data.path("rows")) {
            String finding = accounted(row);
            if (!finding.equals(RIGHT)) {
                return finding;
            }
        }
        return RIGHT;
    }

    /** {@code expected = reporting + missing}, and each who is missing has a reason. */
    private static String accounted(JsonNode total) {
        JsonNode missing = total.path("missing");
        int expected = total.path("expected").asInt(-1);
        int reporting = total.path("reporting").asInt(-1);
        int count = missing.path("count").asInt(-1);
        if (expected < 0 || reporting < 0 || count < 0 || expected != reporting + count) {
            return "Expected expected = reporting + missing but got %d, %d, %d".formatted(expected, reporting, count);
        }
        int reasons = 0;
        for (JsonNode of : missing.path("byReason")) {
            reasons += of.asInt();
        }
        return first(
                reasons == count ? RIGHT : "Expected reasons of %d missing but got %d".formatted(count, reasons),
                atMost(missing.path("members"), count),
                members(missing.path("members")));
    }

    private static String members(JsonNode members) {
        for (JsonNode member : members) {
            boolean whole = !member.path("asset").asText("").isEmpty()
                    && !member.path("group").asText("").isEmpty()
                    && REASONS.contains(member.path("reason").asText(""));
            if (!whole) {
                return "Expected who is missing, where and why but got " + member;
            }
        }
        return RIGHT;
    }

    private static String ordered(JsonNode samples, Instant from, Instant to) {
        Instant before = from;
        for (JsonNode sample : samples) {
            String measuredAt = sample.path("measuredAt").asText("");
            Instant at = instant(measuredAt);
            if (at.isBefore(before) || !at.isBefore(to)) {
                return "Expected samples from %s until %s but got one of '%s'".formatted(before, to, measuredAt);
            }
            before = at;
        }
        return RIGHT;
    }

    /** What is none lies in no range. */
    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    private static String atMost(JsonNode list, int limit) {
        return list.size() <= limit ? RIGHT : "Expected at most %d but got %d".formatted(limit, list.size());
    }
}
