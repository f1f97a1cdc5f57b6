package dev.muster.aggregation.rollup;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Subtree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The child groups of one group, by key. */
final class Children {
    private final Function<SignalName, RunningTotals> totals;
    private final Deadlines deadlines;
    private final long unreachableAfterMillis;
    private final long patienceMillis;
    private final long patienceWithLostMillis;
    private final TreeMap<GroupKey, ChildState> states = new TreeMap<>();
    private final Set<GroupKey> unheard = new HashSet<>();
    private Set<String> unreachableNodes = Set.of();

    Children(Function<SignalName, RunningTotals> totals, Deadlines deadlines, AggregationSettings.RollUp settings) {
        this.totals = totals;
        this.deadlines = deadlines;
        this.unreachableAfterMillis = settings.unreachableAfter().toMillis();
        // Half an interval of grace: otherwise each resend that is a tick late would be answered by a call.
        this.patienceMillis = settings.resendInterval().toMillis() * 3 / 2;
        this.patienceWithLostMillis = settings.rootWakeInterval().toMillis();
    }

    void expect(SortedMap<GroupKey, Subtree> now, long nowMillis) {
        now.forEach((key, subtree) -> {
            ChildState state = states.get(key);
            if (state == null) {
                state = new ChildState(subtree, totals, unreachableAfterMillis, nowMillis);
                states.put(key, state);
            } else if (state.subtree().equals(subtree)) {
                return;
            } else {
                state.expect(subtree, nowMillis);
            }
            if (state.isHeard()) {
                unheard.remove(key);
            } else {
                unheard.add(key);
            }
            state.recount(nowMillis);
            deadlines.schedule(state);
        });
        states.entrySet().removeIf(entry -> {
            boolean gone = !now.containsKey(entry.getKey());
            if (gone) {
                unheard.remove(entry.getKey());
                entry.getValue().leaveForGood();
            }
            return gone;
        });
    }

    /** What is known of the child instead, when {@code partial} is older than that; otherwise {@code null}. */
    @Nullable
    Partial take(Partial partial, long nowMillis) {
        ChildState state = states.get(partial.group());
        if (state == null) {
            return null;
        }
        if (!state.take(partial, nowMillis)) {
            return state.partial();
        }
        unheard.remove(partial.group());
        state.see(unreachableNodes);
        state.recount(nowMillis);
        deadlines.schedule(state);
        return null;
    }

    /** Takes over which nodes are unreachable. Returns whether anything changed; at once when it is the set that it has. */
    @SuppressWarnings("ReferenceEquality")
    boolean see(Set<String> unreachable, long nowMillis) {
        if (unreachable == unreachableNodes) {
            return false;
        }
        unreachableNodes = unreachable;
        boolean changed = false;
        for (ChildState state : states.values()) {
            if (state.see(unreachable)) {
                state.recount(nowMillis);
                changed = true;
            }
        }
        return changed;
    }

    /** Whether all under which somebody is expected have said something. */
    boolean areHeard() {
        return unheard.isEmpty();
    }

    /** Who is to be woken now, with what is known of it. */
    List<GroupRollup.WakeCall> wakeCalls(long nowMillis) {
        List<GroupRollup.WakeCall> calls = new ArrayList<>();
        states.forEach((key, state) -> {
            if (state.shouldWake(nowMillis, state.isLost() ? patienceWithLostMillis : patienceMillis)) {
                calls.add(new GroupRollup.WakeCall(key, state.partial()));
            }
        });
        return calls;
    }

    /** Shares of up to {@code limit} children after {@code after}. */
    List<GroupRollup.Share> shares(SignalName signal, @Nullable GroupKey after, int limit) {
        List<GroupRollup.Share> shares = new ArrayList<>();
        for (Map.Entry<GroupKey, ChildState> entry : from(after)) {
            if (shares.size() >= limit) {
                break;
            }
            shares.add(new GroupRollup.Share(entry.getKey(), entry.getValue().counted(signal)));
        }
        return shares;
    }

    /** Up to {@code limit} children after {@code after} under which somebody is missing. */
    SortedMap<GroupKey, ChildSince> withMissing(SignalName signal, @Nullable GroupKey after, int limit) {
        SortedMap<GroupKey, ChildSince> found = new TreeMap<>();
        for (Map.Entry<GroupKey, ChildState> entry : from(after)) {
            if (found.size() >= limit) {
                break;
            }
            if (entry.getValue().counted(signal).missingCount() > 0) {
                found.put(entry.getKey(), entry.getValue().since(signal));
            }
        }
        return found;
    }

    private Collection<Map.Entry<GroupKey, ChildState>> from(@Nullable GroupKey after) {
        return after == null ? states.entrySet() : states.tailMap(after, false).entrySet();
    }
}
