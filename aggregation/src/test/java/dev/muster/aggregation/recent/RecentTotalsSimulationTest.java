package dev.muster.aggregation.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lives of an aggregator with pauses, leaps of the clock and signals that come and go, against a list that keeps all. */
class RecentTotalsSimulationTest {
    private static final List<SignalName> SIGNALS = List.of(new SignalName("power"), new SignalName("energy"));
    private static final int SEEDS = 2_000;
    private static final int LOOKS = 200;

    /** One slot by one, in the plainest way. */
    private static final class NaiveTotals {
        private final long intervalMillis;
        private final int slotsMax;
        private final Map<SignalName, TreeMap<Long, Optional<Totals>>> slots = new TreeMap<>();
        private final Map<SignalName, Long> expectedLast = new TreeMap<>();
        private long newest = Long.MIN_VALUE;

        NaiveTotals(long intervalMillis, int slotsMax) {
            this.intervalMillis = intervalMillis;
            this.slotsMax = slotsMax;
        }

        void record(Instant now, Set<SignalName> expected, Map<SignalName, Optional<Totals>> totals) {
            long slot = Math.floorDiv(now.toEpochMilli(), intervalMillis);
            if (slot <= newest && slot > newest - slotsMax) {
                return;
            }
            if (slot <= newest) {
                slots.clear();
                expectedLast.clear();
            }
            newest = slot;
            expected.forEach(signal -> expectedLast.put(signal, slot));
            long dayOfSlots = Math.max(slotsMax, Duration.ofDays(1).toMillis() / intervalMillis);
            expectedLast.values().removeIf(last -> slot - last > dayOfSlots);
            slots.keySet().retainAll(expectedLast.keySet());
            for (SignalName signal : expectedLast.keySet()) {
                Optional<Totals> nobody = Optional.of(new Totals(0, 0, 0, 0, Map.of(), 0, 0, 0));
                slots.computeIfAbsent(signal, name -> new TreeMap<>())
                        .put(slot, expected.contains(signal) ? totals.get(signal) : nobody);
            }
        }

        List<RecentPoint> points(SignalName signal, Instant now) {
            long from = Math.max(
                    Math.floorDiv(now.toEpochMilli(), intervalMillis) - slotsMax + 1, newestOf(signal) - slotsMax + 1);
            List<RecentPoint> points = new ArrayList<>();
            slots.getOrDefault(signal, new TreeMap<>()).forEach((slot, point) -> {
                if (slot >= from && point.isPresent()) {
                    Totals totals = point.get();
                    points.add(new RecentPoint(
                            Instant.ofEpochMilli(slot * intervalMillis),
                            totals.micros(),
                            totals.expected(),
                            totals.reporting(),
                            totals.lowMicros(),
                            totals.highMicros(),
                            totals.unbounded() > 0));
                }
            });
            return points;
        }

        /** The newest slot of which a ring has a point. */
        private long newestOf(SignalName signal) {
            return slots.getOrDefault(signal, new TreeMap<>()).entrySet().stream()
                    .filter(entry -> entry.getValue().isPresent())
                    .mapToLong(Map.Entry::getKey)
                    .max()
                    .orElse(0);
        }
    }

    @Test
    void shouldHaveThePointsOfAPlainListInEveryLife() {
        for (int seed = 0; seed < SEEDS; seed++) {
            live(seed);
        }
    }

    private static void live(int seed) {
        Random random = new Random(seed);
        long intervalMillis = random.nextBoolean() ? 1_000 : 600_000;
        int slotsMax = 1 + random.nextInt(60);
        RecentTotals recent =
                new RecentTotals(new AggregationSettings.Recent(Duration.ofMillis(intervalMillis), slotsMax));
        NaiveTotals naive = new NaiveTotals(intervalMillis, slotsMax);
        Instant now = Instant.parse("2026-03-01T12:00:00Z").plusMillis(random.nextInt(1_000_000));
        Set<SignalName> expected = new HashSet<>(SIGNALS);
        for (int look = 0; look < LOOKS; look++) {
            now = now.plusMillis(step(random, intervalMillis, slotsMax));
            SignalName comesOrGoes = SIGNALS.get(random.nextInt(SIGNALS.size()));
            if (random.nextInt(20) == 0 && !expected.remove(comesOrGoes)) {
                expected.add(comesOrGoes);
            }
            Map<SignalName, Optional<Totals>> totals = new TreeMap<>();
            SIGNALS.forEach(signal -> totals.put(signal, totals(random)));
            recent.record(now, Set.copyOf(expected), totals::get);
            naive.record(now, Set.copyOf(expected), totals);
            for (SignalName signal : SIGNALS) {
                assertThat(recent.points(signal, now))
                        .as("seed %d, look %d", seed, look)
                        .isEqualTo(naive.points(signal, now));
            }
            assertThat(recent.capacity()).isLessThanOrEqualTo(SIGNALS.size() * slotsMax);
        }
    }

    private static long step(Random random, long intervalMillis, int slotsMax) {
        return switch (random.nextInt(20)) {
            case 0 -> random.nextLong(2 * slotsMax * intervalMillis);
            case 1 -> -random.nextLong(3 * intervalMillis);
            case 2 -> random.nextInt(10) == 0 ? -random.nextLong(2 * slotsMax * intervalMillis) : 0;
            case 3 ->
                random.nextInt(10) == 0 ? random.nextLong(Duration.ofDays(2).toMillis()) : 1;
            default -> random.nextLong(2 * intervalMillis);
        };
    }

    private static Optional<Totals> totals(Random random) {
        if (random.nextInt(10) == 0) {
            return Optional.empty();
        }
        int reporting = random.nextInt(5);
        int missing = 1 + random.nextInt(5);
        return Optional.of(new Totals(
                random.nextLong(),
                reporting + missing,
                reporting,
                0,
                Map.of(MissingReason.OFFLINE, missing),
                random.nextLong(),
                random.nextLong(),
                random.nextInt(2)));
    }
}
