package dev.muster.twinservice.http.api.command;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.muster.assetmodel.control.Violation;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What came of giving, reading or taking back a command, as a response. */
final class CommandAnswers {
    /** Enough for a form to mark; whoever sends more has other worries. */
    private static final int ERRORS_MAX = 20;

    /** What a reply calls unknown where the asset is known. */
    static final String COMMAND = "command";

    private CommandAnswers() {}

    /** To a command that was given: what was refused at once is no success, however often it is repeated. */
    static HttpResponse given(Commanding.Reply reply) {
        if (reply instanceof Commanding.Known known) {
            Refusal refusal = known.command().refusal();
            if (refusal != null) {
                return refused(known.command(), refusal).response();
            }
            return known.repeated()
                    ? Json.ok(CommandView.of(known.command()))
                    : Json.response(StatusCodes.ACCEPTED, CommandView.of(known.command()))
                            .addHeader(RawHeader.create("Location", path(known.command())));
        }
        return reply instanceof Commanding.Conflict conflict
                ? conflict("key-reused", conflict).response()
                : failed(reply).response();
    }

    /** To whoever asks for a command, or takes it back. */
    static HttpResponse known(Commanding.Reply reply) {
        if (reply instanceof Commanding.Known known) {
            return Json.ok(CommandView.of(known.command()));
        }
        return reply instanceof Commanding.Conflict conflict
                ? conflict("already-sent", conflict).response()
                : failed(reply).response();
    }

    private static Problem refused(CommandRecord command, Refusal refusal) {
        return Problem.of(StatusCodes.CONFLICT, "command-refused", refusal.detail())
                .with("reason", refusal.reason())
                .with("since", refusal.since())
                .with("command", command.id());
    }

    private static Problem conflict(String slug, Commanding.Conflict conflict) {
        return Problem.of(StatusCodes.CONFLICT, slug, conflict.detail())
                .at(conflict.field())
                .with("command", conflict.command().id());
    }

    private static Problem failed(Commanding.Reply reply) {
        if (reply instanceof Commanding.Unknown unknown) {
            return Problem.notFound(unknown.what(), unknown.id())
                    .at(unknown.what().equals(COMMAND) ? COMMAND : "asset");
        }
        if (reply instanceof Commanding.Invalid invalid) {
            return invalid(invalid.violations());
        }
        if (reply instanceof Commanding.TooMany tooMany) {
            return Problem.of(StatusCodes.TOO_MANY_REQUESTS, "too-many-commands", tooMany.detail())
                    .retryAfter(tooMany.retryAfter());
        }
        throw new IllegalStateException("Expected a reply that the API has an answer for but got " + reply);
    }

    private static Problem invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        Problem problem = Problem.unprocessable("bad-command", Problem.shown(first.field()), first.detail());
        return violations.size() == 1
                ? problem
                : problem.with(
                        "errors",
                        violations.stream()
                                .limit(ERRORS_MAX)
                                .map(CommandAnswers::error)
                                .toList());
    }

    private static Map<String, Object> error(Violation violation) {
        return Json.fields("field", Problem.shown(violation.field()), "detail", violation.detail());
    }

    private static String path(CommandRecord command) {
        // Ids hold no space: the one thing that a path spells otherwise than a form.
        String asset = URLEncoder.encode(command.asset().value(), StandardCharsets.UTF_8);
        return "/v1/assets/%s/commands/%s".formatted(asset, command.id());
    }
}
