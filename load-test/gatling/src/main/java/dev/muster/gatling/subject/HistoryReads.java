package dev.muster.gatling.subject;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.roundRobinSwitch;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.muster.gatling.answer.Answers;
import dev.muster.gatling.model.Model;
import dev.muster.gatling.model.Speaker;
import io.gatling.javaapi.core.ChainBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ranges of history until now, of three lengths in turn; of assets that have some. */
record HistoryReads(Model model, Clock clock) implements Subject {
    private static final int LIMIT = 1_000;
    private static final Map<String, Duration> RANGES = Map.of(
            "history of a minute", Duration.ofMinutes(1),
            "history of ten minutes", Duration.ofMinutes(10),
            "history of an hour", Duration.ofHours(1));

    @Override
    public String name() {
        return "history";
    }

    @Override
    public ChainBuilder once() {
        List<ChainBuilder> choices = new ArrayList<>();
        RANGES.forEach((name, range) -> choices.add(read(name, range)));
        return feed(listFeeder(model.speakers().stream().map(Speaker::row).toList())
                        .random())
                .exec(roundRobinSwitch().on(choices));
    }

    @Override
    public List<Request> requests() {
        return RANGES.keySet().stream().map(Request::of).toList();
    }

    private ChainBuilder read(String name, Duration range) {
        return exec(user -> {
                    Instant to = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    return user.set("from", to.minus(range).toString()).set("to", to.toString());
                })
                .exec(http(name)
                        .get("/v1/assets/#{assetPath}/history?from=#{from}&to=#{to}&limit=" + LIMIT)
                        .check(
                                status().is(200),
                                bodyString()
                                        .transformWithSession((body, user) -> Answers.history(
                                                body,
                                                Known.text(user, "asset"),
                                                Instant.parse(Known.text(user, "from")),
                                                Instant.parse(Known.text(user, "to")),
                                                LIMIT))
                                        .is(Answers.RIGHT)));
    }
}
