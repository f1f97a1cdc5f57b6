package dev.muster.twinservice.http;

import static akka.http.javadsl.server.Directives.complete;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.MethodRejection;
import akka.http.javadsl.server.Rejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.ExceptionWithErrorInfo;
import com.datastax.oss.driver.api.core.DriverException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way in which a request can fail, as a problem. A bug is logged with its trace and answered without it. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static ExceptionHandler handler() {
        return ExceptionHandler.newBuilder()
                .matchAny(failure -> complete(response(failure)))
                .build();
    }

    static RejectionHandler rejections() {
        return RejectionHandler.newBuilder()
                .handleNotFound(complete(Problem.of(
                                StatusCodes.NOT_FOUND, "no-such-route", "Expected a route that /openapi.json describes")
                        .response()))
                .handleAll(MethodRejection.class, Failures::wrongMethod)
                .handle(
                        Rejection.class,
                        rejection -> complete(Problem.badInput(null, "Expected another request but: " + rejection)
                                .response()))
                .build();
    }

    private static Route wrongMethod(List<MethodRejection> rejections) {
        String allowed = rejections.stream()
                .map(rejection -> rejection.supported().value())
                .distinct()
                .collect(Collectors.joining(", "));
        return complete(Problem.of(
                        StatusCodes.METHOD_NOT_ALLOWED, "method-not-allowed", "Expected one of the methods " + allowed)
                .response()
                .addHeader(RawHeader.create("Allow", allowed)));
    }

    private static HttpResponse response(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return problem(cause).response();
    }

    private static Problem problem(Throwable cause) {
        if (cause instanceof BadInput bad) {
            return bad.problem();
        }
        if (cause instanceof ExceptionWithErrorInfo malformed) {
            return Problem.badInput(
                    null, "Expected a sound request but: " + malformed.info().summary());
        }
        // Also what Akka's ask throws.
        if (cause instanceof TimeoutException) {
            return Problem.late();
        }
        if (cause instanceof DriverException) {
            LOG.warn("Cassandra did not answer a request: {}", cause.toString());
            return Problem.unavailable("Expected Cassandra to answer but it did not; live totals go on");
        }
        LOG.error("A request failed unexpectedly", cause);
        return Problem.of(
                StatusCodes.INTERNAL_SERVER_ERROR, "internal", "Expected this to work but it did not: a bug of Muster");
    }
}
