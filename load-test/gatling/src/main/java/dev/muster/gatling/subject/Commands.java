package dev.muster.gatling.subject;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doWhileDuring;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.muster.gatling.answer.Answers;
import dev.muster.gatling.model.Model;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Commands to assets, each followed until its end: it must have succeeded, by the device's own word. Told is {@code release}, which
 * leaves a device to itself: no load test may curtail anybody.
 */
final class Commands implements Subject {
    private static final String COMMAND = "release";
    private static final String WHOLE = "command to its end";
    private static final String GIVEN = "command given";
    private static final String FOLLOWED = "command followed";
    private static final String DONE = "command done";
    private static final String PATH = "/v1/assets/#{assetPath}/commands";

    /** What has not ended by then has failed, as far as this test goes. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOKS_EVERY = Duration.ofMillis(50);
    private static final Set<String> OPEN = Set.of("accepted", "sent", "acknowledged");

    private final List<Map<String, Object>> rows = new ArrayList<>();

    Commands(Model model) {
        model.speakers().stream()
                .filter(speaker -> speaker.commands().contains(COMMAND))
                .forEach(speaker -> {
                    Map<String, Object> row = new HashMap<>(speaker.row());
                    // Muster limits what one principal may command: a control room has more than one.
                    row.put("principal", "load-test-" + rows.size());
                    rows.add(row);
                });
        if (rows.isEmpty()) {
            throw new IllegalStateException("Expected assets that can be told '%s' but none of %d is of such a type"
                    .formatted(COMMAND, model.speakers().size()));
        }
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public ChainBuilder once() {
        return feed(listFeeder(rows).circular())
                .exec(user -> user.set("key", UUID.randomUUID().toString()))
                .exec(group(WHOLE).on(give().exitHereIfFailed().exec(follow()).exec(look(DONE))));
    }

    @Override
    public List<Request> requests() {
        return List.of(Request.of(WHOLE, GIVEN), Request.of(WHOLE, FOLLOWED), Request.of(WHOLE, DONE));
    }

    private static ChainBuilder give() {
        return exec(http(GIVEN)
                .post(PATH)
                .header("Idempotency-Key", "#{key}")
                .header("Muster-Principal", "#{principal}")
                .header("Content-Type", "application/json")
                .body(StringBody("{\"command\":\"%s\",\"reason\":\"load test\"}".formatted(COMMAND)))
                .check(
                        status().is(202),
                        jsonPath("$.id").saveAs("command"),
                        bodyString()
                                .transformWithSession(
                                        (body, user) -> Answers.taken(body, Known.text(user, "asset"), COMMAND))
                                .is(Answers.RIGHT)));
    }

    private static ChainBuilder follow() {
        return doWhileDuring(Commands::isOpen, ENDS_WITHIN)
                .on(pause(LOOKS_EVERY)
                        .exec(http(FOLLOWED)
                                .get(PATH + "/#{command}")
                                .check(status().is(200), jsonPath("$.status").saveAs("state"))));
    }

    private static ChainBuilder look(String name) {
        return exec(http(name)
                .get(PATH + "/#{command}")
                .check(
                        status().is(200),
                        bodyString()
                                .transformWithSession(
                                        (body, user) -> Answers.succeeded(body, Known.text(user, "command")))
                                .is(Answers.RIGHT)));
    }

    /** One of which nobody could say anything is no longer followed. */
    private static boolean isOpen(Session user) {
        return !user.isFailed() && OPEN.contains(Known.text(user, "state"));
    }
}
