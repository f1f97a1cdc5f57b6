package dev.muster.aggregation.group;

import akka.actor.typed.javadsl.TimerScheduler;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a group tells its parent what changed. Not at once: a node sends the updates of all its groups at one moment, and child groups
 * that took part in them report together, so {@code report-after} later there is one report to make instead of one for each. And not
 * sooner than a {@code tick} after the report before: what a parent takes per child is bounded, however its members come.
 *
 * <p>Were reports left to ticks, whose phases differ from group to group, a change would wait for one in every level. Part of its
 * group's actor.
 */
final class ParentReports {
    enum Report implements GroupAggregator.Command {
        REPORT
    }

    private final TimerScheduler<GroupAggregator.Command> timers;
    private final GroupRollup rollup;
    private final Groups groups;
    private final Duration reportAfter;
    private final Duration tick;
    private Instant told = Instant.MIN;

    ParentReports(
            TimerScheduler<GroupAggregator.Command> timers,
            GroupRollup rollup,
            Groups groups,
            AggregationSettings.RollUp settings) {
        this.timers = timers;
        this.rollup = rollup;
        this.groups = groups;
        this.reportAfter = settings.reportAfter();
        this.tick = settings.tick();
    }

    /** The group took something that may change its totals: {@link Report} follows, unless one is on its way. */
    void changed(Instant now) {
        if (parent().isPresent() && !timers.isTimerActive(Report.REPORT)) {
            timers.startSingleTimer(Report.REPORT, wait(now));
        }
    }

    private Duration wait(Instant now) {
        Instant soonest = told.plus(tick);
        Duration spacing = now.isBefore(soonest) ? Duration.between(now, soonest) : Duration.ZERO;
        return spacing.compareTo(reportAfter) > 0 ? spacing : reportAfter;
    }

    /** What time alone has changed, and resends that are due; with what is on its way, if there is something. */
    void onTick(Instant now) {
        if (!timers.isTimerActive(Report.REPORT)) {
            tell(now);
        }
    }

    /** Tells the parent, if there is something to say. */
    void tell(Instant now) {
        Optional<GroupKey> parent = parent();
        if (parent.isPresent()) {
            rollup.report(now).ifPresent(partial -> {
                told = now;
                groups.tell(parent.get(), new GroupMessage.TakePartial(partial));
            });
        }
    }

    private Optional<GroupKey> parent() {
        return rollup.roster().map(Roster::parent);
    }
}
