package dev.muster.ingest.deadline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.deadline.Overdue;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.Terms;
import dev.muster.ingest.deadline.simulation.Story.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges what the deadlines make of a history by what really happened: which records arrived when, and who was away when. */
final class GroundTruth {
    private static final long NEVER = Long.MIN_VALUE;

    private final History history;
    private final List<Stall> stalls = new ArrayList<>();
    private long offline;

    private record Stall(SimulatedNode node, Span span) {}

    /** That a source is overdue, with what was true at that moment; times are those of the history. */
    record Told(
            SourcePlan source,
            long watermark,
            long lastSeen,
            long offlineAfter,
            long expectedFrom,
            SimulatedNode node,
            SimulatedReader reader) {}

    GroundTruth(History history) {
        this.history = history;
    }

    void stalled(SimulatedNode node, long from, long to) {
        stalls.add(new Stall(node, new Span(from, to)));
    }

    /** Twins that went offline. */
    long offline() {
        return offline;
    }

    boolean wasReceived(SourcePlan source) {
        return lastArrival(source) != NEVER;
    }

    long lastArrival(SourcePlan source) {
        return lastArrival(source, Span.FOREVER);
    }

    long lastArrival(SourcePlan source, long before) {
        List<SimulatedBroker.Arrival> log = history.broker.log(source.partition);
        for (int i = log.size() - 1; i >= 0; i--) {
            if (log.get(i).source() == source && log.get(i).at() < before) {
                return log.get(i).at();
            }
        }
        return NEVER;
    }

    /** A twin is about to be told. */
    Told told(Overdue overdue, SimulatedNode node) {
        SourcePlan source = history.model.plan(overdue.source());
        assertThat(wasReceived(source)).as("%s was ever received", source.id).isTrue();
        Terms terms = history.model.termsOf(source.id).orElse(null);
        assertThat(terms).as("%s is told, but nobody expects it", source.id).isNotNull();
        Told told = new Told(
                source,
                history.broker.timeOf(overdue.watermark()),
                history.broker.timeOf(overdue.lastSeen()),
                terms.offlineAfter().toMillis(),
                terms.expectedFrom().equals(Instant.MIN) ? NEVER : history.broker.timeOf(terms.expectedFrom()),
                node,
                node.reader(source.partition));
        told.reader.telling(told);
        return told;
    }

    /** A twin has gone offline because of that. */
    void checkOffline(Told told) {
        offline++;
        SourcePlan source = told.source;
        long arrived = lastArrival(source, told.watermark);
        assertThat(told.lastSeen)
                .as("%s is offline since then, before %d", source.id, told.watermark)
                .isEqualTo(arrived);
        long from = countsFrom(told);
        assertThat(told.watermark - from)
                .as(
                        "silence of %s that counts: last seen %d, counts from %d, judged at %d",
                        source.id, told.lastSeen, from, told.watermark)
                .isGreaterThan(told.offlineAfter);
    }

    /** When everyone and everything was there that it takes to be heard. */
    private long countsFrom(Told told) {
        long from = Math.max(told.lastSeen, told.expectedFrom);
        from = Math.max(from, told.reader.takenUpAt());
        for (Story.Outage outage : history.story.outages) {
            if (outage.hits(told.source.partition)
                    && history.story.isVisible(outage)
                    && outage.span().from() < told.watermark) {
                from = Math.max(from, outage.span().to());
            }
        }
        long gapAfter = history.story.gapAfter;
        for (Stall stall : stalls) {
            // A question that was asked before may have been answered while nothing ran.
            if (stall.node == told.node
                    && stall.span.length() > gapAfter + SimulatedNode.LATENCY_MAX
                    && stall.span.from() + history.story.patience + SimulatedNode.LATENCY_MAX < told.watermark) {
                from = Math.max(from, stall.span.to() - gapAfter);
            }
        }
        return from;
    }

    /** At every moment. */
    void checkWatermark(PartitionReport report, SimulatedReader reader) {
        Instant shown = report.watermark();
        if (shown == null) {
            return;
        }
        long watermark = history.broker.timeOf(shown);
        reader.checkWatermark(watermark);
        List<SimulatedBroker.Arrival> log = history.broker.log(report.partition());
        if (reader.processed() < log.size()
                && watermark > log.get(reader.processed()).at()) {
            throw new AssertionError("Expected the watermark of partition %d not to pass %d but got %d"
                    .formatted(report.partition(), log.get(reader.processed()).at(), watermark));
        }
    }
}
