package dev.muster.twinservice.http.api.aggregate;

import static dev.muster.twinservice.http.Endpoint.get;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingReply;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A group's total with its roll-call, and the pages of who is missing from it. */
public final class AggregateEndpoints {
    /** Where the total of a group is. */
    public static final String PATH = "/v1/hierarchies/{hierarchy}/groups/{group}/aggregate";

    private static final String MISSING_PATH = "/v1/hierarchies/{hierarchy}/groups/{group}/missing";
    private static final SignalName SIGNAL_DEFAULT = new SignalName("power");
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelView view;
    private final Aggregates aggregates;
    private final AggregateViews views;

    public AggregateEndpoints(ModelView view, Aggregates aggregates) {
        this.view = view;
        this.aggregates = aggregates;
        this.views = new AggregateViews(view);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get(PATH, this::aggregate, "signal", "policy", "missing"),
                get(MISSING_PATH, this::missing, "signal", "limit", "cursor"));
    }

    private CompletionStage<HttpResponse> aggregate(Call call) {
        GroupKey group = call.group();
        SignalName signal = signal(call);
        call.parameter("policy")
                .filter(policy -> !policy.equals(AggregateViews.POLICY))
                .ifPresent(policy -> {
                    throw new BadInput(Problem.badInput(
                            "policy", "Expected policy omit, the one that there is so far, but got another"));
                });
        Optional<Integer> members = call.parameter("missing").map(given -> call.wholeNumber("missing", 0, 0, PAGE_MAX));
        if (members.isEmpty()) {
            return then(aggregates.aggregate(group, signal), reply -> response(group, signal, reply));
        }
        CompletionStage<AggregateReply> total = aggregates.totals(group, signal);
        if (members.get() == 0) {
            return then(total, reply -> response(group, signal, reply));
        }
        return total.thenComposeAsync(
                reply -> reply instanceof AggregateReply.Found found
                        ? then(
                                aggregates.missing(group, signal, null, members.get()),
                                page -> page instanceof MissingReply.Page first
                                        ? Json.ok(views.view(found.aggregate().withFirstMissing(first)))
                                        : response(group, signal, page, "missing"))
                        : then(total, same -> response(group, signal, same)),
                Runnable::run);
    }

    private CompletionStage<HttpResponse> missing(Call call) {
        GroupKey group = call.group();
        SignalName signal = signal(call);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        return then(
                aggregates.missing(group, signal, call.parameter("cursor").orElse(null), limit),
                reply -> response(group, signal, reply, "limit"));
    }

    /** On the thread that completes: the common pool of a small machine starts a thread for each hop. */
    private static <T> CompletionStage<HttpResponse> then(
            CompletionStage<T> reply, Function<T, HttpResponse> response) {
        return reply.thenApplyAsync(response, Runnable::run);
    }

    /** Which signal is asked for. */
    public static SignalName signal(Call call) {
        return call.parameter("signal", SignalName::new).orElse(SIGNAL_DEFAULT);
    }

    private HttpResponse response(GroupKey group, SignalName signal, AggregateReply reply) {
        return reply instanceof AggregateReply.Found found
                ? Json.ok(views.view(found.aggregate()))
                : refusal(group, signal, reply, view);
    }

    /** Why there is no aggregate. */
    public static HttpResponse refusal(GroupKey group, SignalName signal, AggregateReply reply, ModelView view) {
        return problem(group, signal, reply, view).response();
    }

    /** The problem that {@link #refusal} answers. */
    public static Problem problem(GroupKey group, SignalName signal, AggregateReply reply, ModelView view) {
        if (reply instanceof AggregateReply.UnknownGroup) {
            return Unknown.noGroupInForce(group, view);
        }
        if (reply instanceof AggregateReply.UnknownSignal) {
            return Unknown.noSummedSignal(signal);
        }
        return reply instanceof AggregateReply.Overflow overflow
                ? Problem.unprocessable("overflow", null, overflow.detail())
                : Problem.unavailable(((AggregateReply.Unreachable) reply).detail());
    }

    private HttpResponse response(GroupKey group, SignalName signal, MissingReply reply, String limitParameter) {
        if (reply instanceof MissingReply.Page page) {
            return Json.ok(views.view(group, signal, page));
        }
        if (reply instanceof MissingReply.UnknownGroup) {
            return Unknown.groupInForce(group, view);
        }
        if (reply instanceof MissingReply.UnknownSignal) {
            return Unknown.summedSignal(signal);
        }
        return reply instanceof MissingReply.BadCursor bad
                ? Problem.badInput("cursor", bad.detail()).response()
                : Problem.badInput(limitParameter, ((MissingReply.BadLimit) reply).detail())
                        .response();
    }
}
