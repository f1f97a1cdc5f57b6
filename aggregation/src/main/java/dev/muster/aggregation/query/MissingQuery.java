package dev.muster.aggregation.query;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.group.Groups;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Collects one page of missing members by asking group after group, and only into subtrees where the parent's
 * aggregator counts somebody as missing. One question under way at a time. Of a group that does not answer in time all
 * direct members are listed as unreachable, and of one whose node does not know it yet as recovering, both from this
 * node's roster. For one page; each step runs on {@code executor}, after the one before.
 */
final class MissingQuery {
    /** Members listed, and whether to go on behind them. */
    private record Found(MissingMember member, List<GroupKey> path) {}

    private final Groups groups;
    private final ModelView model;
    private final AggregationSettings.Queries settings;
    private final Clock clock;
    private final Executor executor;
    private final SignalName signal;
    private final int limit;
    private final MissingWalk walk;
    private final SilentGroups silent;
    private final Instant until;
    private final List<Found> found = new ArrayList<>();
    private final CompletableFuture<MissingReply> page = new CompletableFuture<>();

    MissingQuery(Queries queries, SignalName signal, int limit, MissingWalk walk) {
        this.groups = queries.groups();
        this.model = queries.model();
        this.settings = queries.settings();
        this.clock = queries.clock();
        this.executor = queries.executor();
        this.signal = signal;
        this.limit = limit;
        this.walk = walk;
        this.silent = new SilentGroups(queries, signal);
        this.until = clock.instant().plus(settings.pageTimeMax());
    }

    CompletionStage<MissingReply> run() {
        step();
        return page;
    }

    private void step() {
        Optional<MissingWalk.Stop> next = walk.next();
        // One more than the page holds: so the last page is known to be the last.
        if (next.isEmpty() || found.size() > limit) {
            page.complete(upTo(Math.min(found.size(), limit)));
            return;
        }
        MissingWalk.Stop stop = next.get();
        if (stop.members() && !clock.instant().isBefore(until)) {
            page.complete(broken(stop));
            return;
        }
        int membersMax = stop.members() ? Math.min(limit + 1 - found.size(), settings.pageMembersMax()) : 0;
        groups.ask(
                        stop.group(),
                        replyTo -> new GroupMessage.ListMissing(
                                signal,
                                stop.after(),
                                membersMax,
                                stop.afterChild(),
                                settings.childrenPerMessageMax(),
                                replyTo),
                        settings.timeout())
                .whenCompleteAsync((reply, failure) -> next(stop, membersMax, reply), executor);
    }

    /** @param reply {@code null}: the group did not answer */
    private void next(MissingWalk.Stop stop, int membersMax, @Nullable GroupReply reply) {
        if (reply instanceof GroupReply.MissingPart part) {
            silent.take(part);
            goOn(() -> take(stop, part));
            return;
        }
        MissingReason reason = reply == null ? MissingReason.UNREACHABLE : MissingReason.RECOVERING;
        silent.since(stop.group())
                .whenCompleteAsync(
                        (said, bug) -> {
                            if (bug != null) {
                                page.completeExceptionally(bug);
                                return;
                            }
                            Instant since = said.map(known -> known.of(reason)).orElse(null);
                            goOn(() -> take(stop, fromRoster(stop, membersMax, reason, since)));
                        },
                        executor);
    }

    private void goOn(Runnable take) {
        try {
            take.run();
            step();
        } catch (RuntimeException bug) {
            page.completeExceptionally(bug);
        }
    }

    private void take(MissingWalk.Stop stop, GroupReply.MissingPart part) {
        AssetId last = null;
        for (Absentee absentee : part.members()) {
            last = absentee.asset();
            found.add(new Found(
                    new MissingMember(absentee.asset(), stop.group(), absentee.reason(), absentee.since()),
                    walk.path()));
        }
        walk.answered(last, part.moreMembers(), part.children(), part.moreChildren());
    }

    private GroupReply.MissingPart fromRoster(
            MissingWalk.Stop stop, int membersMax, MissingReason reason, @Nullable Instant since) {
        Optional<Roster> roster = model.roster(stop.group());
        if (roster.isEmpty()) {
            return new GroupReply.MissingPart(List.of(), false, List.of(), false, List.of());
        }
        List<Absentee> members = new ArrayList<>();
        SortedMap<AssetId, Member> expected = roster.get().members();
        AssetId after = stop.after();
        for (Member member : (after == null ? expected : expected.tailMap(after)).values()) {
            if (members.size() >= membersMax) {
                break;
            }
            if (member.signals().containsKey(signal) && !member.asset().equals(after)) {
                members.add(new Absentee(member.asset(), reason, since));
            }
        }
        List<GroupKey> children = new ArrayList<>();
        roster.get().children().forEach((child, subtree) -> {
            Expectation expectation = subtree.signals().get(signal);
            boolean ahead = stop.afterChild() == null || child.compareTo(stop.afterChild()) > 0;
            if (ahead && expectation != null && expectation.expected() > 0) {
                children.add(child);
            }
        });
        return new GroupReply.MissingPart(
                members, membersMax > 0 && members.size() >= membersMax, children, false, List.of());
    }

    private MissingReply.Page upTo(int size) {
        String next = null;
        if (found.size() > size) {
            Found last = found.get(size - 1);
            next = new MissingCursor(last.path, last.member.asset()).asText();
        }
        return new MissingReply.Page(
                found.subList(0, size).stream().map(Found::member).toList(), next);
    }

    private MissingReply.Page broken(MissingWalk.Stop at) {
        return new MissingReply.Page(
                found.stream().map(Found::member).toList(), new MissingCursor(walk.path(), at.after()).asText());
    }
}
