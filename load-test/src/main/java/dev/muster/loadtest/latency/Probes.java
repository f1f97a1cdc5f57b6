package dev.muster.loadtest.latency;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.latency.sight.Steps;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Steps of one probe after the other. Each step has a slot of its own, in which its moment is drawn by lot: at even distances all steps
 * would meet the clocks of Muster, which tick at even distances too, in the same few positions.
 */
final class Probes {
    static final int STEPS_PER_SECOND = 20;

    private static final Duration SLOT = Duration.ofSeconds(1).dividedBy(STEPS_PER_SECOND);

    /** Much longer than any total may take: what comes later still is lost. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(60);

    private final Fleet fleet;
    private final Sender sender;
    private final Clock clock;
    private final Random random;

    Probes(Fleet fleet, Sender sender, Clock clock, Random random) {
        this.fleet = fleet;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Steps for so long, the same time of each probe. Returns when all were seen, with the latencies by probe, or when something is wrong.
     */
    List<long[]> run(Steps steps, Duration time) {
        int perProbe = (int) Math.max(1, time.dividedBy(SLOT) / fleet.probes().size());
        List<long[]> latencies = new ArrayList<>();
        for (int probe = 0; probe < fleet.probes().size(); probe++) {
            int from = steps.sent();
            long start = System.nanoTime();
            for (int step = 0; step < perProbe; step++) {
                await(start + (long) ((step + random.nextDouble()) * SLOT.toNanos()));
                Sample sample = fleet.step(probe, clock.instant());
                steps.sending(System.nanoTime());
                sender.send(sample);
            }
            sender.flush();
            Poll.untilTrue(SEEN_WITHIN, () -> steps.allSeen() || steps.wrong().isPresent());
            if (!steps.allSeen()) {
                steps.wrong("Expected all %d steps at the root within %d s but %d are seen"
                        .formatted(steps.sent(), SEEN_WITHIN.toSeconds(), steps.seen()));
            }
            if (steps.wrong().isPresent()) {
                return latencies;
            }
            latencies.add(steps.latencies(from, steps.sent()));
        }
        return latencies;
    }

    private static void await(long nanos) {
        for (long left = nanos - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
