package dev.muster.twinservice.http;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.twinservice.health.Readiness;
import java.util.List;
import java.util.function.Supplier;

/** For orchestrators. Liveness asks only whether this process answers; readiness whether it was ever ready, and has not begun to leave. */
final class HealthEndpoints {
    private final Supplier<Readiness.Stage> readiness;

    HealthEndpoints(Supplier<Readiness.Stage> readiness) {
        this.readiness = readiness;
    }

    List<Endpoint> endpoints() {
        return List.of(
                get("/health/live", call -> completedFuture(Json.ok(Json.fields("status", "live")))),
                get("/health/ready", call -> completedFuture(ready(readiness.get()))));
    }

    private static HttpResponse ready(Readiness.Stage stage) {
        return stage.ready()
                ? Json.ok(Json.fields("status", "ready", "since", stage.since()))
                : Json.response(
                        StatusCodes.SERVICE_UNAVAILABLE,
                        Json.fields(
                                "status",
                                stage.leaving() ? "leaving" : "starting",
                                "waitingFor",
                                stage.waitingFor(),
                                "since",
                                stage.since()));
    }
}
