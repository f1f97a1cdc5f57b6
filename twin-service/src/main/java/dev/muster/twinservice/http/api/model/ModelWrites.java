package dev.muster.twinservice.http.api.model;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.concurrent.CompletionStage;

/** Port: the writer of the model. */
@FunctionalInterface
public interface ModelWrites {
    CompletionStage<ModelReply> execute(ModelCommand command, Author author);

    /** Executes what a call asks for and answers it. */
    default CompletionStage<HttpResponse> answer(Call call, ModelCommand command) {
        return execute(command, call.author()).thenApplyAsync(reply -> response(call, reply), Runnable::run);
    }

    private static HttpResponse response(Call call, ModelReply reply) {
        if (reply instanceof ModelReply.Applied applied) {
            return Json.ok(Json.fields("position", applied.position(), "changed", applied.changed()));
        }
        if (reply instanceof ModelReply.Pending pending) {
            return Json.response(
                    StatusCodes.ACCEPTED,
                    Json.fields(
                            "position",
                            pending.position(),
                            "detail",
                            "Recorded; this node shows it once its metric muster_model_position has come so far"));
        }
        ModelReply.Rejected rejected = (ModelReply.Rejected) reply;
        String field = rejected.field();
        return problem(call, rejected)
                .at(field.equals("system") ? Call.SYSTEM_HEADER : field.isEmpty() ? null : field)
                .response();
    }

    private static Problem problem(Call call, ModelReply.Rejected rejected) {
        return switch (rejected.reason()) {
            case INVALID -> Problem.unprocessable("invalid", null, rejected.detail());
            // What the path names is not there; what the body names does not fit.
            case UNKNOWN_REFERENCE ->
                call.addresses(rejected.field())
                        ? Problem.of(StatusCodes.NOT_FOUND, "not-found", rejected.detail())
                        : Problem.unprocessable("unknown-reference", null, rejected.detail());
            case LIMIT -> Problem.unprocessable("limit", null, rejected.detail());
            case CONFLICT -> Problem.of(StatusCodes.CONFLICT, "conflict", rejected.detail());
            case UNAVAILABLE -> Problem.unavailable(rejected.detail());
        };
    }
}
