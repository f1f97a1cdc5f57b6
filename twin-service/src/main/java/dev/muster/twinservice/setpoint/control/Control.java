package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.twinservice.setpoint.control.Seen.Terms;
import dev.muster.twinservice.setpoint.control.Seen.Told;
import dev.muster.twinservice.setpoint.split.Member;
import dev.muster.twinservice.setpoint.split.Ramp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds one set-point: looks at the members once per round, and says whom to tell what.
 *
 * <p>The loop is closed per member: what one gives besides what it was told (its {@code bias}) is taken off the target that the
 * others share, and so is what members give that cannot be controlled. Reports are older than commands; until they show the
 * effect of the last command a member is taken to be on its way at its ramp. Changed in place.
 */
public final class Control {
    /** A renewal comes this often within {@code failSafeAfter}, so that one or two may be lost. */
    private static final int RENEWALS = 3;

    /** Then it is seen whether the member's twin still refuses. */
    private static final int INTERVALS_AFTER_REFUSAL = 3;

    /** Of all members' sizes: the sum of a large fleet is not held more closely than its devices can. */
    private static final int SIZE_PER_TOLERANCE = 2_000;

    private final Tuning tuning;
    private final Duration pace;
    private final Map<AssetId, Track> tracks = new HashMap<>();
    /** Of whoever was told something: how to release it. */
    private final Map<AssetId, Terms> told = new HashMap<>();

    private long target;
    private boolean anew = true;
    private @Nullable Instant shortSince;
    private Status status = Status.UNKNOWN;

    /** One that has a share. */
    private record Sharing(Seen seen, Track track, Told present, Member member, long at) {}

    /** @param pace from round to round */
    public Control(long target, Tuning tuning, Duration pace) {
        this.target = target;
        this.tuning = tuning;
        this.pace = pace;
    }

    public void retarget(long micros) {
        anew = anew || micros != target;
        target = micros;
    }

    public Status status() {
        return status;
    }

    /** Whether {@code asset} has a share, or was told something. */
    public boolean holds(AssetId asset) {
        return told.containsKey(asset);
    }

    /**
     * What is to be said now. Taken as said: whatever could not be is told by {@link #notSent} or {@link #failed}.
     *
     * @param seen every member that stands under the group now
     * @param elsewhere whether an asset is under another set-point, which was there before
     */
    public List<Order> round(List<Seen> seen, Predicate<AssetId> elsewhere, Instant now) {
        Summary summary = new Summary();
        List<Sharing> sharing = sharing(seen, elsewhere, now, summary);
        List<Order> orders = new ArrayList<>(leavers(seen));
        List<Member> members = sharing.stream().map(Sharing::member).toList();
        long tolerance = tolerance(members);
        long own = target - summary.fixed();
        for (Sharing one : sharing) {
            own -= one.track().bias;
        }
        Goals goals = goals(own, sharing, members, tolerance);
        orders.addAll(orders(own, sharing, members, goals.values(), tolerance, now));
        shortSince = goals.shortBy() == 0 ? null : shortSince == null ? now : shortSince;
        sharing.forEach(one -> summary.shares(one.seen(), one.track(), one.present()));
        status = summary.status(phase(summary.reported(), tolerance, !sharing.isEmpty()), goals.shortBy(), shortSince);
        return orders;
    }

    private List<Sharing> sharing(List<Seen> seen, Predicate<AssetId> elsewhere, Instant now, Summary summary) {
        List<Sharing> sharing = new ArrayList<>();
        for (Seen one : seen) {
            Track track = tracks.computeIfAbsent(one.asset(), asset -> new Track(tuning));
            Told present = one.presentAt(now);
            LeftOut why = elsewhere.test(one.asset()) ? LeftOut.OTHER_SET_POINT : one.leftOut(now);
            if (why != null || present == null) {
                track.forget();
                summary.leftOut(one, why == null ? LeftOut.STALE : why, "", one.since(), present);
                continue;
            }
            Long goal = track.goal;
            Member member = one.member(goal == null ? present.micros() : goal);
            track.judge(present, member, now);
            LeftOut own = track.leftOut(now);
            if (own == null) {
                sharing.add(new Sharing(one, track, present, member, track.at(present, member, now)));
            } else {
                summary.leftOut(one, own, track.detail(), track.leftOutSince(), present);
            }
        }
        return sharing;
    }

    private long tolerance(List<Member> members) {
        long sizes = members.stream().mapToLong(Member::size).sum();
        return Math.max((long) (tuning.tolerance() * Math.abs(target)), sizes / SIZE_PER_TOLERANCE);
    }

    private Goals goals(long own, List<Sharing> sharing, List<Member> members, long tolerance) {
        List<@Nullable Long> before = new ArrayList<>();
        for (Sharing one : sharing) {
            before.add(one.track().goal);
        }
        Goals goals = Goals.of(own, members, before, anew, tolerance);
        anew = false;
        for (int i = 0; i < sharing.size(); i++) {
            sharing.get(i).track().goal = goals.values().get(i);
        }
        return goals;
    }

    private List<Order> orders(
            long own, List<Sharing> sharing, List<Member> members, List<Long> goals, long tolerance, Instant now) {
        List<Long> at = sharing.stream().map(Sharing::at).toList();
        // What is said now shows when the devices have heard it, and holds until the next round.
        double seconds = pace.plus(tuning.latency()).toMillis() / 1000.0;
        List<Long> next = Ramp.next(own, members, goals, at, seconds);
        List<Long> values = new ArrayList<>();
        Changes changes = new Changes(tolerance);
        for (int i = 0; i < goals.size(); i++) {
            Member member = members.get(i);
            Track track = sharing.get(i).track();
            long reach = member.reach(seconds);
            long onTheWay = Math.max(at.get(i) - reach, Math.min(at.get(i) + reach, goals.get(i)));
            // A device keeps to its ramp by itself: whoever only goes to its goal is told the goal, once.
            long value = next.get(i) == onTheWay ? goals.get(i) : next.get(i);
            values.add(value);
            Long sent = track.sent;
            if (now.isBefore(later(track.sentAt, tuning.commandInterval()))) {
                continue;
            }
            if (sent == null
                    || !now.isBefore(later(track.sentAt, renewal(sharing.get(i).seen())))) {
                changes.must(i);
            } else {
                changes.may(i, value - sent, (long) (tuning.deadband() * member.size()));
            }
        }
        List<Order> orders = new ArrayList<>();
        for (int i : changes.toTell()) {
            Sharing one = sharing.get(i);
            one.track().told(values.get(i), one.at(), one.member(), now);
            orders.add(order(one.seen(), values.get(i)));
        }
        return orders;
    }

    private Order order(Seen seen, long value) {
        Terms terms = terms(seen);
        told.put(seen.asset(), terms);
        return new Order(seen.asset(), terms.control().command(), terms.parameter(), value);
    }

    /** Spread over half of the time, so that not all members are told anew in one round. */
    private static Duration renewal(Seen seen) {
        long most = terms(seen).control().failSafeAfter().toMillis() / RENEWALS;
        return Duration.ofMillis(most / 2 + Math.floorMod(seen.asset().hashCode(), Math.max(1, most / 2)));
    }

    private static Terms terms(Seen seen) {
        Terms terms = seen.terms();
        if (terms == null) {
            throw new IllegalStateException("Expected a member that can be controlled but got " + seen);
        }
        return terms;
    }

    private static Instant later(Instant at, Duration by) {
        return at.equals(Instant.MIN) ? at : at.plus(by);
    }

    private Phase phase(long reported, long tolerance, boolean anybody) {
        if (shortSince != null) {
            return Phase.SHORT;
        }
        long off = Math.abs(reported - target);
        return anybody && off <= Math.max(tolerance, (long) (tuning.heldWithin() * Math.abs(target)))
                ? Phase.HELD
                : Phase.REACHING;
    }

    /** Whoever was told something and does not stand under the group any more. */
    private List<Order> leavers(List<Seen> seen) {
        Set<AssetId> here = new HashSet<>();
        seen.forEach(one -> here.add(one.asset()));
        tracks.keySet().retainAll(here);
        List<Order> orders = new ArrayList<>();
        told.entrySet().removeIf(one -> {
            boolean left = !here.contains(one.getKey());
            if (left) {
                orders.add(release(one.getKey(), one.getValue()));
            }
            return left;
        });
        return orders;
    }

    /** Ends the control of everybody that could have been told something, also by an earlier life of this. */
    public List<Order> release(List<Seen> seen) {
        Map<AssetId, Order> orders = new HashMap<>();
        told.forEach((asset, terms) -> orders.put(asset, release(asset, terms)));
        for (Seen one : seen) {
            Terms terms = one.terms();
            if (terms != null) {
                orders.put(one.asset(), release(one.asset(), terms));
            }
        }
        status = status.in(Phase.RELEASING);
        return List.copyOf(orders.values());
    }

    private static Order release(AssetId asset, Terms terms) {
        SetPointControl control = terms.control();
        return new Order(asset, control.release(), terms.parameter(), null);
    }

    /** The command did not go out, and nobody is to blame. */
    public void notSent(AssetId asset) {
        Track track = tracks.get(asset);
        if (track != null) {
            track.notSent();
        }
    }

    /** Muster will not send it: the twin knows better than what was seen of it, for now. */
    public void refused(AssetId asset, String detail, Instant now) {
        Track track = tracks.get(asset);
        if (track != null) {
            track.leaveOut(
                    LeftOut.NOT_SENT, detail, now, tuning.commandInterval().multipliedBy(INTERVALS_AFTER_REFUSAL));
        }
    }

    public void failed(AssetId asset, CommandId command, LeftOut why, String detail, Instant now) {
        Track track = tracks.get(asset);
        if (track != null) {
            track.failed(command, why, detail, now);
        }
    }

    public void succeeded(AssetId asset) {
        Track track = tracks.get(asset);
        if (track != null) {
            track.succeeded();
        }
    }
}
