package dev.muster.twinservice.http.api.groupcommand;

import static dev.muster.twinservice.http.Endpoint.delete;
import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.post;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.groupcommand.GroupCommanding;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.http.api.command.CommandReader;
import dev.muster.twinservice.http.api.maintenance.GroupMembers;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives commands to all members of a group, as they are at that moment; tells how far they are and what became of each member,
 * and takes back what has not gone out.
 */
public final class GroupCommandEndpoints {
    private static final String GIVE = "/v1/hierarchies/{hierarchy}/groups/{group}/commands";
    private static final String ONE = "/v1/group-commands/{command}";
    private static final int PAGE_DEFAULT = 100;

    private final ModelView view;
    private final GroupCommanding groups;
    private final CommandRate rate;
    private final CommandReader reader;
    private final Clock clock;

    public GroupCommandEndpoints(
            ModelView view, GroupCommanding groups, CommandRate rate, CommandReader reader, Clock clock) {
        this.view = view;
        this.groups = groups;
        this.rate = rate;
        this.reader = reader;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                post(GIVE, this::give).inBulk(),
                get(ONE, this::read),
                get(ONE + "/members", this::members, "status", "limit", "cursor"),
                delete(ONE, this::cancel));
    }

    private CompletionStage<HttpResponse> give(Call call) {
        GroupKey group = call.group();
        rate.take(call.principal());
        CommandReader.Given given = reader.read(call);
        GroupRequest request = request(group, given);
        // Here, where a look at every asset holds up nobody else.
        Optional<List<AssetId>> members =
                view.group(group).map(known -> new GroupMembers(view, group).upTo(groups.membersMax()));
        return groups.read(request.id())
                .thenComposeAsync(
                        before -> before.isPresent()
                                ? completedFuture(repeated(request, before.get()))
                                : start(request, members),
                        Runnable::run)
                .exceptionallyAsync(failure -> late(failure, given.key()), Runnable::run)
                .thenApplyAsync(
                        response -> response.addHeader(RawHeader.create(CommandReader.KEY_HEADER, given.key())),
                        Runnable::run);
    }

    private static GroupRequest request(GroupKey group, CommandReader.Given given) {
        return new GroupRequest(
                CommandId.of(group, given.key()),
                group,
                given.key(),
                given.command(),
                given.arguments(),
                given.by(),
                given.reason(),
                given.timeout(),
                given.queueUntil());
    }

    /** @param members empty: there is no such group */
    private CompletionStage<HttpResponse> start(GroupRequest request, Optional<List<AssetId>> members) {
        if (members.isEmpty()) {
            return completedFuture(Unknown.group(request.group(), view));
        }
        if (members.get().size() > groups.membersMax()) {
            return completedFuture(Problem.unprocessable(
                            "limit",
                            "group",
                            "Expected at most %d assets under group %s but there are more; command groups below it"
                                    .formatted(
                                            groups.membersMax(), request.group().group()))
                    .response());
        }
        Instant until = request.queueUntil();
        Instant now = clock.instant();
        if (until != null && !until.isAfter(now)) {
            return completedFuture(Problem.unprocessable(
                            "bad-command",
                            "queueUntil",
                            "Expected a time after now, %s, but got %s".formatted(now, until))
                    .response());
        }
        return groups.give(request, members.get())
                .thenApplyAsync(
                        reply -> {
                            if (reply instanceof GroupCommanding.Given given && !given.repeated()) {
                                return Json.response(StatusCodes.ACCEPTED, GroupCommandView.of(given.view()))
                                        .addHeader(RawHeader.create("Location", "/v1/group-commands/" + request.id()));
                            }
                            return reply instanceof GroupCommanding.Given given
                                    ? repeated(request, given.view())
                                    : repeated(request, ((GroupCommanding.KeyReused) reply).other());
                        },
                        Runnable::run);
    }

    private static HttpResponse repeated(GroupRequest request, GroupView before) {
        return before.request().asksTheSameAs(request)
                ? Json.ok(GroupCommandView.of(before))
                : Problem.of(
                                StatusCodes.CONFLICT,
                                "key-reused",
                                "Expected the key '%s' for one command to group %s only but it stands for %s already"
                                        .formatted(
                                                request.key(),
                                                request.group().group(),
                                                before.request().command()))
                        .at(CommandReader.KEY_HEADER)
                        .with("command", request.id())
                        .response();
    }

    /** What the caller does not learn in time he can find out, and must be told how. */
    private static HttpResponse late(Throwable failure, String key) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return Problem.unavailable(
                            ("Expected an answer in time but none came: whether the command was taken is open."
                                            + " Repeating it with %s '%s' is safe: no member is given it twice")
                                    .formatted(CommandReader.KEY_HEADER, key))
                    .response();
        }
        throw new CompletionException(cause);
    }

    private CompletionStage<HttpResponse> read(Call call) {
        CommandId id = call.id("command", CommandId::new);
        return groups.read(id).thenApplyAsync(found -> answer(id, found, GroupCommandView::of), Runnable::run);
    }

    private CompletionStage<HttpResponse> members(Call call) {
        CommandId id = call.id("command", CommandId::new);
        MemberStatus status =
                call.parameter("status").map(GroupCommandEndpoints::status).orElse(null);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, MembersPage.LIMIT_MAX);
        AssetId after = call.parameter("cursor", AssetId::new).orElse(null);
        return groups.members(id, after, limit, status)
                .thenApplyAsync(found -> answer(id, found, GroupCommandView::of), Runnable::run);
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        CommandId id = call.id("command", CommandId::new);
        Principal by = call.principal();
        rate.take(by);
        return groups.cancel(id, by).thenApplyAsync(found -> answer(id, found, GroupCommandView::of), Runnable::run);
    }

    private static <T> HttpResponse answer(CommandId id, Optional<T> found, Function<T, Object> shown) {
        return found.map(known -> Json.ok(shown.apply(known)))
                .orElseGet(() ->
                        Problem.notFound("group command", id).at("command").response());
    }

    private static MemberStatus status(String given) {
        return Arrays.stream(MemberStatus.values())
                .filter(status -> Json.name(status).equals(given))
                .findFirst()
                .orElseThrow(() -> new BadInput(Problem.badInput(
                        "status",
                        "Expected one of %s but got '%s'"
                                .formatted(
                                        Arrays.stream(MemberStatus.values())
                                                .map(Json::name)
                                                .collect(Collectors.joining(", ")),
                                        Problem.shown(given)))));
    }
}
