package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.Endpoint.get;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.aggregation.Aggregate;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A group's total with its roll-call, and the pages of who is missing from it. */
final class AggregateEndpoints {
    /** Asked for with {@code missing=0}: the counts alone. */
    private static final MissingReply.Page NOBODY_NAMED = new MissingReply.Page(List.of(), null);

    private static final SignalName SIGNAL_DEFAULT = new SignalName("power");
    private static final String GROUP_PATH = "/v1/hierarchies/{hierarchy}/groups/{group}";
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelView view;
    private final Aggregates aggregates;
    private final AggregateViews views;

    AggregateEndpoints(ModelView view, Aggregates aggregates) {
        this.view = view;
        this.aggregates = aggregates;
        this.views = new AggregateViews(view);
    }

    List<Endpoint> endpoints() {
        return List.of(
                get(GROUP_PATH + "/aggregate", this::aggregate, "signal", "policy", "missing"),
                get(GROUP_PATH + "/missing", this::missing, "signal", "limit", "cursor"));
    }

    private CompletionStage<HttpResponse> aggregate(Call call) {
        GroupKey group = ModelEndpoints.groupKey(call);
        SignalName signal = signal(call);
        call.parameter("policy")
                .filter(policy -> !policy.equals(AggregateViews.POLICY))
                .ifPresent(policy -> {
                    throw new BadInput(Problem.badInput(
                            "policy", "Expected policy omit, the one that there is so far, but got another"));
                });
        Optional<Integer> members = call.parameter("missing").map(given -> call.wholeNumber("missing", 0, 0, PAGE_MAX));
        CompletionStage<AggregateReply> total = aggregates.aggregate(group, signal);
        if (members.isEmpty()) {
            return then(total, reply -> response(group, signal, reply));
        }
        if (members.get() == 0) {
            return then(
                    total,
                    reply -> reply instanceof AggregateReply.Found found
                            ? Json.ok(views.view(withMembers(found.aggregate(), NOBODY_NAMED)))
                            : response(group, signal, reply));
        }
        return total.thenComposeAsync(
                reply -> reply instanceof AggregateReply.Found found
                        ? then(
                                aggregates.missing(group, signal, null, members.get()),
                                page -> page instanceof MissingReply.Page first
                                        ? Json.ok(views.view(withMembers(found.aggregate(), first)))
                                        : response(group, signal, page, "missing"))
                        : then(total, same -> response(group, signal, same)),
                Runnable::run);
    }

    private CompletionStage<HttpResponse> missing(Call call) {
        GroupKey group = ModelEndpoints.groupKey(call);
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

    private static SignalName signal(Call call) {
        return call.parameter("signal", SignalName::new).orElse(SIGNAL_DEFAULT);
    }

    private static Aggregate withMembers(Aggregate aggregate, MissingReply.Page page) {
        return new Aggregate(
                aggregate.group(),
                aggregate.name(),
                aggregate.signal(),
                aggregate.asOf(),
                aggregate.totals(),
                aggregate.children(),
                page.members(),
                page.next());
    }

    private HttpResponse response(GroupKey group, SignalName signal, AggregateReply reply) {
        if (reply instanceof AggregateReply.Found found) {
            return Json.ok(views.view(found.aggregate()));
        }
        if (reply instanceof AggregateReply.UnknownGroup) {
            return unknown(group);
        }
        if (reply instanceof AggregateReply.UnknownSignal) {
            return unknown(signal);
        }
        if (reply instanceof AggregateReply.Overflow overflow) {
            return Problem.unprocessable("overflow", null, overflow.detail()).response();
        }
        return Problem.unavailable(((AggregateReply.Unreachable) reply).detail())
                .response();
    }

    private HttpResponse response(GroupKey group, SignalName signal, MissingReply reply, String limitParameter) {
        if (reply instanceof MissingReply.Page page) {
            return Json.ok(views.view(group, signal, page));
        }
        if (reply instanceof MissingReply.UnknownGroup) {
            return unknown(group);
        }
        if (reply instanceof MissingReply.UnknownSignal) {
            return unknown(signal);
        }
        return reply instanceof MissingReply.BadCursor bad
                ? Problem.badInput("cursor", bad.detail()).response()
                : Problem.badInput(limitParameter, ((MissingReply.BadLimit) reply).detail())
                        .response();
    }

    private HttpResponse unknown(GroupKey group) {
        return view.hierarchyName(group.hierarchy()).isEmpty()
                ? Problem.notFound("hierarchy", group.hierarchy())
                        .at("hierarchy")
                        .response()
                : Problem.notFound("group in force now in hierarchy " + group.hierarchy(), group.group())
                        .at("group")
                        .response();
    }

    private static HttpResponse unknown(SignalName signal) {
        return Problem.notFound("summed signal", signal).at("signal").response();
    }
}
