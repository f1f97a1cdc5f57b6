package dev.muster.twinservice.http;

import akka.Done;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

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
                                throw tooLarge(settings.bodyBytesMax());
                            }
                            return got.bytes().toArray();
                        },
                        Runnable::run);
    }

    /** A body that nobody holds whole. */
    static final class Pieces {
        /** Large enough that the work of each is worth its overhead. */
        private static final long PIECE_BYTES = 2 * 1024 * 1024;

        private final HttpRequest request;
        private final long bytesMax;
        private final Materializer materializer;
        private final AtomicBoolean taken = new AtomicBoolean();

        Pieces(HttpRequest request, long bytesMax, Materializer materializer) {
            this.request = request;
            this.bytesMax = bytesMax;
            this.materializer = materializer;
        }

        Call.Passage forEach(Function<byte[], CompletionStage<?>> each) {
            if (taken.getAndSet(true)) {
                throw new IllegalStateException("Expected a body to be read once");
            }
            AtomicLong total = new AtomicLong();
            var both = request.entity()
                    .withSizeLimit(bytesMax * READ_TO_END_MAX)
                    .getDataBytes()
                    .watchTermination((any, received) -> received)
                    .batchWeighted(PIECE_BYTES, bytes -> (long) bytes.size(), bytes -> bytes, ByteString::concat)
                    .mapAsync(
                            1,
                            bytes -> total.addAndGet(bytes.size()) > bytesMax
                                    ? CompletableFuture.completedStage(Done.getInstance())
                                    : each.apply(bytes.toArray()).thenApply(done -> Done.getInstance()))
                    .toMat(Sink.ignore(), Keep.both())
                    .run(materializer);
            CompletionStage<Done> handled = both.second().handle((done, failure) -> {
                Throwable cause = failure == null ? null : cause(failure);
                if (cause == null && total.get() <= bytesMax) {
                    return done;
                }
                throw cause == null || cause instanceof EntityStreamSizeException
                        ? tooLarge(bytesMax)
                        : new CompletionException(cause);
            });
            return new Call.Passage(both.first(), handled);
        }

        /** A refusal reaches only a sender who could send everything, or waits for a word before he sends anything. */
        CompletionStage<HttpResponse> passOverUnlessTaken(CompletionStage<HttpResponse> answer) {
            if (taken.get() || request.getHeader("Expect").isPresent()) {
                return answer;
            }
            return forEach(bytes -> CompletableFuture.completedStage(bytes))
                    .handled()
                    .handle((done, failure) -> done)
                    .thenComposeAsync(done -> answer, Runnable::run);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static RuntimeException failed(Throwable failure, HttpSettings settings) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException) {
            return new BadInput(Problem.of(
                    StatusCodes.REQUEST_TIMEOUT,
                    "body-timeout",
                    "Expected the whole body in time but it did not come"));
        }
        return cause instanceof EntityStreamSizeException
                ? tooLarge(settings.bodyBytesMax())
                : new CompletionException(cause);
    }

    private static BadInput tooLarge(long bytesMax) {
        return new BadInput(
                Problem.tooLarge("body-too-large", "Expected a body of at most %d bytes".formatted(bytesMax)));
    }

    private record Received(long total, ByteString bytes) {
        Received plus(ByteString more, HttpSettings settings) {
            long sum = total + more.size();
            return new Received(sum, sum > settings.bodyBytesMax() ? ByteString.emptyByteString() : bytes.concat(more));
        }
    }
}
