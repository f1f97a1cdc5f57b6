package dev.muster.loadtest.fault;

import dev.muster.loadtest.fault.check.Breach;
import java.util.List;

/**
 * What a check found.
 *
 * @param samples that Kafka acknowledged, and that were looked for
 * @param uncertain of which Kafka never said whether it has them
 * @param commands that were given
 * @param repeated of those, how many had to be sent more than once
 * @param looks at the root's total
 * @param failedLooks of those, how many were not answered
 */
record Verdict(
        int samples, int uncertain, int commands, int repeated, int looks, int failedLooks, List<Breach> breaches) {
    Verdict {
        breaches = List.copyOf(breaches);
    }

    @Override
    public String toString() {
        return ("checked: %,d samples (%d uncertain), %d commands (%d sent again), %,d looks at totals (%d not answered):"
                        + " %d breaches")
                .formatted(samples, uncertain, commands, repeated, looks, failedLooks, breaches.size());
    }
}
