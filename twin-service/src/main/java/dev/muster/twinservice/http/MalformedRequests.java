package dev.muster.twinservice.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/** Answers bytes that are no HTTP request, or none with a sound path: no route sees those. Akka finds it by its name. */
public final class MalformedRequests extends ParsingErrorHandler {
    /** Where Akka looks for the instance. */
    public static final MalformedRequests MODULE$ = new MalformedRequests();

    private MalformedRequests() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        log.debug("Refused a malformed request: {}", error.formatPretty());
        return Problem.of(status, "malformed-request", "Expected a sound HTTP request but: " + error.summary())
                .response();
    }
}
