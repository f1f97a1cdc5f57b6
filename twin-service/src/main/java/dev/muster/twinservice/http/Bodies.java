package dev.muster.twinservice.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.StatusCodes;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.util.ByteString;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Reads request bodies, in bounded memory and time. A body above the limit is read to its end, though not kept, before it is
 * refused: a sender whose connection is cut while it still writes never sees why.
 */
final class Bodies {
    /** Times the limit; what is still larger is cut off. */
    private static final int READ_TO_END_MAX = 8;

    private Bodies() {}

    /** Fails with {@link BadInput} when the body is too large or too slow. */
    static CompletionStage<byte[]> read(HttpEntity entity, HttpSettings settings, Materializer materializer) {
        return entity.withSizeLimit(settings.bodyBytesMax() * READ_TO_END_MAX)
                .getDataBytes()
                .completionTimeout(settings.replyTimeout())
                .runFold(
                        new Received(0, ByteString.emptyByteString()),
                        (got, more) -> got.plus(more, settings),
                        materializer)
                .handleAsync(
                        (got, failure) -> {
                            if (failure != null) {
                                throw failed(failure, settings);
                            }
                            if (got.total() > settings.bodyBytesMax()) {
                                throw tooLarge(settings);
                            }
                            return got.bytes().toArray();
                        },
                        Runnable::run);
    }

    private static RuntimeException failed(Throwable failure, HttpSettings settings) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new BadInput(Problem.of(
                    StatusCodes.REQUEST_TIMEOUT,
                    "body-timeout",
                    "Expected the whole body in time but it did not come"));
        }
        return cause instanceof EntityStreamSizeException ? tooLarge(settings) : new CompletionException(cause);
    }

    private static BadInput tooLarge(HttpSettings settings) {
        return new BadInput(Problem.tooLarge(
                "body-too-large", "Expected a body of at most %d bytes".formatted(settings.bodyBytesMax())));
    }

    private record Received(long total, ByteString bytes) {
        Received plus(ByteString more, HttpSettings settings) {
            long sum = total + more.size();
            return new Received(sum, sum > settings.bodyBytesMax() ? ByteString.emptyByteString() : bytes.concat(more));
        }
    }
}
