package dev.muster.aggregation.rollup;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.Nodes;
import dev.muster.aggregation.Watermarks;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one group over its direct members and its child groups: who is expected comes from the roster, who
 * reports from registers and partials. State-based: every input may be lost, repeated or late, and once the latest ones
 * have arrived the totals are what they would be if nothing had gone wrong.
 *
 * <p>Inputs and outputs are values; whoever owns it delivers them. Not thread-safe. Answers hold for the last
 * {@link #advance}. Constant time per update; {@link #expect} costs one pass over the group.
 */
public final class GroupRollup {
    /** A child to wake, and what is known of it ({@code null}: nothing). */
    public record WakeCall(GroupKey child, @Nullable Partial known) {}

    /** What of a child stands in its parent's totals. */
    public record Share(GroupKey child, SignalPartial part) {}

    private final GroupKey group;
    private final Nodes nodes;
    private final Map<SignalName, RunningTotals> totals = new HashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private final DirectMembers members;
    private final Children children;
    private final Reporting reporting;
    private final long settleByMillis;
    private @Nullable Roster roster;
    private boolean dirty;
    private boolean settled;

    public GroupRollup(
            GroupKey group,
            AggregationSettings.RollUp settings,
            Duration rereadAfter,
            Watermarks watermarks,
            Nodes nodes,
            Instant startedAt) {
        this.group = group;
        this.nodes = nodes;
        IngestProgress ingest = new IngestProgress(watermarks, settings, startedAt);
        this.members = new DirectMembers(this::totalsOf, deadlines, ingest, rereadAfter.toMillis());
        this.children = new Children(this::totalsOf, deadlines, settings);
        this.reporting =
                new Reporting(group, nodes.self(), settings.resendInterval().toMillis(), startedAt.toEpochMilli());
        this.settleByMillis = startedAt.plus(settings.settleMax()).toEpochMilli();
    }

    /**
     * Takes over who is expected. A roster is the same instance until it changes. Returns at once when it is the roster
     * that it has.
     */
    @SuppressWarnings("ReferenceEquality")
    public void expect(Roster now, Instant at) {
        Roster before = roster;
        if (now == before) {
            return;
        }
        roster = now;
        members.expect(now.members(), at.toEpochMilli());
        children.expect(now.children(), at.toEpochMilli());
        dirty = true;
        if (before != null && now.parent() != null && !now.parent().equals(before.parent())) {
            reporting.reportAnew();
        }
    }

    /** Empty until the first {@link #expect}. */
    public Optional<Roster> roster() {
        return Optional.ofNullable(roster);
    }

    /**
     * Merges what members say. Who is no member is ignored: if it comes to be one, what it said until then is read from
     * the store.
     */
    public void update(List<MemberUpdate> updates, Instant at) {
        dirty = true;
        members.update(updates, at.toEpochMilli());
    }

    /**
     * Up to {@code max} members whose stored registers are to be read now. Each is handed out when it is new, again
     * after a failure, and once more {@code reread-after} later: the store may have been behind with what this member's
     * former group, or this aggregator's former self, had taken already.
     */
    public List<AssetId> takeUnread(int max, Instant at) {
        return members.takeUnread(max, at.toEpochMilli());
    }

    /** Answer to {@link #takeUnread}: who of {@code asked} is not in {@code found} never reported. */
    public void readDone(Collection<AssetId> asked, Map<AssetId, MemberRegisters> found, Instant at) {
        dirty = true;
        members.readDone(asked, found, at.toEpochMilli());
    }

    /** Answer to {@link #takeUnread}: they will be handed out again. */
    public void readFailed(Collection<AssetId> asked) {
        members.readFailed(asked);
    }

    /**
     * Takes a child's partial. Returns a call to that child when it speaks in an incarnation or version older than
     * known: it is either late, which the call does not harm, or was started on a node whose clock is behind.
     */
    public Optional<WakeCall> take(Partial partial, Instant at) {
        dirty = true;
        Partial known = children.take(partial, at.toEpochMilli());
        return known == null ? Optional.empty() : Optional.of(new WakeCall(partial.group(), known));
    }

    /** The parent asks for a report, and says which one it has. */
    public void wake(long knownIncarnation, long knownVersion) {
        reporting.wake(knownIncarnation, knownVersion);
    }

    /**
     * Lets time pass: values go stale, silent children unreachable, work ends, and Muster reads on. Children whose node
     * is lost are unreachable at once, and those whose node is back are not.
     */
    public void advance(Instant at) {
        long nowMillis = at.toEpochMilli();
        dirty |= children.see(nodes.unreachable(), nowMillis);
        deadlines.expire(nowMillis, item -> {
            if (item instanceof SignalState signal) {
                dirty |= signal.recount(nowMillis);
            } else if (item instanceof ChildState child) {
                child.recount(nowMillis);
                dirty = true;
            }
        });
    }

    /**
     * Whether these totals say as much as this group can know: what its members said before has been read, and all of its
     * children were heard. Until then others may know better, the parent above all, which has what the group said where it was
     * before; so there is nothing to tell anybody. Stays true once it was, and comes true {@code settle-max} after the start at
     * the latest: then not knowing is the answer.
     */
    public boolean isSettled(Instant at) {
        settled = settled
                || at.toEpochMilli() >= settleByMillis
                || (roster != null && members.areRead() && children.areHeard());
        return settled;
    }

    /** What to send to the parent now: something changed, it was asked for, or a resend is due. Nothing before it is settled. */
    public Optional<Partial> report(Instant at) {
        Roster expected = roster;
        if (expected == null || !isSettled(at)) {
            return Optional.empty();
        }
        if (dirty || reporting.isSilent()) {
            dirty = false;
            Map<SignalName, SignalPartial> signals = new HashMap<>();
            expected.whole().signals().keySet().forEach(signal -> signals.put(signal, whole(signal)));
            reporting.say(expected.whole().fingerprint(), signals);
        }
        return reporting.next(at.toEpochMilli());
    }

    /**
     * Children to wake now: those never heard of, those silent for one and a half resend intervals, and, each {@code
     * root-wake-interval}, those whose node is lost: they start elsewhere as soon as their shard may.
     */
    public List<WakeCall> wakeCalls(Instant at) {
        return children.wakeCalls(at.toEpochMilli());
    }

    /**
     * The totals of the whole group. {@link IllegalStateException} if they do not account for exactly the members that
     * the roster expects: that would be a bug, and no figure is better than a wrong one.
     */
    public SignalPartial whole(SignalName signal) {
        SignalPartial whole = totalsOf(signal).snapshot();
        Expectation expectation =
                roster == null ? null : roster.whole().signals().get(signal);
        int expected = expectation == null ? 0 : expectation.expected();
        if (whole.expected() != expected) {
            throw new IllegalStateException("Expected totals of %s in %s over %d members but got them over %d"
                    .formatted(signal, group, expected, whole.expected()));
        }
        return whole;
    }

    /** The shares of up to {@code limit} children after {@code after} ({@code null}: from the first), by key. */
    public List<Share> shares(SignalName signal, @Nullable GroupKey after, int limit) {
        return children.shares(signal, after, limit);
    }

    /** Up to {@code limit} children after {@code after} with somebody missing below. */
    public SortedMap<GroupKey, ChildSince> childrenWithMissing(SignalName signal, @Nullable GroupKey after, int limit) {
        return children.withMissing(signal, after, limit);
    }

    /** Up to {@code limit} missing direct members after {@code after}, by asset id. */
    public List<Absentee> missing(SignalName signal, @Nullable AssetId after, int limit) {
        return members.missing(signal, after, limit);
    }

    private RunningTotals totalsOf(SignalName signal) {
        return totals.computeIfAbsent(signal, name -> new RunningTotals());
    }
}
