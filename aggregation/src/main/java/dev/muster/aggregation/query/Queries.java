package dev.muster.aggregation.query;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.group.Groups;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions by asking the aggregators. Thread-safe.
 *
 * @param executor where answers are put together
 */
public record Queries(
        ModelView model, Groups groups, Clock clock, AggregationSettings.Queries settings, Executor executor) {
    /** Totals of a group and of its children, and the first page of who is missing. */
    public CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal) {
        return totals(group, signal)
                .thenComposeAsync(
                        reply -> reply instanceof AggregateReply.Found found
                                ? withFirstMissing(found.aggregate())
                                : CompletableFuture.completedStage(reply),
                        executor);
    }

    /** Totals of a group and of its children; nobody is named. */
    public CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal) {
        Optional<Roster> roster = model.roster(group);
        if (roster.isEmpty()) {
            return CompletableFuture.completedStage(new AggregateReply.UnknownGroup(group));
        }
        if (model.unitOf(signal).isEmpty()) {
            return CompletableFuture.completedStage(new AggregateReply.UnknownSignal(signal));
        }
        return summarize(group, signal, null)
                .handleAsync(
                        (reply, failure) ->
                                reply == null ? noAnswer(group) : answer(roster.get(), signal, reply, List.of()),
                        executor)
                .thenComposeAsync(answer -> answer, executor);
    }

    /** One page of who is missing. */
    public CompletionStage<MissingReply> missing(
            GroupKey group, SignalName signal, @Nullable String cursor, int limit) {
        if (model.roster(group).isEmpty()) {
            return CompletableFuture.completedStage(new MissingReply.UnknownGroup(group));
        }
        if (model.unitOf(signal).isEmpty()) {
            return CompletableFuture.completedStage(new MissingReply.UnknownSignal(signal));
        }
        if (limit < 1 || limit > settings.pageMembersMax()) {
            return CompletableFuture.completedStage(new MissingReply.BadLimit(
                    "Expected a limit from 1 to %d but got %d".formatted(settings.pageMembersMax(), limit)));
        }
        if (cursor == null) {
            return new MissingQuery(this, signal, limit, new MissingWalk(group)).run();
        }
        Optional<MissingCursor> from = MissingCursor.parse(cursor, group);
        if (from.isEmpty()) {
            return CompletableFuture.completedStage(new MissingReply.BadCursor(
                    "Expected a cursor that an earlier page of %s gave as next but got another text".formatted(group)));
        }
        return new MissingQuery(this, signal, limit, new MissingWalk(from.get(), this::isChild)).run();
    }

    /** What the totals of a group were lately. */
    public CompletionStage<RecentReply> recent(GroupKey group, SignalName signal) {
        if (model.roster(group).isEmpty()) {
            return CompletableFuture.completedStage(new RecentReply.UnknownGroup(group));
        }
        if (model.unitOf(signal).isEmpty()) {
            return CompletableFuture.completedStage(new RecentReply.UnknownSignal(signal));
        }
        return groups.ask(group, replyTo -> new GroupMessage.ListRecent(signal, replyTo), settings.timeout())
                .handleAsync((reply, failure) -> recent(group, reply), executor);
    }

    private RecentReply recent(GroupKey group, @Nullable GroupReply reply) {
        if (reply instanceof GroupReply.Recent recent) {
            return new RecentReply.Found(
                    Duration.ofMillis(recent.intervalMillis()), recent.points().points(recent.intervalMillis()));
        }
        return new RecentReply.Unreachable(reply == null ? silence(group) : ignorance(group));
    }

    private CompletionStage<GroupReply> summarize(GroupKey group, SignalName signal, @Nullable GroupKey afterChild) {
        return groups.ask(
                group,
                replyTo -> new GroupMessage.Summarize(signal, afterChild, settings.childrenPerMessageMax(), replyTo),
                settings.timeout());
    }

    private CompletionStage<AggregateReply> answer(
            Roster roster, SignalName signal, GroupReply reply, List<GroupRollup.Share> sharesBefore) {
        if (!(reply instanceof GroupReply.Summary summary)) {
            return unreachable(ignorance(roster.group()));
        }
        List<GroupRollup.Share> shares = new ArrayList<>(sharesBefore);
        shares.addAll(summary.children());
        if (!summary.moreChildren()) {
            return CompletableFuture.completedStage(found(roster, signal, summary, shares));
        }
        GroupKey last = shares.get(shares.size() - 1).child();
        return summarize(roster.group(), signal, last)
                .handleAsync(
                        (more, failure) ->
                                more == null ? noAnswer(roster.group()) : answer(roster, signal, more, shares),
                        executor)
                .thenComposeAsync(answer -> answer, executor);
    }

    private AggregateReply found(
            Roster roster, SignalName signal, GroupReply.Summary summary, List<GroupRollup.Share> shares) {
        Optional<Totals> totals = summary.whole().totals();
        List<ChildAggregate> children = new ArrayList<>();
        for (GroupRollup.Share share : shares) {
            Optional<Totals> ofChild = share.part().totals();
            if (ofChild.isPresent()) {
                children.add(new ChildAggregate(share.child(), nameOf(share.child()), ofChild.get()));
            }
        }
        if (totals.isEmpty() || children.size() < shares.size()) {
            return new AggregateReply.Overflow(
                    "Expected totals of %s in %s within a 64-bit number of micros but they, or a child's, are beyond"
                            .formatted(signal, roster.group()));
        }
        return new AggregateReply.Found(new Aggregate(
                roster.group(), roster.name(), signal, summary.asOf(), totals.get(), children, List.of(), null));
    }

    private CompletionStage<AggregateReply> withFirstMissing(Aggregate aggregate) {
        CompletionStage<MissingReply> firstPage = aggregate.totals().missingCount() == 0
                ? CompletableFuture.completedStage(new MissingReply.Page(List.of(), null))
                : missing(aggregate.group(), aggregate.signal(), null, settings.firstPageMembers());
        return firstPage.thenApplyAsync(
                // Anything but a page: the group went away in this moment. Its totals are still right as of then.
                reply -> new AggregateReply.Found(
                        reply instanceof MissingReply.Page page ? aggregate.withFirstMissing(page) : aggregate),
                executor);
    }

    private CompletionStage<AggregateReply> noAnswer(GroupKey group) {
        return unreachable(silence(group));
    }

    private String silence(GroupKey group) {
        return "Expected an answer of the aggregator of %s within %s but got none".formatted(group, settings.timeout());
    }

    private static String ignorance(GroupKey group) {
        return "Expected totals of %s but the node of its aggregator does not know it yet".formatted(group);
    }

    private static CompletionStage<AggregateReply> unreachable(String detail) {
        return CompletableFuture.completedStage(new AggregateReply.Unreachable(detail));
    }

    private boolean isChild(GroupKey parent, GroupKey child) {
        return model.roster(parent)
                .map(roster -> roster.children().containsKey(child))
                .orElse(false);
    }

    private String nameOf(GroupKey group) {
        return model.roster(group).map(Roster::name).orElseGet(() -> group.group()
                .value());
    }
}
