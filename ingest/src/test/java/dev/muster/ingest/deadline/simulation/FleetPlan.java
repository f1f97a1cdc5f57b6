package dev.muster.ingest.deadline.simulation;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.deadline.simulation.Story.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The sources of a story, and when they fall silent. */
final class FleetPlan {
    private static final long HOUR = 3_600_000;
    private static final long[] OFFLINE_AFTER = {12_000, 20_000, 30_000};

    private final SplittableRandom random;
    private final int partitions;
    private final long eventful;
    private final List<SourcePlan> sources = new ArrayList<>();

    FleetPlan(SplittableRandom random, int partitions, long eventful) {
        this.random = random;
        this.partitions = partitions;
        this.eventful = eventful;
        int count = 3 + random.nextInt(10);
        for (int i = 0; i < count; i++) {
            sources.add(source(i));
        }
        sources.forEach(this::silence);
        if (random.nextInt(6) == 0) {
            // The whole fleet at once.
            Span silence = anySilence();
            sources.forEach(source -> source.silences.add(silence));
        }
        if (random.nextInt(4) == 0) {
            // Those behind one gateway.
            Span silence = anySilence();
            sources.stream().filter(source -> random.nextBoolean()).forEach(source -> source.silences.add(silence));
        }
    }

    List<SourcePlan> sources() {
        return sources;
    }

    private SourcePlan source(int index) {
        SourceId id = new SourceId("s%d-%d".formatted(index, random.nextInt(1_000)));
        SourcePlan source =
                new SourcePlan(index, id, new AssetId("a" + index), Partitioning.partitionOf(id, partitions));
        source.clockSkew = switch (random.nextInt(4)) {
            case 0 -> random.nextLong(-12 * HOUR, 12 * HOUR);
            case 1 -> random.nextBoolean() ? 365 * 24 * HOUR : -365 * 24 * HOUR;
            default -> random.nextLong(-500, 500);
        };
        source.bornAt = random.nextInt(6) == 0 ? random.nextLong(eventful / 2) : 0;
        if (source.bornAt == 0 && random.nextBoolean()) {
            source.heardBefore = -random.nextLong(1, 40_000);
        }
        addTerms(source);
        if (random.nextInt(6) == 0) {
            addDays(source);
        }
        source.interval = random.nextLong(source.offlineAfterMin / 10, source.offlineAfterMin / 4);
        return source;
    }

    private void addTerms(SourcePlan source) {
        long first = anyOfflineAfter();
        source.changes.add(new SourcePlan.Change(source.bornAt, first));
        source.offlineAfterMin = first;
        source.offlineAfterMax = first;
        int changes = Math.max(0, random.nextInt(6) - 3);
        long at = source.bornAt;
        for (int i = 0; i < changes; i++) {
            at += random.nextLong(1, eventful / 4);
            boolean retired = random.nextInt(3) == 0;
            long offlineAfter = retired ? 0 : anyOfflineAfter();
            source.changes.add(new SourcePlan.Change(at, offlineAfter));
            if (!retired) {
                source.offlineAfterMin = Math.min(source.offlineAfterMin, offlineAfter);
                source.offlineAfterMax = Math.max(source.offlineAfterMax, offlineAfter);
            }
        }
    }

    /** The last day does not end. */
    private void addDays(SourcePlan source) {
        long dawn = random.nextLong(-60_000, 30_000);
        while (true) {
            long dusk = dawn + random.nextLong(2 * source.offlineAfterMax, 6 * source.offlineAfterMax);
            long nextDawn = dusk + random.nextLong(1_000, 5 * source.offlineAfterMax);
            if (nextDawn > eventful) {
                source.days.add(new Span(dawn, Span.FOREVER));
                return;
            }
            source.days.add(new Span(dawn, dusk));
            dawn = nextDawn;
        }
    }

    private void silence(SourcePlan source) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> source.silences.add(anySilence());
            case 3 -> source.silences.add(new Span(-Span.FOREVER, anySilence().to()));
            default -> {}
        }
    }

    /** Half of them for good. */
    private Span anySilence() {
        long from = random.nextLong(eventful);
        return new Span(from, random.nextBoolean() ? Span.FOREVER : from + random.nextLong(1_000, eventful));
    }

    private long anyOfflineAfter() {
        return OFFLINE_AFTER[random.nextInt(OFFLINE_AFTER.length)];
    }
}
