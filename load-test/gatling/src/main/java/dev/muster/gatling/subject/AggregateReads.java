package dev.muster.gatling.subject;

import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.roundRobinSwitch;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.muster.gatling.answer.Answers;
import dev.muster.gatling.model.Group;
import dev.muster.gatling.model.Model;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Totals of roots, of groups in the middle and of leaves, and lists of who is missing from a whole tree: one of the four in turn. */
final class AggregateReads implements Subject {
    private static final String MISSING = "missing of a root";
    private static final int MISSING_LIMIT = 100;
    private static final String GROUP = "/v1/hierarchies/#{hierarchyPath}/groups/#{groupPath}";

    private final Model model;
    private final Map<Group.Level, String> names = new EnumMap<>(Group.Level.class);

    AggregateReads(Model model) {
        this.model = model;
        for (Group.Level level : Group.Level.values()) {
            // A flat hierarchy has nothing in the middle.
            if (!model.groups(level).isEmpty()) {
                names.put(level, "aggregate of a %s".formatted(level.words()));
            }
        }
    }

    @Override
    public String name() {
        return "aggregates";
    }

    @Override
    public ChainBuilder once() {
        List<ChainBuilder> choices = new ArrayList<>();
        names.forEach((level, name) -> choices.add(aggregate(level, name)));
        choices.add(missing());
        return roundRobinSwitch().on(choices);
    }

    @Override
    public List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        names.values().forEach(name -> requests.add(Request.of(name)));
        requests.add(Request.of(MISSING));
        return requests;
    }

    private ChainBuilder aggregate(Group.Level level, String name) {
        return feed(listFeeder(model.groups(level)).circular())
                .exec(http(name)
                        .get(GROUP + "/aggregate?signal=" + model.encodedSignal())
                        .check(
                                status().is(200),
                                bodyString()
                                        .transformWithSession((body, user) -> Answers.aggregate(
                                                body, Known.text(user, "hierarchy"), Known.text(user, "group")))
                                        .is(Answers.RIGHT)));
    }

    private ChainBuilder missing() {
        return feed(listFeeder(model.groups(Group.Level.ROOT)).circular())
                .exec(http(MISSING)
                        .get(GROUP + "/missing?signal=%s&limit=%d".formatted(model.encodedSignal(), MISSING_LIMIT))
                        .check(
                                status().is(200),
                                bodyString()
                                        .transformWithSession((body, user) -> Answers.missing(
                                                body,
                                                Known.text(user, "hierarchy"),
                                                Known.text(user, "group"),
                                                MISSING_LIMIT))
                                        .is(Answers.RIGHT)));
    }
}
