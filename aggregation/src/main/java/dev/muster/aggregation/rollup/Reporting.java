package dev.muster.aggregation.rollup;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a group reports to its parent, and under which incarnation and version.
 *
 * <p>An incarnation starts as the clock's milliseconds, so that it normally grows with each start. Clocks of two nodes
 * may disagree, and an aggregator that moved to the node behind would be taken for its own past: the parent then
 * answers with what it knows, and the incarnation jumps beyond. So it only ever grows, without being stored.
 */
final class Reporting {
    private final GroupKey group;
    private final String node;
    private final long resendMillis;
    private long incarnation;
    private long version;
    private @Nullable Partial last;
    private long sentMillis = Long.MIN_VALUE;
    private boolean due;

    Reporting(GroupKey group, String node, long resendMillis, long nowMillis) {
        this.group = group;
        this.node = node;
        this.resendMillis = resendMillis;
        this.incarnation = nowMillis;
    }

    /** Answers the parent, which knows this group's {@code knownVersion} of {@code knownIncarnation}. */
    void wake(long knownIncarnation, long knownVersion) {
        if (knownIncarnation > incarnation || (knownIncarnation == incarnation && knownVersion > version)) {
            incarnation = knownIncarnation + 1;
            version = 0;
            last = null;
        }
        due = true;
    }

    /** The parent is another one, or may not have heard: report in any case. */
    void reportAnew() {
        due = true;
    }

    /** What the group has to say now. */
    void say(long fingerprint, Map<SignalName, SignalPartial> signals) {
        if (last != null && last.fingerprint() == fingerprint && last.signals().equals(signals)) {
            return;
        }
        version++;
        last = new Partial(group, incarnation, version, fingerprint, signals, node);
        due = true;
    }

    /** Whether {@link #say} is needed although nothing changed. */
    boolean isSilent() {
        return last == null;
    }

    /** What to send to the parent now, if anything. */
    Optional<Partial> next(long nowMillis) {
        if (last == null || !(due || nowMillis - sentMillis >= resendMillis)) {
            return Optional.empty();
        }
        due = false;
        sentMillis = nowMillis;
        return Optional.of(last);
    }
}
