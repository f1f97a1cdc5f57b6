package dev.muster.loadtest.fault;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.AccountingCheck;
import dev.muster.loadtest.fault.check.Breach;
import dev.muster.loadtest.fault.check.CommandCheck;
import dev.muster.loadtest.fault.check.CommandEnd;
import dev.muster.loadtest.fault.check.Effects;
import dev.muster.loadtest.fault.check.ExpectedCheck;
import dev.muster.loadtest.fault.check.GivenCommand;
import dev.muster.loadtest.fault.check.HistoryCheck;
import dev.muster.loadtest.fault.check.PartitionCount;
import dev.muster.loadtest.fault.check.SentBy;
import dev.muster.loadtest.fault.check.Sight;
import dev.muster.loadtest.fault.check.SilenceCheck;
import dev.muster.loadtest.fault.check.SilenceCheck.Offline;
import dev.muster.loadtest.fault.check.TotalCheck;
import dev.muster.loadtest.fault.check.TotalCheck.Total;
import dev.muster.loadtest.fault.evidence.CommandReader;
import dev.muster.loadtest.fault.evidence.HistoryReader;
import dev.muster.loadtest.fault.evidence.Nodes;
import dev.muster.loadtest.fault.traffic.RecklessFleet;
import dev.muster.loadtest.fault.traffic.SteadyFleet;
import dev.muster.loadtest.fleet.FleetTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what Muster says against what was sent, while nothing is being sent: knows the fleet's own memory, and asks HTTP and
 * Kafka alone. What takes its time, such as history that is written or commands that end, is asked again until it is right or
 * its time is over.
 */
final class Checker {
    private static final Logger LOG = LoggerFactory.getLogger(Checker.class);
    private static final Duration TOTALS_WITHIN = Duration.ofSeconds(60);
    private static final Duration TOTALS_AFTER_REPORT = Duration.ofSeconds(3);
    private static final Duration HISTORY_WITHIN = Duration.ofSeconds(60);
    private static final Duration COMMANDS_WITHIN = Duration.ofSeconds(90);
    private static final Duration ACCOUNTING_WITHIN = Duration.ofSeconds(20);

    /** Of clocks, and of what was measured in this moment. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Nodes nodes;
    private final HistoryReader history;
    private final CommandReader commands;
    private final SteadyFleet fleet;
    private final RecklessFleet reckless;
    private final Clock clock;

    Checker(Nodes nodes, CommandReader commands, SteadyFleet fleet, RecklessFleet reckless, Clock clock) {
        this.nodes = nodes;
        this.history = new HistoryReader(nodes);
        this.commands = commands;
        this.fleet = fleet;
        this.reckless = reckless;
        this.clock = clock;
    }

    /** While fleet and orders rest. {@code from}: before all that is judged now. */
    Verdict judge(Instant from, List<GivenCommand> given, List<Sight> seen) {
        List<Breach> breaches = new ArrayList<>(totals());
        List<SentBy> sent = fleet.takeSent();
        breaches.addAll(histories(sent, from));
        breaches.addAll(accounting());
        boolean neverSilent = true;
        for (SentBy by : sent) {
            List<Offline> called = history.offline(by.asset()).stream()
                    .filter(offline -> offline.at().isAfter(from))
                    .toList();
            breaches.addAll(SilenceCheck.breaches(by, called, fleet.offlineAfter()));
            neverSilent &= SilenceCheck.longest(by, from)
                            .compareTo(fleet.offlineAfter().dividedBy(2))
                    < 0;
        }
        breaches.addAll(ends(given));
        breaches.addAll(ExpectedCheck.breaches(seen, fleet.size(), neverSilent));
        return new Verdict(
                sent.stream().mapToInt(by -> by.acknowledged().size()).sum(),
                sent.stream().mapToInt(by -> by.uncertain().size()).sum(),
                given.size(),
                (int) given.stream().filter(one -> one.attempts() > 1).count(),
                seen.size(),
                (int) seen.stream().filter(sight -> !sight.answered()).count(),
                breaches);
    }

    /** On every node, in groups of every height: after a report of everybody each must come to show what was sent. */
    private List<Breach> totals() {
        List<Breach> last = new ArrayList<>();
        Poll.untilTrue(TOTALS_WITHIN, () -> {
            fleet.reportOnce();
            return Poll.untilTrue(TOTALS_AFTER_REPORT, () -> {
                last.clear();
                for (int node = 0; node < nodes.count(); node++) {
                    for (GroupKey group : fleet.groups()) {
                        last.addAll(total(node, group));
                    }
                }
                return last.isEmpty();
            });
        });
        return last;
    }

    private List<Breach> total(int node, GroupKey group) {
        AggregateReply shown;
        try {
            shown = nodes.node(node).aggregate(group, FleetTypes.POWER, 0);
        } catch (RequestFailed e) {
            return List.of(new Breach(
                    Breach.Kind.TOTAL_WRONG, "node %d, %s: no answer: %s".formatted(node, group, e.getMessage())));
        }
        Total said = new Total(
                shown.valueMicros(),
                shown.expected(),
                shown.reporting(),
                shown.missing().count());
        return TotalCheck.breaches(node, group, fleet.total(group), said);
    }

    private List<Breach> histories(List<SentBy> sent, Instant from) {
        List<Breach> all = new ArrayList<>();
        long deadline = System.nanoTime() + HISTORY_WITHIN.toNanos();
        for (SentBy by : sent) {
            List<Breach> last = new ArrayList<>();
            Poll.untilTrue(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), () -> {
                last.clear();
                last.addAll(HistoryCheck.breaches(
                        by, history.samples(by.asset(), from, clock.instant().plus(MARGIN))));
                return last.isEmpty();
            });
            all.addAll(last);
        }
        return all;
    }

    private List<Breach> accounting() {
        List<Breach> last = new ArrayList<>();
        Poll.untilTrue(ACCOUNTING_WITHIN, () -> {
            last.clear();
            for (int node = 0; node < nodes.count(); node++) {
                last.addAll(AccountingCheck.breaches(
                        node, PartitionCount.parse(nodes.node(node).metrics())));
            }
            return last.isEmpty();
        });
        return last;
    }

    private List<Breach> ends(List<GivenCommand> given) {
        Poll.untilTrue(COMMANDS_WITHIN, () -> given.stream().allMatch(this::hasEnded));
        Map<CommandId, SortedSet<String>> told = commands.told();
        Map<CommandId, Effects> effects = reckless.effects();
        List<Breach> breaches = new ArrayList<>();
        for (GivenCommand one : given) {
            CommandEnd end = commands.end(one, told.getOrDefault(one.id(), new TreeSet<>()));
            breaches.addAll(CommandCheck.breaches(one, effects.getOrDefault(one.id(), Effects.NONE), end));
            if (end.ends().contains("expired") || end.ends().contains("failed")) {
                LOG.info("{} ended as {} though its device obeys: {}", one, end, effects.get(one.id()));
            }
        }
        return breaches;
    }

    private boolean hasEnded(GivenCommand given) {
        CommandEnd end = commands.end(given, new TreeSet<>());
        return !end.ends().isEmpty() || (!end.known() && !given.taken());
    }
}
