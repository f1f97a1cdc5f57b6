package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Subtree;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One child group as its parent sees it. Its members count as its partial says while that speaks of exactly the members
 * that the parent's roster has under it; otherwise all of them are {@code recovering}, and {@code unreachable} once the
 * child was not heard of for too long, or at once when the node that it spoke from last is unreachable. Due when it has
 * been silent for too long.
 */
final class ChildState extends Deadlines.Item {
    private static final SignalPartial NOBODY = SignalPartial.NOBODY;

    private final Function<SignalName, RunningTotals> totals;
    private final long unreachableAfterMillis;
    private final Map<SignalName, SignalPartial> counted = new HashMap<>();
    private final Map<SignalName, Instant> recoveringSince = new HashMap<>();
    private Subtree subtree;
    private @Nullable Partial partial;
    private long heardMillis;
    private long wokenMillis;
    private boolean unreachable;
    private boolean lost;
    private boolean gone;

    ChildState(
            Subtree subtree, Function<SignalName, RunningTotals> totals, long unreachableAfterMillis, long nowMillis) {
        this.subtree = subtree;
        this.totals = totals;
        this.unreachableAfterMillis = unreachableAfterMillis;
        this.heardMillis = nowMillis;
        this.wokenMillis = Long.MIN_VALUE;
    }

    Subtree subtree() {
        return subtree;
    }

    void expect(Subtree now, long nowMillis) {
        if (subtree.signals().isEmpty()) {
            // Nobody was under it, so nobody expected a word of it.
            heardMillis = nowMillis;
        }
        subtree = now;
    }

    @Nullable
    Partial partial() {
        return partial;
    }

    /** Returns whether it is as new as what is known, or newer. */
    boolean take(Partial said, long nowMillis) {
        if (partial != null && partial.isNewerThan(said)) {
            return false;
        }
        partial = said;
        heardMillis = nowMillis;
        return true;
    }

    /** Looks for the node that it spoke from last. Returns whether that was lost, or found: then {@link #recount}. */
    boolean see(Set<String> unreachableNodes) {
        String node = partial == null ? null : partial.node();
        boolean before = lost;
        lost = node != null && unreachableNodes.contains(node);
        return lost != before;
    }

    /** Whether the node that it spoke from last is unreachable. */
    boolean isLost() {
        return lost;
    }

    /** Whether it has said something, or has nothing to say. */
    boolean isHeard() {
        return partial != null || subtree.signals().isEmpty();
    }

    /** Whether to wake it: at first, and again whenever it was silent for {@code patienceMillis}. */
    boolean shouldWake(long nowMillis, long patienceMillis) {
        if (subtree.signals().isEmpty()) {
            return false;
        }
        boolean never = wokenMillis == Long.MIN_VALUE && partial == null;
        if (never || nowMillis - Math.max(heardMillis, wokenMillis) >= patienceMillis) {
            wokenMillis = nowMillis;
            return true;
        }
        return false;
    }

    /** Brings the totals up to date. */
    void recount(long nowMillis) {
        unreachable = nowMillis - heardMillis > unreachableAfterMillis;
        leave();
        recoveringSince.keySet().retainAll(subtree.signals().keySet());
        subtree.signals().forEach((signal, expectation) -> {
            SignalPartial part = share(signal, expectation, nowMillis);
            totals.apply(signal).add(part);
            counted.put(signal, part);
        });
    }

    /** It is no child any more. */
    void leaveForGood() {
        gone = true;
        leave();
    }

    /** What of this child stands in the totals. */
    SignalPartial counted(SignalName signal) {
        return counted.getOrDefault(signal, NOBODY);
    }

    /** Since when the members under it miss {@code signal} if it does not speak for itself. */
    ChildSince since(SignalName signal) {
        return new ChildSince(Instant.ofEpochMilli(heardMillis), recoveringSince.get(signal));
    }

    @Override
    long dueMillis() {
        return unreachable || gone ? Deadlines.NEVER : heardMillis + unreachableAfterMillis + 1;
    }

    private void leave() {
        counted.forEach((signal, part) -> totals.apply(signal).remove(part));
        counted.clear();
    }

    private SignalPartial share(SignalName signal, Expectation expectation, long nowMillis) {
        if (unreachable || lost) {
            return SignalPartial.allMissing(MissingReason.UNREACHABLE, expectation);
        }
        if (partial != null && partial.fingerprint() == subtree.fingerprint()) {
            SignalPartial said = partial.signals().getOrDefault(signal, NOBODY);
            // The same members, yet their types may have other signals in the child's view for a moment.
            if (said.expected() == expectation.expected()) {
                recoveringSince.remove(signal);
                return said;
            }
        }
        recoveringSince.putIfAbsent(signal, Instant.ofEpochMilli(nowMillis));
        return SignalPartial.allMissing(MissingReason.RECOVERING, expectation);
    }
}
