package dev.muster.twinservice.lease;

import dev.muster.twinservice.lease.LeaseTables.Changed;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node's wish to have one lease, or not to have it, and what it knows of the row. Immutable; one statement is under way at a time.
 *
 * <p>It holds the lease only by a swap of its own that was applied: any older swap of it that is still on its way names an older version
 * and comes to nothing. What a read, or a swap that was refused, shows is never enough: an older one could still undo it.
 *
 * @param known the row as it was last seen; {@code null}: not seen since the last statement whose outcome is open
 * @param openSwap the latest version that a swap with an open outcome was made for; -1: there is none
 */
record Claim(
        boolean wanted,
        boolean held,
        boolean busy,
        @Nullable LeaseRow known,
        long openSwap) {
    private static final long NONE = -1;

    static final Claim NEW = new Claim(false, false, false, null, NONE);

    /** What to do next. */
    sealed interface Step {
        /** Nothing: it is as it is wanted, or a statement is under way. */
        record Rest() implements Step {}

        record Read() implements Step {}

        record Swap(LeaseRow next) implements Step {}

        /** Nothing can be done before this session has ended. */
        record Await(SessionId owner) implements Step {}
    }

    Claim want(boolean now) {
        return new Claim(now, held, busy, known, openSwap);
    }

    Step next(SessionId self, Predicate<SessionId> ended) {
        if (busy || held == wanted && isSettled()) {
            return new Step.Rest();
        }
        if (known == null) {
            return new Step.Read();
        }
        if (!wanted) {
            boolean mine = held || self.equals(known.owner()) || known.version() <= openSwap;
            return mine ? new Step.Swap(known.ownedBy(null)) : new Step.Rest();
        }
        SessionId owner = known.owner();
        if (owner == null || owner.equals(self) || ended.test(owner)) {
            return new Step.Swap(known.ownedBy(self));
        }
        return new Step.Await(owner);
    }

    /** Nothing of its own is under way that could still change the row. */
    private boolean isSettled() {
        return held || openSwap == NONE;
    }

    Claim reading() {
        return new Claim(wanted, held, true, known, openSwap);
    }

    Claim read(LeaseRow row) {
        return new Claim(wanted, held, false, row, openSwap);
    }

    /** A swap goes out: from now on it cannot be told whether the lease is held. */
    Claim swapping() {
        return new Claim(wanted, false, true, known, openSwap);
    }

    Claim swapped(SessionId self, Changed<LeaseRow> answer) {
        LeaseRow row = answer.found();
        boolean mine = self.equals(row.owner());
        if (answer.applied()) {
            return new Claim(wanted, mine, false, row, NONE);
        }
        // Its own, and yet refused: the driver has sent it twice.
        long open = mine ? Math.max(openSwap, row.version() - 1) : row.version() > openSwap ? NONE : openSwap;
        return new Claim(wanted, false, false, row, open);
    }

    /** No answer: what was asked for may have happened, or happen yet. */
    Claim unanswered(Step asked) {
        long open =
                asked instanceof Step.Swap swap ? Math.max(openSwap, swap.next().version() - 1) : openSwap;
        return new Claim(wanted, held, false, null, open);
    }

    /** Time has passed: what is known may be of the past. */
    Claim stale() {
        return new Claim(wanted, held, busy, held ? known : null, openSwap);
    }
}
