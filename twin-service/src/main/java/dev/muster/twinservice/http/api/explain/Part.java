package dev.muster.twinservice.http.api.explain;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one of those asked has said, or that it said nothing: then the others are told all the same.
 *
 * @param said {@code null}: nothing
 * @param failure "Expected … but …"; {@code null}: it answered
 */
record Part<T>(@Nullable T said, @Nullable String failure) {
    private static final Logger LOG = LoggerFactory.getLogger(Part.class);

    static <T> Part<T> of(T said) {
        return new Part<>(said, null);
    }

    /** Never fails, and is there in time. */
    static <T> CompletionStage<Part<T>> within(Duration limit, CompletionStage<T> answer) {
        return answer.toCompletableFuture()
                .copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (said, failure) -> failure == null ? of(said) : new Part<>(null, told(failure, limit)),
                        Runnable::run);
    }

    private static String told(Throwable failure, Duration limit) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return "Expected an answer within %s but none came".formatted(Wording.duration(limit));
        }
        LOG.warn("A part of an explanation is missing: {}", cause.toString());
        return "Expected an answer but asking failed; the log of this node says how";
    }
}
