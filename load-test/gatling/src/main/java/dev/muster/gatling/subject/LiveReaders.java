package dev.muster.gatling.subject;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.sse;

import dev.muster.gatling.answer.Answers;
import dev.muster.gatling.model.Group;
import dev.muster.gatling.model.Model;
import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;
import java.util.List;

/** Readers of a hierarchy's live view: each comes, sees some events, and goes. */
record LiveReaders(Model model) implements Subject {
    private static final String CONNECT = "live: connected";
    private static final String FIRST = "live: first rows";
    private static final String NEXT = "live: next rows";
    private static final int EVENTS = 5;

    /** As long as the page waits before it takes the connection for lost. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    /** Events come that far apart, whether anything changes or not. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "live";
    }

    @Override
    public ChainBuilder once() {
        return feed(listFeeder(model.groups(Group.Level.ROOT)).circular())
                .exec(sse(CONNECT)
                        .get("/v1/hierarchies/#{hierarchyPath}/live?signal=" + model.encodedSignal())
                        .await(SILENCE_MAX)
                        .on(sse.checkMessage(FIRST)
                                .check(bodyString()
                                        .transform(Answers::firstRows)
                                        .is(Answers.RIGHT))))
                .exec(repeat(EVENTS)
                        .on(exec(sse(NEXT)
                                .setCheck()
                                .await(SILENCE_MAX)
                                .on(sse.checkMessage(NEXT)
                                        .check(bodyString()
                                                .transform(Answers::rows)
                                                .is(Answers.RIGHT))))))
                .exec(sse("live: closed").close());
    }

    @Override
    public List<Request> requests() {
        return List.of(Request.of(CONNECT), Request.of(FIRST), new Request(List.of(NEXT), INTERVAL));
    }
}
