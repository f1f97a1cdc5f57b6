package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.setpoint.control.Possible;
import dev.muster.twinservice.setpoint.control.Seen;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of all set-points together. */
final class Rules {
    private Rules() {}

    /** Why a set-point cannot be put, whatever its members could do; {@code null}: it can. */
    static @Nullable SetPointReply refusal(SetPointPorts ports, SetPointBook book, SetPoints.Put put) {
        SetPointSettings.Limits limits = ports.settings().limits();
        SetPoint own = book.find(put.group()).filter(one -> !one.isReleased()).orElse(null);
        if (own != null && !own.signal().equals(put.signal())) {
            return new SetPointReply.InTheWay(
                    put.group(),
                    "Expected the signal %s, of which the group has a set-point, but got %s: release that first"
                            .formatted(own.signal(), put.signal()));
        }
        if (own == null && book.setPoints().size() >= limits.activeMax()) {
            return new SetPointReply.TooMany("Expected fewer than %d set-points but there are %d"
                    .formatted(limits.activeMax(), book.setPoints().size()));
        }
        List<AssetId> members = FleetReader.members(ports.view(), put.group(), limits.membersMax());
        if (members.size() > limits.membersMax()) {
            return new SetPointReply.TooMany("Expected at most %d assets under group %s but there are more"
                    .formatted(limits.membersMax(), put.group().group()));
        }
        return inTheWay(ports.view(), book, put, members);
    }

    /** {@code null}: it can be met. */
    static @Nullable SetPointReply cannotBeMet(long micros, List<Seen> seen, Instant now) {
        Possible possible = Possible.of(micros, seen, asset -> false, now);
        return possible.met()
                ? null
                : new SetPointReply.CannotBeMet(
                        possible.min(), possible.max(), possible.nearest(), possible.sharing(), possible.leftOut());
    }

    /** What it is to put: another value of what is in force, or something new. */
    static SetPointEvent event(SetPointBook book, SetPoints.Put put, Instant now) {
        SetPoint own = book.find(put.group()).orElse(null);
        return own == null || own.isReleased()
                ? new SetPointEvent.Set(
                        book.numbers() + 1, put.group(), put.signal(), put.micros(), put.by(), put.reason(), now)
                : new SetPointEvent.Changed(put.group(), put.micros(), put.by(), put.reason(), now);
    }

    private static @Nullable SetPointReply inTheWay(
            ModelView view, SetPointBook book, SetPoints.Put put, List<AssetId> members) {
        Set<AssetId> controlled = new HashSet<>();
        for (AssetId member : members) {
            if (FleetReader.canShare(view, member, put.signal())) {
                controlled.add(member);
            }
        }
        for (SetPoint other : book.setPoints()) {
            GroupKey group = other.group();
            if (other.isReleased()
                    || group.equals(put.group())
                    || !other.signal().equals(put.signal())) {
                continue;
            }
            for (AssetId member : FleetReader.members(view, group, Integer.MAX_VALUE - 1)) {
                if (controlled.contains(member)) {
                    return new SetPointReply.InTheWay(
                            group,
                            "Expected members under no other set-point but %s is under that of group %s in hierarchy %s"
                                    .formatted(member, group.group(), group.hierarchy()));
                }
            }
        }
        return null;
    }
}
