package dev.muster.twinservice.http.api.live;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingMember;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.aggregate.AggregateEndpoints;
import dev.muster.twinservice.http.api.aggregate.AggregateViews;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.http.api.explain.GroupPath;
import dev.muster.twinservice.live.LiveRow;
import dev.muster.twinservice.live.LiveSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A group's total and who is missing from it. The total is as of the poll. The list costs more, above all while parts of the
 * tree are silent: one that takes longer than the poll may wait is read on meanwhile, and the one before it is shown.
 */
final class GroupSource implements LiveSource {
    /** Then the list goes out as far as it was read, and a new one is begun. */
    static final Duration LIST_TIME_MAX = Duration.ofSeconds(10);

    private final ModelView view;
    private final Aggregates aggregates;
    private final GroupKey group;
    private final SignalName signal;
    private final Limits limits;
    private final Clock clock;
    private final AggregateViews views;

    // One poll at a time.
    private volatile @Nullable Reading reading;
    private volatile @Nullable List<MissingMember> listed;

    /**
     * How much is listed, and how long a poll may take.
     *
     * @param missingMax members listed at most
     * @param patience how long a poll waits for the list
     */
    record Limits(int missingMax, Duration patience) {}

    private record Reading(MissingList list, CompletableFuture<List<MissingMember>> end) {}

    GroupSource(ModelView view, Aggregates aggregates, GroupKey group, SignalName signal, Limits limits, Clock clock) {
        this.view = view;
        this.aggregates = aggregates;
        this.group = group;
        this.signal = signal;
        this.limits = limits;
        this.clock = clock;
        this.views = new AggregateViews(view);
    }

    @Override
    public CompletionStage<Poll> poll() {
        Instant asOf = clock.instant();
        return aggregates
                .totals(group, signal)
                .thenComposeAsync(
                        reply -> reply instanceof AggregateReply.Found found
                                ? missing(found.aggregate())
                                        .thenApplyAsync(
                                                members -> new Polled(asOf, rows(found.aggregate(), members)),
                                                Runnable::run)
                                : CompletableFuture.completedFuture(
                                        new Refused(AggregateEndpoints.problem(group, signal, reply, view))),
                        Runnable::run);
    }

    @Override
    public boolean isBrisk() {
        return true;
    }

    private CompletionStage<List<MissingMember>> missing(Aggregate aggregate) {
        if (aggregate.totals().missingCount() == 0) {
            reading = null;
            listed = null;
            return CompletableFuture.completedFuture(List.of());
        }
        Reading now = reading;
        if (now == null) {
            MissingList list = new MissingList(aggregates, group, signal, limits.missingMax());
            now = new Reading(list, list.read(LIST_TIME_MAX));
            reading = now;
        }
        return shown(now);
    }

    private CompletionStage<List<MissingMember>> shown(Reading now) {
        return now.end()
                .thenApplyAsync(end -> true, Runnable::run)
                .completeOnTimeout(false, limits.patience().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(
                        ended -> {
                            List<MissingMember> before = listed;
                            if (!ended) {
                                return before != null ? before : now.list().soFar();
                            }
                            List<MissingMember> end = now.end().join();
                            reading = null;
                            listed = end;
                            return end;
                        },
                        Runnable::run);
    }

    private List<LiveRow> rows(Aggregate aggregate, List<MissingMember> members) {
        Map<String, Object> total = views.totals(aggregate);
        total.remove("asOf");
        total.putAll(Json.fields("path", GroupPath.to(group, view), "listed", members.size()));
        List<LiveRow> rows = new ArrayList<>(members.size() + 1);
        rows.add(new LiveRow("total", total));
        Map<GroupKey, String> names = new HashMap<>();
        for (MissingMember member : members) {
            rows.add(new LiveRow(
                    "missing/" + member.asset(),
                    Json.fields(
                            "asset", member.asset(),
                            "name", view.asset(member.asset()).map(Asset::name).orElse(null),
                            "group", member.group().group(),
                            "groupName", names.computeIfAbsent(member.group(), this::name),
                            "reason", member.reason(),
                            "since", member.since())));
        }
        return rows;
    }

    private String name(GroupKey of) {
        return view.group(of).map(Group::name).orElseGet(() -> of.group().value());
    }
}
