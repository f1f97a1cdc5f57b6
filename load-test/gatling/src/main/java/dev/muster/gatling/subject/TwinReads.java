package dev.muster.gatling.subject;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.muster.gatling.answer.Answers;
import dev.muster.gatling.model.Model;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.List;

/** Twins of any asset, those that are away too. */
record TwinReads(Model model) implements Subject {
    private static final String TWIN = "twin";

    @Override
    public String name() {
        return "twins";
    }

    @Override
    public ChainBuilder once() {
        return feed(listFeeder(model.assetRows()).random())
                .exec(http(TWIN)
                        .get("/v1/assets/#{assetPath}/twin")
                        .check(
                                status().is(200),
                                bodyString()
                                        .transformWithSession(
                                                (body, user) -> Answers.twin(body, Known.text(user, "asset")))
                                        .is(Answers.RIGHT)));
    }

    @Override
    public List<Request> requests() {
        return List.of(Request.of(TWIN));
    }
}
