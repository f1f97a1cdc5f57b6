package dev.muster.twinservice.http.api.setpoint;

import static dev.muster.twinservice.http.Endpoint.delete;
import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.setpoint.SetPointDesk;
import dev.muster.twinservice.setpoint.SetPointReply;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a group is wanted to give, as long as nobody releases it. */
public final class SetPointEndpoints {
    private static final String PATH = "/v1/hierarchies/{hierarchy}/groups/{group}/set-point";

    private final ModelView view;
    private final SetPointDesk desk;
    private final CommandRate rate;
    private final SetPointViews views;

    public SetPointEndpoints(ModelView view, SetPointDesk desk, CommandRate rate) {
        this.view = view;
        this.desk = desk;
        this.rate = rate;
        this.views = new SetPointViews(view);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                put(PATH, this::set),
                get(PATH, this::read),
                delete(PATH, this::release),
                get("/v1/set-points", this::readAll));
    }

    private CompletionStage<HttpResponse> set(Call call) {
        GroupKey group = call.group();
        Principal by = call.principal();
        rate.take(by);
        SetPointBody body = call.body(SetPointBody.class);
        SignalName signal = body.signalOf();
        long micros = body.micros();
        String reason = body.reasonOf();
        if (view.roster(group).isEmpty()) {
            return completedFuture(Unknown.groupInForce(group, view));
        }
        String unit = view.unitOf(signal).orElse(null);
        if (unit == null) {
            return completedFuture(Unknown.summedSignal(signal));
        }
        body.checkUnit(unit);
        return answer(desk.put(group, signal, micros, by, reason), group, signal, StatusCodes.ACCEPTED);
    }

    private CompletionStage<HttpResponse> read(Call call) {
        GroupKey group = call.group();
        return answer(desk.read(group), group, null, StatusCodes.OK);
    }

    private CompletionStage<HttpResponse> release(Call call) {
        GroupKey group = call.group();
        Principal by = call.principal();
        rate.take(by);
        return answer(desk.release(group, by), group, null, StatusCodes.ACCEPTED);
    }

    private CompletionStage<HttpResponse> readAll(Call call) {
        return desk.readAll()
                .thenApplyAsync(
                        reply -> Json.ok(Json.fields(
                                "setPoints",
                                ((SetPointReply.All) reply)
                                        .setPoints().stream().map(views::brief).toList())),
                        Runnable::run);
    }

    private CompletionStage<HttpResponse> answer(
            CompletionStage<SetPointReply> reply, GroupKey group, @Nullable SignalName signal, StatusCode success) {
        return reply.thenApplyAsync(given -> response(given, group, signal, success), Runnable::run);
    }

    private HttpResponse response(
            SetPointReply reply, GroupKey group, @Nullable SignalName signal, StatusCode success) {
        if (reply instanceof SetPointReply.Found found) {
            return Json.response(success, views.whole(found));
        }
        if (reply instanceof SetPointReply.CannotBeMet cannot) {
            return views.cannotBeMet(cannot, signal).response();
        }
        if (reply instanceof SetPointReply.InTheWay other) {
            return Problem.of(StatusCodes.CONFLICT, "other-set-point", other.detail())
                    .with("hierarchy", other.other().hierarchy())
                    .with("group", other.other().group())
                    .response();
        }
        if (reply instanceof SetPointReply.TooMany many) {
            return Problem.unprocessable("limit", "group", many.detail()).response();
        }
        // A group that was known once can still have a set-point; so the model is asked only now.
        return view.group(group).isEmpty()
                ? Unknown.group(group, view)
                : Problem.notFound("set-point of group", group.group())
                        .at("group")
                        .response();
    }
}
