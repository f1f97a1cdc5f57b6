package dev.muster.ingest.deadline.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Partitions that append at the broker's time, and outages of them all or of one. */
final class SimulatedBroker {
    private static final long EPOCH = Instant.parse("2030-01-02T03:04:05Z").toEpochMilli();

    private final History history;
    private final List<List<Arrival>> logs = new ArrayList<>();
    private final List<List<Runnable>> waiting = new ArrayList<>();

    /** {@code at}: time of the history at which it was appended; {@code measuredAt}: by the device's clock. */
    record Arrival(SourcePlan source, long at, long measuredAt) {}

    SimulatedBroker(History history) {
        this.history = history;
        for (int partition = 0; partition < history.story.partitions; partition++) {
            logs.add(new ArrayList<>());
            waiting.add(new ArrayList<>());
        }
    }

    List<Arrival> log(int partition) {
        return logs.get(partition);
    }

    /** By the broker's clock. */
    Instant clock(long time) {
        return Instant.ofEpochMilli(EPOCH + history.story.brokerClockOffset + time);
    }

    long timeOf(Instant byClock) {
        return byClock.toEpochMilli() - EPOCH - history.story.brokerClockOffset;
    }

    /** The outage of the partition, or of all, that ends last of those that there are now. */
    Story.@Nullable Outage outage(int partition) {
        long now = history.agenda.now();
        Story.Outage last = null;
        for (Story.Outage outage : history.story.outages) {
            if (outage.hits(partition)
                    && outage.span().contains(now)
                    && (last == null || last.span().to() < outage.span().to())) {
                last = outage;
            }
        }
        return last;
    }

    boolean isUp(int partition) {
        return outage(partition) == null;
    }

    void append(SourcePlan source, long at, long measuredAt) {
        logs.get(source.partition).add(new Arrival(source, at, measuredAt));
        List<Runnable> woken = waiting.get(source.partition);
        if (!woken.isEmpty()) {
            waiting.set(source.partition, new ArrayList<>(1));
            woken.forEach(Runnable::run);
        }
    }

    /** Runs {@code task} with the next append. */
    void onAppend(int partition, Runnable task) {
        waiting.get(partition).add(task);
    }

    /** Runs {@code up} as soon as the partition is there, or {@code away} when that is later than {@code patience} from now. */
    void whenUp(int partition, long patience, Runnable up, Runnable away) {
        Story.Outage outage = outage(partition);
        long now = history.agenda.now();
        if (outage == null) {
            up.run();
        } else if (outage.span().to() - now <= patience) {
            long wait = outage.span().to() - now;
            history.agenda.after(wait, () -> whenUp(partition, patience - wait, up, away));
        } else {
            history.agenda.after(patience, away);
        }
    }
}
