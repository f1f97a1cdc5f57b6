package dev.muster.loadtest.fault;

import dev.muster.loadtest.fault.check.Recovery;
import java.time.Duration;

/**
 * What one fault, or one part of it, did to the root's total.
 *
 * @param what was done, and to whom
 * @param kind what it is measured against
 */
public record Figure(String what, Kind kind, Recovery recovery) {
    /** What is asked of a fault of this kind. */
    public enum Kind {
        /** Somebody wanted it: a stop, a start. */
        PLANNED(Duration.ofSeconds(3)),
        /** Nobody did. */
        CRASH(Duration.ofSeconds(15)),
        /** What Muster stands on was away: it is told how long that took, and no more. */
        OUTAGE(Duration.ZERO);

        private final Duration target;

        Kind(Duration target) {
            this.target = target;
        }
    }

    /** How long it took, by what the target is about: planned changes show for how long, crashes from their moment on. */
    public Duration took() {
        return kind == Kind.PLANNED ? recovery.lasted() : recovery.after();
    }

    public boolean isWithinTarget() {
        return recovery.complete() && (kind.target.isZero() || took().compareTo(kind.target) < 0);
    }

    @Override
    public String toString() {
        String target = kind.target.isZero()
                ? ""
                : ", target < %d s %s".formatted(kind.target.toSeconds(), isWithinTarget() ? "met" : "MISSED");
        return "%-28s %s%s".formatted(what, recovery, target);
    }
}
