package dev.muster.twinservice.setpoint.control;

import dev.muster.twinservice.setpoint.control.Seen.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what one round saw. */
final class Summary {
    private final List<MemberStatus> named = new ArrayList<>();
    private final List<MemberStatus> others = new ArrayList<>();
    private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
    private long fixed;
    private long reported;
    private int sharing;
    private int members;

    void leftOut(Seen seen, LeftOut why, String detail, @Nullable Instant since, @Nullable Told present) {
        members++;
        leftOut.merge(why, 1, Integer::sum);
        if (present != null) {
            fixed += present.micros();
            reported += present.micros();
        }
        if (named.size() < Status.NAMED_MAX) {
            Told most = seen.available();
            named.add(new MemberStatus(
                    seen.asset(),
                    null,
                    present == null ? null : present.micros(),
                    most == null ? null : most.micros(),
                    why,
                    detail,
                    since));
        }
    }

    void shares(Seen seen, Track track, Told present) {
        members++;
        sharing++;
        reported += present.micros();
        if (others.size() < Status.NAMED_MAX) {
            Told most = seen.available();
            others.add(new MemberStatus(
                    seen.asset(), track.sent, present.micros(), most == null ? null : most.micros(), null, "", null));
        }
    }

    /** What those give that have no share. */
    long fixed() {
        return fixed;
    }

    long reported() {
        return reported;
    }

    Status status(Phase phase, long shortBy, @Nullable Instant shortSince) {
        List<MemberStatus> first = new ArrayList<>(named);
        first.addAll(others.subList(0, Math.min(others.size(), Status.NAMED_MAX - named.size())));
        return new Status(phase, reported, shortBy, shortSince, members, sharing, leftOut, first);
    }
}
