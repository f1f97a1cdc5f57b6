package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members that stand directly in one group. An update costs the same in a group of ten and of a hundred thousand.
 */
final class DirectMembers {
    private record Reread(AssetId asset, long atMillis) {}

    private final Function<SignalName, RunningTotals> totals;
    private final Deadlines deadlines;
    private final IngestProgress ingest;
    private final long rereadAfterMillis;
    private final Map<AssetId, MemberState> states = new HashMap<>();
    /** These two are made anew when they are empty: a table that once held all members would be kept for ever. */
    private Set<AssetId> unread = new LinkedHashSet<>();

    private Set<AssetId> reading = new HashSet<>();
    private final Deque<Reread> rereads = new ArrayDeque<>();
    private SortedMap<AssetId, Member> members = Collections.emptySortedMap();

    DirectMembers(
            Function<SignalName, RunningTotals> totals,
            Deadlines deadlines,
            IngestProgress ingest,
            long rereadAfterMillis) {
        this.totals = totals;
        this.deadlines = deadlines;
        this.ingest = ingest;
        this.rereadAfterMillis = rereadAfterMillis;
    }

    /** Takes over who is expected: newcomers are to be read, who left is forgotten. */
    void expect(SortedMap<AssetId, Member> now, long nowMillis) {
        members = now;
        for (Member member : now.values()) {
            MemberState state = states.get(member.asset());
            if (state == null) {
                state = new MemberState(member, ingest, nowMillis);
                states.put(member.asset(), state);
            } else if (state.member().equals(member)) {
                continue;
            }
            if (state.expect(member, totals, nowMillis)) {
                reading.remove(member.asset());
                unread.add(member.asset());
            }
            recount(state, nowMillis);
        }
        if (states.size() > now.size()) {
            states.values().removeIf(state -> forgetUnlessIn(now, state));
        }
    }

    void update(List<MemberUpdate> updates, long nowMillis) {
        for (MemberUpdate update : updates) {
            MemberState state = states.get(update.asset());
            if (state != null) {
                state.merge(update.registers());
                recount(state, nowMillis);
            }
        }
    }

    /** Whether the stored registers of all members have been read once. */
    boolean areRead() {
        return unread.isEmpty() && reading.isEmpty();
    }

    /** Up to {@code max} members whose stored registers are to be read next. */
    List<AssetId> takeUnread(int max, long nowMillis) {
        List<AssetId> taken = new ArrayList<>();
        Iterator<AssetId> assets = unread.iterator();
        while (assets.hasNext() && taken.size() < max) {
            AssetId asset = assets.next();
            assets.remove();
            reading.add(asset);
            taken.add(asset);
        }
        if (unread.isEmpty() && !taken.isEmpty()) {
            unread = new LinkedHashSet<>();
        }
        Reread next = rereads.peek();
        while (next != null && next.atMillis <= nowMillis && taken.size() < max) {
            rereads.remove();
            if (states.containsKey(next.asset)) {
                taken.add(next.asset);
            }
            next = rereads.peek();
        }
        return taken;
    }

    void readFailed(Collection<AssetId> asked) {
        for (AssetId asset : asked) {
            if (states.containsKey(asset)) {
                reading.remove(asset);
                unread.add(asset);
            }
        }
    }

    void readDone(Collection<AssetId> asked, Map<AssetId, MemberRegisters> found, long nowMillis) {
        for (AssetId asset : asked) {
            MemberState state = states.get(asset);
            if (state == null) {
                continue;
            }
            MemberRegisters stored = found.get(asset);
            if (stored != null) {
                state.merge(stored);
            }
            // Not so when it left and came back meanwhile: then this answer may be older than what it reported
            // elsewhere.
            if (reading.remove(asset)) {
                state.markLatestRead();
                rereads.add(new Reread(asset, nowMillis + rereadAfterMillis));
            }
            recount(state, nowMillis);
        }
        if (reading.isEmpty()) {
            reading = new HashSet<>();
        }
    }

    /** The first {@code limit} missing members after {@code after}, by asset id. */
    List<Absentee> missing(SignalName signal, @Nullable AssetId after, int limit) {
        List<Absentee> missing = new ArrayList<>();
        Collection<Member> candidates =
                after == null ? members.values() : members.tailMap(after).values();
        for (Member member : candidates) {
            if (missing.size() >= limit) {
                break;
            }
            MemberState state = states.get(member.asset());
            SignalState of = state == null ? null : state.signal(signal);
            MissingReason reason = of == null ? null : of.countedReason();
            if (of != null && reason != null && !member.asset().equals(after)) {
                missing.add(new Absentee(member.asset(), reason, of.countedSince()));
            }
        }
        return missing;
    }

    private void recount(MemberState state, long nowMillis) {
        for (SignalState signal : state.signals()) {
            signal.recount(nowMillis);
            deadlines.schedule(signal);
        }
    }

    private boolean forgetUnlessIn(SortedMap<AssetId, Member> now, MemberState state) {
        if (now.containsKey(state.asset())) {
            return false;
        }
        state.signals().forEach(SignalState::leave);
        unread.remove(state.asset());
        reading.remove(state.asset());
        return true;
    }
}
