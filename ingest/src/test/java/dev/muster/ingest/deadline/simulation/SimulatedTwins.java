package dev.muster.ingest.deadline.simulation;

import dev.muster.ingest.deadline.Seed;
import java.util.Optional;

/**
 * Twins that decide as the real ones do, as far as silence is concerned. Their connectivity survives everything; what they last saw
 * they know from the store when they have just woken.
 */
final class SimulatedTwins {
    private static final long NEVER = Long.MIN_VALUE;

    private final History history;
    private final Twin[] twins;

    enum Connectivity {
        EXPECTED,
        ONLINE,
        OFFLINE
    }

    static final class Twin {
        private Connectivity connectivity = Connectivity.EXPECTED;
        private long since = NEVER;
        private boolean awake;
        private long lastSeen = NEVER;
        private long stored = NEVER;
        private int wentOffline;

        Connectivity connectivity() {
            return connectivity;
        }

        int wentOffline() {
            return wentOffline;
        }

        private void wake() {
            if (!awake) {
                awake = true;
                lastSeen = stored;
            }
        }

        /** What brought it online it never forgets. */
        private long known() {
            return connectivity == Connectivity.ONLINE ? Math.max(lastSeen, since) : lastSeen;
        }
    }

    SimulatedTwins(History history) {
        this.history = history;
        twins = new Twin[history.story.sources.size()];
        for (int index = 0; index < twins.length; index++) {
            twins[index] = new Twin();
        }
    }

    Twin of(SourcePlan source) {
        return twins[source.index];
    }

    /** Takes nothing and answers nothing. */
    boolean isAway(SourcePlan source) {
        return history.isTroubled(Story.Kind.TWIN_AWAY, source.index);
    }

    /** Forgets what is not stored; the next message wakes it. */
    void sleep(SourcePlan source) {
        of(source).awake = false;
    }

    void observe(SourcePlan source, long receivedAt) {
        Twin twin = of(source);
        twin.wake();
        twin.lastSeen = Math.max(twin.lastSeen, receivedAt);
        if (twin.connectivity == Connectivity.EXPECTED
                || (twin.connectivity == Connectivity.OFFLINE && receivedAt > twin.since)) {
            twin.connectivity = Connectivity.ONLINE;
            twin.since = receivedAt;
            history.say(() -> "%s is online since %d".formatted(source.asset, receivedAt));
        }
    }

    /** Says what it knows better. */
    Optional<Long> decide(GroundTruth.Told told) {
        Twin twin = of(told.source());
        twin.wake();
        if (twin.connectivity == Connectivity.ONLINE && twin.known() <= told.lastSeen()) {
            twin.connectivity = Connectivity.OFFLINE;
            twin.since = told.lastSeen();
            twin.wentOffline++;
            history.say(() -> "%s is offline since %d".formatted(told.source().asset, told.lastSeen()));
            history.truth.checkOffline(told);
        }
        return twin.known() > told.lastSeen() ? Optional.of(twin.known()) : Optional.empty();
    }

    void store(SourcePlan source, long receivedAt) {
        Twin twin = of(source);
        twin.stored = Math.max(twin.stored, receivedAt);
    }

    Optional<Seed> seed(SourcePlan source) {
        Twin twin = of(source);
        boolean offline = twin.connectivity == Connectivity.OFFLINE && twin.since >= twin.stored;
        return twin.stored == NEVER
                ? Optional.empty()
                : Optional.of(new Seed(history.broker.clock(twin.stored), offline));
    }
}
