package dev.muster.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import dev.muster.gatling.model.Model;
import dev.muster.gatling.model.ModelReader;
import dev.muster.gatling.subject.Subject;
import dev.muster.gatling.subject.Subjects;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What all simulations have in common: the model of the target, how users come, and what must hold in the end. */
final class Stage {
    private static final double PERCENTILE = 99;

    /** Until the rate is reached: code that has never run is not what is measured. */
    private static final Duration RAMP = Duration.ofSeconds(5);

    private final LoadSettings settings;
    private final Subjects subjects;

    private Stage(LoadSettings settings, Subjects subjects) {
        this.settings = settings;
        this.subjects = subjects;
    }

    /** Reads the model of the target. */
    static Stage open(LoadSettings settings) {
        Clock clock = Clock.systemUTC();
        Model model = ModelReader.read(settings.target(), clock);
        System.out.printf(
                "%s: %d groups, %d assets, %d of them known to be online%n",
                settings.target(),
                model.groups().size(),
                model.assets().size(),
                model.speakers().size());
        return new Stage(settings, new Subjects(model, clock));
    }

    LoadSettings settings() {
        return settings;
    }

    Subjects subjects() {
        return subjects;
    }

    /** Those that were asked for. */
    List<Subject> chosen() {
        return settings.subjects().stream().map(subjects::named).toList();
    }

    /** Users come at a rate, however long those before them wait. */
    PopulationBuilder atRate(Subject subject, double rate) {
        return scenario(subject.name())
                .exec(subject.once())
                .injectOpen(
                        rampUsersPerSec(rate / RAMP.toSeconds()).to(rate).during(RAMP),
                        constantUsersPerSec(rate).during(settings.time()));
    }

    /** Likewise, from the first second on. */
    PopulationBuilder steadily(Subject subject, double rate) {
        return scenario(subject.name())
                .exec(subject.once())
                .injectOpen(constantUsersPerSec(rate).during(settings.time()));
    }

    /** A number of users, each of whom begins again when it has its answer. */
    PopulationBuilder byUsers(Subject subject, int users) {
        return scenario(subject.name())
                .exec(subject.once())
                .injectClosed(constantConcurrentUsers(users).during(settings.time()));
    }

    /** Users share connections, as those behind a gateway do: what is asked is how Muster answers, not how it accepts. */
    HttpProtocolBuilder protocol() {
        return http.baseUrl(settings.target().toString())
                .acceptHeader("application/json")
                .header("Muster-Principal", "load-test")
                .disableCaching()
                .disableUrlEncoding()
                .shareConnections();
    }

    /** Nothing failed, everything was asked for, and 99 % of its answers came in time. */
    List<Assertion> assertions(List<Subject> of) {
        List<Assertion> assertions = new ArrayList<>();
        assertions.add(global().failedRequests().count().is(0L));
        for (Subject subject : of) {
            for (Subject.Request request : subject.requests()) {
                String[] path = request.path().toArray(String[]::new);
                int millis = (int) settings.limit().plus(request.waits()).toMillis();
                assertions.add(details(path).successfulRequests().count().gt(0L));
                assertions.add(
                        details(path).responseTime().percentile(PERCENTILE).lt(millis));
            }
        }
        return assertions;
    }
}
