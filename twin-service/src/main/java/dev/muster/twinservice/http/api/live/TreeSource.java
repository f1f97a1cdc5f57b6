package dev.muster.twinservice.http.api.live;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.live.LiveSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * All groups of a hierarchy that are in force: one question to each that has others below it, which tells of those too. Groups
 * by rule stand side by side: one question to each.
 */
final class TreeSource implements LiveSource {
    private final ModelView view;
    private final Aggregates aggregates;
    private final HierarchyId hierarchy;
    private final SignalName signal;
    private final Duration patience;
    private final Clock clock;
    /** Who did not answer the last time is asked last: others are not to miss their turn for it. */
    private volatile Set<GroupKey> silent = Set.of();

    TreeSource(
            ModelView view,
            Aggregates aggregates,
            HierarchyId hierarchy,
            SignalName signal,
            Duration patience,
            Clock clock) {
        this.view = view;
        this.aggregates = aggregates;
        this.hierarchy = hierarchy;
        this.signal = signal;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Poll> poll() {
        Instant asOf = clock.instant();
        Optional<String> unit = view.unitOf(signal);
        List<Roster> groups = fromTheTop();
        if (unit.isEmpty() || groups.isEmpty()) {
            return CompletableFuture.completedFuture(new Refused(
                    unit.isEmpty()
                            ? Unknown.noSummedSignal(signal)
                            : Unknown.noGroupInForce(GroupKey.root(hierarchy), view)));
        }
        List<GroupKey> inner = inner(groups);
        return new GroupQuestions(inner, group -> aggregates.totals(group, signal))
                .ask(patience)
                .thenApplyAsync(
                        answers -> {
                            Map<GroupKey, Aggregate> found = found(answers);
                            silent = inner.stream()
                                    .filter(group -> !found.containsKey(group))
                                    .collect(Collectors.toUnmodifiableSet());
                            return new Polled(asOf, new TreeRows(signal, unit.get(), found).of(groups));
                        },
                        Runnable::run);
    }

    /** Parents before their children. */
    private List<Roster> fromTheTop() {
        List<Roster> groups = new ArrayList<>();
        Queue<GroupKey> ahead = new ArrayDeque<>(
                hierarchy.equals(RuleGroup.HIERARCHY) ? view.ruleGroups() : List.of(GroupKey.root(hierarchy)));
        for (GroupKey group = ahead.poll(); group != null; group = ahead.poll()) {
            // Not there: it went out of force between two looks.
            view.roster(group).ifPresent(roster -> {
                groups.add(roster);
                ahead.addAll(roster.children().keySet());
            });
        }
        return groups;
    }

    /** Those that were silent come last. */
    private List<GroupKey> inner(List<Roster> groups) {
        Set<GroupKey> last = silent;
        List<GroupKey> inner = new ArrayList<>();
        List<GroupKey> behind = new ArrayList<>();
        for (Roster roster : groups) {
            if (roster.parent() == null || !roster.children().isEmpty()) {
                (last.contains(roster.group()) ? behind : inner).add(roster.group());
            }
        }
        inner.addAll(behind);
        return inner;
    }

    private static Map<GroupKey, Aggregate> found(Map<GroupKey, AggregateReply> answers) {
        Map<GroupKey, Aggregate> found = new HashMap<>();
        answers.forEach((group, reply) -> {
            if (reply instanceof AggregateReply.Found answer) {
                found.put(group, answer.aggregate());
            }
        });
        return found;
    }
}
