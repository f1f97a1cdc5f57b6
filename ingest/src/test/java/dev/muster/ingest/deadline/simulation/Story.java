package dev.muster.ingest.deadline.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All that is going to happen in one history, out of its seed; what happens within milliseconds is left to chance. */
final class Story {
    /** Every partition of the broker. */
    static final int ALL = -1;

    private static final long TROUBLES_MAX = 7;

    enum Kind {
        KILL,
        STALL,
        MOVE,
        /** Looks take long. */
        HICCUP,
        SLOW_READING,
        SEEDS_FAIL,
        /** Tells are lost, late, or their answers are. */
        TELLS_FAIL,
        TWIN_AWAY
    }

    /** {@code what}: a node, a partition or a twin, as the kind has it. */
    record Trouble(Kind kind, int what, Span span) {}

    record Outage(int partition, Span span) {
        boolean hits(int other) {
            return partition == ALL || partition == other;
        }
    }

    final int partitions;
    final int nodes;
    final long lookInterval;
    final long gapAfter;
    final int overdueInFlightMax;

    /** How long a client waits for the broker before it gives up. */
    final long patience;

    final long sessionTimeout;
    final long brokerClockOffset;
    final List<SourcePlan> sources;
    final List<Outage> outages = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();

    /** After that nothing is disturbed any more. */
    final long calmFrom;

    /** By then everyone who is silent for good must be offline. */
    final long end;

    private final SplittableRandom random;
    private final long offlineAfterMax;

    Story(SplittableRandom random) {
        this.random = random;
        partitions = 1 + random.nextInt(4);
        nodes = 1 + random.nextInt(2);
        lookInterval = random.nextLong(500, 1_500);
        gapAfter = lookInterval * (2 + random.nextInt(3));
        overdueInFlightMax = 1 + random.nextInt(8);
        patience = random.nextLong(1_000, 8_000);
        sessionTimeout = random.nextLong(1_000, 30_000);
        brokerClockOffset = random.nextLong(-1_000_000_000, 1_000_000_000);
        long eventful = random.nextLong(120_000, 300_000);
        sources = new FleetPlan(random, partitions, eventful).sources();
        offlineAfterMax = sources.stream()
                .mapToLong(source -> source.offlineAfterMax)
                .max()
                .orElseThrow();
        long troubleCount = random.nextLong(TROUBLES_MAX);
        for (int i = 0; i < troubleCount; i++) {
            addTrouble(random.nextLong(eventful));
        }
        long outageCount = random.nextLong(4);
        for (int i = 0; i < outageCount; i++) {
            addOutage(random.nextLong(eventful));
        }
        long last = eventful;
        for (Trouble trouble : troubles) {
            last = Math.max(last, trouble.span.to());
        }
        for (Outage outage : outages) {
            last = Math.max(last, outage.span.to());
        }
        calmFrom = last + sessionTimeout + patience + 2 * SimulatedNode.ANSWER_TIMEOUT;
        end = calmFrom + offlineAfterMax + bound();
    }

    /**
     * How long after {@code offlineAfter} everyone is offline: one look for the stored arrivals, one for the end, one that finds the
     * silence, those that must wait their turn, the twin's answer, what was left to read; and whoever is expected at times
     * only is looked at once a minute.
     */
    private long bound() {
        boolean days = sources.stream().anyMatch(source -> !source.days.isEmpty());
        long turns = sources.size() / overdueInFlightMax;
        return (3 + turns) * (lookInterval + SimulatedNode.LATENCY_MAX * 4)
                + SimulatedNode.ANSWER_TIMEOUT
                + SimulatedReader.CATCH_UP_MAX
                + (days ? 60_000 : 0);
    }

    /** Whether two looks can be so close to both ends of an outage that nobody can know of it. */
    boolean isVisible(Outage outage) {
        return outage.span.length() > gapAfter;
    }

    private void addTrouble(long from) {
        Kind[] kinds = Kind.values();
        Kind kind = kinds[random.nextInt(kinds.length)];
        int what = random.nextInt(
                switch (kind) {
                    case MOVE -> partitions;
                    case TWIN_AWAY -> sources.size();
                    default -> nodes;
                });
        long length =
                switch (kind) {
                    case KILL -> anyLength(1_000, 20 * offlineAfterMax);
                    case STALL -> anyLength(100, 5 * offlineAfterMax);
                    case MOVE -> 1;
                    default -> anyLength(1_000, 3 * offlineAfterMax);
                };
        troubles.add(new Trouble(kind, what, new Span(from, from + length)));
        if (kind == Kind.STALL && random.nextBoolean()) {
            // What nobody sees while nothing runs, or only the answer to an old question, is the hardest to tell from
            // silence.
            long outage = Math.max(0, from + random.nextLong(-200, 200));
            add(new Outage(ALL, new Span(outage, from + Math.max(gapAfter + 300, length * 3 / 4))));
            troubles.add(new Trouble(Kind.HICCUP, what, new Span(from - 3 * gapAfter, from)));
        } else if (kind == Kind.TWIN_AWAY && random.nextBoolean()) {
            // It misses that its source comes, and goes again.
            SourcePlan source = sources.get(what);
            source.silences.add(new Span(from - 3 * offlineAfterMax, from));
            source.silences.add(new Span(from + 2 * source.interval, Span.FOREVER));
        }
    }

    private void addOutage(long from) {
        int partition = random.nextInt(3) == 0 ? random.nextInt(partitions) : ALL;
        long length;
        if (random.nextInt(4) == 0) {
            length = random.nextLong(1, gapAfter);
        } else {
            // That a partition is there is known of a moment between two readings of the broker's clock: up to two
            // gaps.
            long least = partition == ALL ? gapAfter : 2 * gapAfter;
            length = anyLength(least + 1, 8 * offlineAfterMax);
        }
        add(new Outage(partition, new Span(from, from + length)));
    }

    /** Of outages that nobody can see, devices recover at once; unless they come on top of others. */
    private void add(Outage outage) {
        boolean lonely = outages.stream()
                .allMatch(other -> (isVisible(other) && isVisible(outage))
                        || !other.span.isNear(outage.span, 2 * offlineAfterMax));
        if (lonely) {
            outages.add(outage);
        }
    }

    /** Short ones as often as long ones. */
    private long anyLength(long least, long most) {
        return (long) (least * Math.pow((double) most / least, random.nextDouble()));
    }

    /** From {@code from} until before {@code to}, in milliseconds of the history. */
    record Span(long from, long to) {
        static final long FOREVER = Long.MAX_VALUE / 4;

        boolean contains(long time) {
            return time >= from && time < to;
        }

        long length() {
            return to - from;
        }

        /** Whether less than {@code distance} lies between the two. */
        boolean isNear(Span other, long distance) {
            return from < other.to + distance && other.from < to + distance;
        }
    }
}
