package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Has the answers of a source marked once the time of a command that went out to it is over: when the mark comes back, whatever the
 * device said in time has come before it, and the command can end.
 */
final class Marking {
    /** A mark that Kafka has comes for certain; another one after so long, should nobody read for longer, is cheap. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final AssetId asset;
    private final CommandPorts ports;
    private final DeskHost host;
    private final Clock clock;
    private final Map<SourceId, Progress> bySource = new HashMap<>();

    /** Of the marks of one source, for as long as something waits for one. */
    private static final class Progress {
        private Instant markedAt = Instant.MIN;
        private boolean underWay;
        private int failures;
    }

    Marking(AssetId asset, CommandPorts ports, DeskHost host, Clock clock) {
        this.asset = asset;
        this.ports = ports;
        this.host = host;
        this.clock = clock;
    }

    void pursue(Commands commands) {
        Map<SourceId, Instant> over = over(commands);
        bySource.keySet().retainAll(over.keySet());
        over.forEach((source, due) -> {
            Progress progress = bySource.computeIfAbsent(source, any -> new Progress());
            if (!progress.underWay && progress.markedAt.isBefore(due)) {
                progress.underWay = true;
                host.pipe(
                        Stages.of(() -> ports.marks().mark(source, asset)),
                        (markedAt, failure) -> markedAt == null
                                ? new DeskStep.MarkFailed(source, Stages.cause(failure))
                                : new DeskStep.Marked(source, markedAt));
            }
        });
    }

    /** Of sources to which commands went whose time is over: when it was over for the last one of them. */
    private Map<SourceId, Instant> over(Commands commands) {
        Instant now = clock.instant();
        Map<SourceId, Instant> over = new HashMap<>();
        for (CommandRecord open : commands.open()) {
            CommandRecord.Release release = open.released();
            if (release != null && !now.isBefore(open.due())) {
                over.merge(release.source(), open.due(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return over;
    }

    void on(DeskStep.Marked marked, Commands commands) {
        Progress progress = bySource.get(marked.source());
        if (progress == null) {
            return;
        }
        progress.failures = 0;
        Instant due = over(commands).getOrDefault(marked.source(), Instant.MIN);
        if (marked.at().isBefore(due)) {
            // The broker's clock decides, and is behind this node's.
            host.after(Duration.between(marked.at(), due), new DeskStep.MarkDue(marked.source()));
        } else {
            progress.underWay = false;
            progress.markedAt = marked.at();
            host.after(AGAIN, new DeskStep.MarkDue(marked.source()));
        }
    }

    void on(DeskStep.MarkFailed failed) {
        host.failed("Marking the answers of " + failed.source(), failed.cause());
        Progress progress = bySource.get(failed.source());
        if (progress != null) {
            progress.failures++;
            host.after(
                    ports.settings().retry().after(progress.failures, asset.hashCode()),
                    new DeskStep.MarkDue(failed.source()));
        }
    }

    /** What still waits is marked by the next {@link #pursue}. */
    void on(DeskStep.MarkDue due) {
        Progress progress = bySource.get(due.source());
        if (progress != null) {
            progress.underWay = false;
            progress.markedAt = Instant.MIN;
        }
    }
}
