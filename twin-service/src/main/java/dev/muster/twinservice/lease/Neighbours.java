package dev.muster.twinservice.lease;

import dev.muster.twinservice.lease.LeaseTables.SessionRow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sessions of others have ended. Asking ends one that has expired; hundreds of leases of one lost node cost one question. On the
 * loop's thread only.
 */
final class Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

    private final LeaseTables tables;
    private final LeaseLoop loop;
    private final long pauseNanos;
    private final Runnable onEnd;
    private final Set<SessionId> ended = new HashSet<>();
    private final Map<SessionId, Long> asked = new HashMap<>();

    /** @param onEnd to be told when one more has ended */
    Neighbours(LeaseTables tables, LeaseLoop loop, Duration pause, Runnable onEnd) {
        this.tables = tables;
        this.loop = loop;
        this.pauseNanos = pause.toNanos();
        this.onEnd = onEnd;
    }

    /** That is for ever. */
    boolean hasEnded(SessionId session) {
        return ended.contains(session);
    }

    /** Known without asking. */
    void haveEnded(Collection<SessionId> sessions) {
        ended.addAll(sessions);
        onEnd.run();
    }

    /** Unless that was done just now. */
    void ask(SessionId session) {
        Long last = asked.get(session);
        if (ended.contains(session) || last != null && loop.nanos() - last < pauseNanos) {
            return;
        }
        if (last == null) {
            LOG.info(
                    "Session {} has leases that this node needs: waiting until they are released, or it ends", session);
        }
        asked.put(session, loop.nanos());
        var unused = LeaseTables.attempt(() -> tables.endExpired(session))
                .whenCompleteAsync(
                        (answer, failure) -> {
                            if (answer != null && answer.found() == SessionRow.ENDED && ended.add(session)) {
                                asked.remove(session);
                                LOG.info("Session {} has ended: its leases are taken over as they are needed", session);
                                onEnd.run();
                            }
                        },
                        loop);
    }
}
