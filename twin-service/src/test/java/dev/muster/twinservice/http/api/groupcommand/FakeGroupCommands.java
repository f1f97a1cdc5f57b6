package dev.muster.twinservice.http.api.groupcommand;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.groupcommand.GroupCommanding;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes commands to groups as the real thing does, and asks no member. */
public final class FakeGroupCommands implements GroupCommanding {
    /** Has ended. */
    public static final CommandId DONE = new CommandId("done");

    /** Has asked nobody yet. */
    public static final CommandId WAITING = new CommandId("waiting");

    public final List<List<AssetId>> given = new CopyOnWriteArrayList<>();
    public final List<Principal> cancelledBy = new CopyOnWriteArrayList<>();
    public final List<Paging> pagings = new CopyOnWriteArrayList<>();
    public volatile int membersMax = 10_000;

    /** To what is given instead; {@code null}: what became of it. */
    public volatile @Nullable CompletionStage<Reply> reply;

    private final Instant now;
    private final Map<CommandId, GroupView> known = new ConcurrentHashMap<>();

    /** What was asked of a page. */
    public record Paging(
            @Nullable AssetId after, int limit, @Nullable MemberStatus status) {}

    public FakeGroupCommands(Instant now) {
        this.now = now;
        known.put(
                DONE,
                new GroupView(
                        request(DONE),
                        now.minusSeconds(40),
                        GroupView.State.ENDED,
                        2,
                        Map.of(MemberStatus.SUCCEEDED, 1, MemberStatus.REFUSED, 1),
                        now));
        known.put(
                WAITING,
                new GroupView(
                        request(WAITING), now, GroupView.State.RUNNING, 2, Map.of(MemberStatus.WAITING, 2), null));
    }

    private GroupRequest request(CommandId id) {
        return new GroupRequest(
                id,
                GroupKey.parse("geography|north"),
                "order-4711",
                new CommandName("setPower"),
                new Arguments(Map.of("megawatts", Argument.of(2.5))),
                new Principal("ada"),
                "market",
                Duration.ofSeconds(30),
                now);
    }

    @Override
    public int membersMax() {
        return membersMax;
    }

    @Override
    public CompletionStage<Reply> give(GroupRequest request, List<AssetId> members) {
        given.add(members);
        CompletionStage<Reply> instead = reply;
        if (instead != null) {
            return instead;
        }
        GroupView fresh = new GroupView(
                request,
                now,
                GroupView.State.RUNNING,
                members.size(),
                members.isEmpty() ? Map.of() : Map.of(MemberStatus.WAITING, members.size()),
                null);
        known.put(request.id(), fresh);
        return completedFuture(new Given(fresh, false));
    }

    @Override
    public CompletionStage<Optional<GroupView>> read(CommandId id) {
        return completedFuture(Optional.ofNullable(known.get(id)));
    }

    @Override
    public CompletionStage<Optional<MembersPage>> members(
            CommandId id, @Nullable AssetId after, int limit, @Nullable MemberStatus status) {
        pagings.add(new Paging(after, limit, status));
        AssetId one = new AssetId("WT-07");
        AssetId other = new AssetId("WT-08");
        return completedFuture(Optional.ofNullable(known.get(id))
                .map(view -> new MembersPage(
                        List.of(
                                new MembersPage.Member(
                                        one,
                                        MemberStatus.SUCCEEDED,
                                        "2.5 MW",
                                        view.request().memberCommand(one)),
                                new MembersPage.Member(
                                        other,
                                        MemberStatus.REFUSED,
                                        "Expected WT-08 to be online but it is offline",
                                        view.request().memberCommand(other))),
                        limit == 2 ? other : null)));
    }

    @Override
    public CompletionStage<Optional<GroupView>> cancel(CommandId id, Principal by) {
        cancelledBy.add(by);
        known.computeIfPresent(
                id,
                (same, view) -> view.endedAt() != null
                        ? view
                        : new GroupView(
                                view.request(),
                                view.acceptedAt(),
                                GroupView.State.CANCELLING,
                                view.members(),
                                view.counts(),
                                null));
        return read(id);
    }
}
