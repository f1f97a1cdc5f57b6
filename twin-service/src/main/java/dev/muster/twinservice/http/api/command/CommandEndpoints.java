package dev.muster.twinservice.http.api.command;

import static dev.muster.twinservice.http.Endpoint.delete;
import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.post;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import com.datastax.oss.driver.api.core.DriverException;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Gives commands to one asset, tells what became of them, and takes them back while they have not gone out. */
public final class CommandEndpoints {
    private static final String COMMANDS = "/v1/assets/{asset}/commands";

    private final Commanding commanding;
    private final CommandRate rate;
    private final CommandReader reader;
    private final Duration patience;

    public CommandEndpoints(HttpSettings settings, Commanding commanding, CommandRate rate, CommandReader reader) {
        this.commanding = commanding;
        this.rate = rate;
        this.reader = reader;
        // Earlier than the server gives the request up: the answer must name the key under which it can be repeated.
        this.patience = settings.replyTimeout().multipliedBy(9).dividedBy(10);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                post(COMMANDS, this::give),
                get(COMMANDS + "/{command}", this::read),
                delete(COMMANDS + "/{command}", this::cancel));
    }

    private CompletionStage<HttpResponse> give(Call call) {
        AssetId asset = call.asset();
        rate.take(call.principal());
        CommandReader.Given given = reader.read(call);
        String advice =
                ("whether the command was taken is open. Repeating it with %s '%s' is safe: it is never sent twice")
                        .formatted(CommandReader.KEY_HEADER, given.key());
        return answer(commanding.give(given.to(asset)), CommandAnswers::given, advice)
                .thenApplyAsync(
                        response -> response.addHeader(RawHeader.create(CommandReader.KEY_HEADER, given.key())),
                        Runnable::run);
    }

    private CompletionStage<HttpResponse> read(Call call) {
        AssetId asset = call.asset();
        return commanding
                .find(asset, call.id("command", CommandId::new))
                .thenApplyAsync(CommandAnswers::known, Runnable::run);
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        AssetId asset = call.asset();
        CommandId command = call.id("command", CommandId::new);
        Principal by = call.principal();
        rate.take(by);
        return answer(
                commanding.cancel(asset, command, by),
                CommandAnswers::known,
                "whether the command was taken back is open. Trying again is safe");
    }

    /** @param advice how to find out what the caller does not learn in time */
    private CompletionStage<HttpResponse> answer(
            CompletionStage<Commanding.Reply> reply, Function<Commanding.Reply, HttpResponse> answer, String advice) {
        return reply.toCompletableFuture()
                .copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (known, failure) -> {
                            if (failure == null) {
                                return answer.apply(known);
                            }
                            if (isOutage(cause(failure))) {
                                return Problem.unavailable("Expected an answer in time but none came: " + advice)
                                        .response();
                            }
                            throw new CompletionException(cause(failure));
                        },
                        Runnable::run);
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof DriverException
                || cause instanceof RejectedExecutionException;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
