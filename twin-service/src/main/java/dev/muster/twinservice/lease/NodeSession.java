package dev.muster.twinservice.lease;

import dev.muster.twinservice.lease.LeaseTables.Changed;
import dev.muster.twinservice.lease.LeaseTables.SessionRow;

/**
 * What a node knows of its own session. Immutable.
 *
 * <pre>
 * phase   | meaning                                               | may write
 * NEW     | no row was written yet                                | no
 * LIVE    | the row lived when it was last heard of               | while it cannot have expired
 * LOST    | somebody ended it, and may have taken its leases over | never again
 * CLOSED  | the node ends it                                      | never again
 * </pre>
 *
 * <p>Only whoever ends a session takes its leases, and only an expired one can be ended. So a session that could not be renewed is
 * merely unsure: once Cassandra is back, it goes on, unless somebody was there before.
 *
 * @param next what to ask Cassandra for next
 * @param renewedAt before its last renewal was sent, in nanoseconds of the loop
 */
record NodeSession(LeaseSettings.Session settings, Phase phase, Ask next, long renewedAt) {
    enum Phase {
        NEW,
        LIVE,
        LOST,
        CLOSED
    }

    enum Ask {
        BEGIN,
        RENEW
    }

    static NodeSession create(LeaseSettings.Session settings, long now) {
        return new NodeSession(settings, Phase.NEW, Ask.BEGIN, now);
    }

    /** Whether it can be told from the clock alone that nobody has ended it. */
    boolean mayWrite(long now) {
        return phase == Phase.LIVE && now - renewedAt < settings.sureFor().toNanos();
    }

    boolean isOver() {
        return phase == Phase.LOST || phase == Phase.CLOSED;
    }

    NodeSession closed() {
        return new NodeSession(settings, Phase.CLOSED, next, renewedAt);
    }

    /** @param sentAt before it was asked */
    NodeSession answered(Ask asked, Changed<SessionRow> answer, long sentAt, long now) {
        if (isOver()) {
            return this;
        }
        // Who was away for longer than others remember that it was ended finds no row, too, and cannot tell.
        boolean forgotten =
                phase == Phase.LIVE && now - renewedAt > settings.lostAfter().toNanos();
        if (forgotten || answer.found() == SessionRow.ENDED) {
            return new NodeSession(settings, Phase.LOST, next, renewedAt);
        }
        if (answer.applied()) {
            long renewed = phase == Phase.LIVE && sentAt - renewedAt < 0 ? renewedAt : sentAt;
            return new NodeSession(settings, Phase.LIVE, Ask.RENEW, renewed);
        }
        return new NodeSession(settings, phase, asked == Ask.RENEW ? Ask.BEGIN : Ask.RENEW, renewedAt);
    }
}
