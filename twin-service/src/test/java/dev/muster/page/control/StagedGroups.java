package dev.muster.page.control;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.groupcommand.GroupCommanding;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes one command to a group at a time, and leaves to the test what becomes of each member. Thread-safe. */
public final class StagedGroups implements GroupCommanding {
    private static final int MEMBERS_MAX = 10_000;

    private final Clock clock;
    private final Map<AssetId, MembersPage.Member> members = new LinkedHashMap<>();
    private @Nullable GroupRequest request;
    private boolean cancelling;
    private int looks;

    StagedGroups(Clock clock) {
        this.clock = clock;
    }

    /** The last command; fails when none was given. */
    public synchronized GroupRequest request() {
        return Objects.requireNonNull(request, "Expected a command to a group but none was given");
    }

    /** How often somebody asked how far it is. */
    public synchronized int looks() {
        return looks;
    }

    public synchronized void become(AssetId member, MemberStatus status, String detail) {
        members.put(
                member, new MembersPage.Member(member, status, detail, request().memberCommand(member)));
    }

    public synchronized void allBecome(MemberStatus status) {
        List.copyOf(members.keySet()).forEach(member -> become(member, status, ""));
    }

    @Override
    public int membersMax() {
        return MEMBERS_MAX;
    }

    @Override
    public synchronized CompletionStage<Reply> give(GroupRequest given, List<AssetId> all) {
        request = given;
        cancelling = false;
        members.clear();
        all.forEach(member -> become(member, MemberStatus.WAITING, ""));
        return completedFuture(new Given(view(), false));
    }

    @Override
    public synchronized CompletionStage<Optional<GroupView>> read(CommandId id) {
        looks++;
        return completedFuture(isKnown(id) ? Optional.of(view()) : Optional.empty());
    }

    @Override
    public synchronized CompletionStage<Optional<MembersPage>> members(
            CommandId id, @Nullable AssetId after, int limit, @Nullable MemberStatus status) {
        looks++;
        List<MembersPage.Member> found = members.values().stream()
                .filter(member -> status == null || member.status() == status)
                .toList();
        boolean more = found.size() > limit;
        return completedFuture(
                isKnown(id)
                        ? Optional.of(new MembersPage(
                                found.subList(0, Math.min(limit, found.size())),
                                more ? found.get(limit - 1).asset() : null))
                        : Optional.empty());
    }

    @Override
    public synchronized CompletionStage<Optional<GroupView>> cancel(CommandId id, Principal by) {
        cancelling = true;
        List.copyOf(members.values()).stream()
                .filter(member -> member.status() == MemberStatus.WAITING)
                .forEach(member -> become(member.asset(), MemberStatus.CANCELLED, "by " + by));
        return completedFuture(isKnown(id) ? Optional.of(view()) : Optional.empty());
    }

    private boolean isKnown(CommandId id) {
        return request != null && request.id().equals(id);
    }

    private GroupView view() {
        Map<MemberStatus, Integer> counts = new EnumMap<>(MemberStatus.class);
        members.values().forEach(member -> counts.merge(member.status(), 1, Integer::sum));
        Instant now = clock.instant();
        boolean ended =
                members.values().stream().allMatch(member -> member.status().isEnd());
        GroupView.State open = cancelling ? GroupView.State.CANCELLING : GroupView.State.RUNNING;
        return new GroupView(
                request(), now, ended ? GroupView.State.ENDED : open, members.size(), counts, ended ? now : null);
    }
}
