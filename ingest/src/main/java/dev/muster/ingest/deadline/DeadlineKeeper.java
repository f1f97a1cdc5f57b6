package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the deadlines of the sources of one partition: a source is overdue when the <em>watermark</em> has passed
 * {@code lastSeen + offlineAfter}. The watermark is the arrival of the last record that reached its twin or, when everything up to
 * the end had, the broker's time just before the end was asked for. All times are the broker's; device clocks appear nowhere, and
 * this node's clock decides nothing.
 *
 * <p>Our outage, or Kafka's, never reads as silence of a source. Deadlines are <em>frozen</em> from the start, and from each gap in
 * the sight of the broker, until stored arrivals are known and the partition is read up to an end whose look began after Kafka had
 * answered again; and then a whole {@code offlineAfter} must pass from there, whatever was last seen before.
 *
 * <pre>
 *            look (in time)                    look after a gap, or none     seeded
 * frozen     read to the end, seeded: counts   stays frozen                  counts from the next end on
 * counting   watermark moves at the end        frozen                        -
 * </pre>
 *
 * Pure state, no clock, no threads; not thread-safe. Constant time per record; a deadline that moves later costs nothing until the
 * old one comes up.
 */
public final class DeadlineKeeper {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long NEVER = Long.MAX_VALUE;

    /** How often a source that nobody expects is looked at, in case somebody does again. */
    private static final long LOOK_AGAIN_MILLIS = 60_000;

    private final int partition;
    private final FleetRegister fleet;
    private final long gapMillis;
    private final Map<SourceId, Deadline> deadlines = new HashMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::atMillis));

    private long next;
    private long end = -1;
    private long watermark = UNKNOWN;
    private long lastLook = UNKNOWN;

    /** The look whose end is read up to next: its time, its end, and whether a freeze is over there. */
    private long aimedAt = UNKNOWN;

    private long aim;
    private boolean aimThaws;
    private boolean seeded;
    private boolean frozen = true;
    private long frozenSince;
    private long graceFrom = UNKNOWN;
    private long revision;

    private record Due(long atMillis, Deadline deadline) {}

    private static final class Deadline {
        private final SourceId source;
        private long lastSeen = UNKNOWN;
        private long lastOffset = -1;
        /** The arrival after which its twin has decided about the silence. */
        private long decided = UNKNOWN;

        private boolean telling;
        private long queuedMillis = NEVER;

        Deadline(SourceId source) {
            this.source = source;
        }
    }

    /**
     * Begins frozen.
     *
     * @param next offset of the first record that will be read
     * @param gapAfter two looks further apart than this are a gap
     * @param takenUpAt by this node's clock; shown, not used to decide
     */
    public DeadlineKeeper(int partition, long next, FleetRegister fleet, Duration gapAfter, Instant takenUpAt) {
        this.partition = partition;
        this.next = next;
        this.fleet = fleet;
        this.gapMillis = gapAfter.toMillis();
        this.frozenSince = takenUpAt.toEpochMilli();
        this.revision = fleet.revision();
    }

    /** What was stored; once, when it is complete. */
    public void seed(Map<SourceId, Seed> stored) {
        stored.forEach((source, seed) -> {
            Deadline deadline = deadline(source);
            long lastSeen = seed.lastSeen().toEpochMilli();
            if (lastSeen > deadline.lastSeen) {
                deadline.lastSeen = lastSeen;
                deadline.decided = seed.offline() ? lastSeen : UNKNOWN;
            }
            schedule(deadline, UNKNOWN);
        });
        seeded = true;
    }

    /** A record of a source was there. */
    public void seen(Sighting sighting) {
        Deadline deadline = deadline(sighting.source());
        deadline.lastSeen = Math.max(deadline.lastSeen, sighting.receivedAt().toEpochMilli());
        deadline.lastOffset = Math.max(deadline.lastOffset, sighting.offset());
        if (deadline.queuedMillis == NEVER) {
            schedule(deadline, UNKNOWN);
        }
    }

    /** Everything below {@code nextOffset}, the last of it received at {@code receivedAt}, was read. */
    public void processed(long nextOffset, Instant receivedAt) {
        next = Math.max(next, nextOffset);
        watermark = Math.max(watermark, receivedAt.toEpochMilli());
        reachAim();
    }

    /** Kafka was looked at; {@code brokerTime} is a time that it had before {@code endOffset} was asked for. */
    public void looked(Instant brokerTime, long endOffset) {
        long at = brokerTime.toEpochMilli();
        boolean again = lastLook == UNKNOWN || at - lastLook > gapMillis;
        if (again) {
            freeze();
        }
        lastLook = Math.max(lastLook, at);
        end = endOffset;
        // An older aim that is not reached yet is nearer: so a partition that never stands still is caught up with too.
        if (aimedAt == UNKNOWN) {
            aimedAt = at;
            aim = endOffset;
            // It may have been away until this end was answered: only the time of the next look is after that.
            aimThaws = !again;
        }
        reachAim();
    }

    /** Kafka was looked for, and did not answer for this partition. */
    public void lookFailed() {
        freeze();
        lastLook = UNKNOWN;
    }

    private void freeze() {
        aimedAt = UNKNOWN;
        if (!frozen) {
            frozen = true;
            frozenSince = lastLook;
        }
    }

    private void reachAim() {
        if (aimedAt == UNKNOWN || next < aim) {
            return;
        }
        watermark = Math.max(watermark, aimedAt);
        if (frozen && seeded && aimThaws) {
            frozen = false;
            graceFrom = Math.max(graceFrom, aimedAt);
        }
        aimedAt = UNKNOWN;
    }

    /**
     * Sources that are overdue now, each once until {@link #decided} or {@link #undecided}, at most {@code max}; more come with the
     * next call.
     *
     * @param oldestUnanswered arrival of the oldest record that was read and has not reached its twin; {@code null}: none
     */
    public List<Overdue> takeOverdue(int max, @Nullable Instant oldestUnanswered) {
        if (frozen) {
            return List.of();
        }
        rescheduleWhenModelChanged();
        // What was read since this look may be from after a gap that only the next one shows.
        long judged = Math.min(watermark, lastLook);
        long unanswered = oldestUnanswered == null ? NEVER : oldestUnanswered.toEpochMilli();
        List<Overdue> overdue = new ArrayList<>();
        for (Due first = queue.peek();
                first != null && first.atMillis < judged && overdue.size() < max;
                first = queue.peek()) {
            queue.remove();
            Deadline deadline = first.deadline;
            // Otherwise this entry was overtaken by one for an earlier deadline.
            if (deadline.queuedMillis == first.atMillis) {
                deadline.queuedMillis = NEVER;
                take(deadline, judged, unanswered).ifPresent(overdue::add);
            }
        }
        return overdue;
    }

    private Optional<Overdue> take(Deadline deadline, long judged, long unanswered) {
        Optional<Terms> terms = fleet.termsOf(deadline.source);
        // A twin that has not got the last record yet would decide now, and go online with that record afterwards.
        if (dueMillis(deadline, terms) >= judged || deadline.lastSeen >= unanswered) {
            schedule(deadline, judged);
            return Optional.empty();
        }
        deadline.telling = true;
        Instant lastSeen = instant(deadline.lastSeen);
        return terms.map(known -> new Overdue(known.asset(), deadline.source, instant(judged), lastSeen));
    }

    /** The twin has decided about {@code overdue}; {@code laterSeen} is what it knew better, if it did. */
    public void decided(Overdue overdue, Optional<Instant> laterSeen) {
        Deadline deadline = deadline(overdue.source());
        deadline.telling = false;
        deadline.decided = overdue.lastSeen().toEpochMilli();
        laterSeen.ifPresent(later -> deadline.lastSeen = Math.max(deadline.lastSeen, later.toEpochMilli()));
        schedule(deadline, UNKNOWN);
    }

    /** The twin did not answer: it is overdue still, but others come first. */
    public void undecided(Overdue overdue) {
        Deadline deadline = deadline(overdue.source());
        deadline.telling = false;
        schedule(deadline, watermark);
    }

    /** How far it is read, and no further than {@code oldestUnanswered}, as in {@link #takeOverdue}. */
    public PartitionReport report(@Nullable Instant oldestUnanswered) {
        Instant reached = known(watermark);
        // Read is not delivered: who asks for the watermark of a report wants to know what totals can hold.
        if (oldestUnanswered != null && reached != null && oldestUnanswered.isBefore(reached)) {
            reached = oldestUnanswered;
        }
        return new PartitionReport(partition, reached, next, end, frozen ? instant(frozenSince) : null);
    }

    /** What is known of a source of this partition. */
    public SourceReport report(
            SourceId source, @Nullable Instant oldestUnanswered, List<SourceReport.Refusal> refusals) {
        Deadline found = deadlines.get(source);
        long due = found == null || frozen ? NEVER : dueMillis(found, fleet.termsOf(source));
        return new SourceReport(
                source,
                report(oldestUnanswered),
                found == null ? null : known(found.lastSeen),
                found == null || found.lastOffset < 0 ? null : found.lastOffset,
                due == NEVER ? null : instant(due),
                refusals);
    }

    private void rescheduleWhenModelChanged() {
        long now = fleet.revision();
        if (now != revision) {
            revision = now;
            deadlines.values().forEach(deadline -> schedule(deadline, UNKNOWN));
        }
    }

    /** When the source is overdue as things stand. */
    private long dueMillis(Deadline deadline, Optional<Terms> terms) {
        // Silence that its twin has decided about is no news.
        if (deadline.telling || deadline.lastSeen == UNKNOWN || deadline.decided == deadline.lastSeen) {
            return NEVER;
        }
        return terms.map(known -> from(deadline, known) + known.offlineAfter().toMillis())
                .orElse(NEVER);
    }

    private long from(Deadline deadline, Terms terms) {
        long from = Math.max(deadline.lastSeen, graceFrom);
        Instant expectedFrom = terms.expectedFrom();
        return expectedFrom.isAfter(instant(from)) ? expectedFrom.toEpochMilli() : from;
    }

    private void schedule(Deadline deadline, long notBefore) {
        long due = Math.max(dueMillis(deadline, fleet.termsOf(deadline.source)), notBefore);
        if (due == NEVER && !deadline.telling && deadline.decided != deadline.lastSeen) {
            // Nobody expects it now. A schedule, or the model, may change that.
            due = Math.max(deadline.lastSeen, watermark) + LOOK_AGAIN_MILLIS;
        }
        if (due < deadline.queuedMillis) {
            deadline.queuedMillis = due;
            queue.add(new Due(due, deadline));
        }
    }

    private Deadline deadline(SourceId source) {
        return deadlines.computeIfAbsent(source, Deadline::new);
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static @Nullable Instant known(long millis) {
        return millis == UNKNOWN ? null : instant(millis);
    }
}
