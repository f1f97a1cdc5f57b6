package dev.muster.twinservice.groupcommand.progress;

import dev.muster.twinservice.command.CommandRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became known of members and is not persisted yet: of each the newest only. */
final class News {
    private final Map<Integer, Standing> standings = new LinkedHashMap<>();

    /** Where a member stands, by what is persisted and what is new. */
    Standing of(GroupProgress progress, int member) {
        return standings.getOrDefault(member, progress.standings().get(member));
    }

    int size() {
        return standings.size();
    }

    /** The group command itself says what became of a member, certain that its twin does not have the command. */
    void settle(int member, MemberStatus status, String detail) {
        standings.put(member, Standing.settled(status, detail));
    }

    /** A twin says what became of it. Old news, and news of a member that has its outcome, change nothing. */
    void hear(GroupProgress progress, int member, CommandRecord record) {
        Standing known = of(progress, member);
        GroupRequest request = progress.start().request();
        if (known.status().isEnd()) {
            return;
        }
        if (!record.request().asksTheSameAs(request.of(record.asset()))) {
            settle(
                    member,
                    MemberStatus.REFUSED,
                    "Expected the key %s to be free but it stands for another command".formatted(request.id()));
        } else if (record.transitions().size() > known.version()) {
            standings.put(member, Standing.of(record));
        }
    }

    /** Whom it was not given yet, it is not given any more. */
    static boolean isOver(GroupProgress progress, Instant now) {
        return progress.reached() < progress.members().size()
                && (progress.cancelled() != null
                        || !now.isBefore(progress.start().giveUntil()));
    }

    /**
     * All of it as events, to be persisted together; from then on nothing is new.
     *
     * @param reached members before this one may be given it from then on
     */
    List<GroupEvent> take(GroupProgress progress, int reached, Instant now) {
        List<GroupEvent> events = new ArrayList<>();
        List<GroupEvent.Change> changes = new ArrayList<>();
        standings.forEach((member, standing) -> changes.add(new GroupEvent.Change(member, standing)));
        standings.clear();
        for (int from = 0; from < changes.size(); from += GroupEvent.Moved.CHANGES_MAX) {
            int to = Math.min(changes.size(), from + GroupEvent.Moved.CHANGES_MAX);
            events.add(new GroupEvent.Moved(reached, changes.subList(from, to)));
        }
        if (events.isEmpty() && reached > progress.reached()) {
            events.add(new GroupEvent.Moved(reached, List.of()));
        }
        if (isOver(progress, now)) {
            events.add(
                    progress.cancelled() == null
                            ? new GroupEvent.NotAsked(MemberStatus.EXPIRED, late(progress))
                            : new GroupEvent.NotAsked(MemberStatus.CANCELLED, takenBack(progress)));
        }
        if (progress.isRunning() && progress.applyAll(events).haveAllEnded()) {
            events.add(new GroupEvent.Ended(now));
        }
        return events;
    }

    static String late(GroupProgress progress) {
        return "Expected its twin to answer by %s but it did not: it was never given"
                .formatted(progress.start().giveUntil());
    }

    static String takenBack(GroupProgress progress) {
        GroupEvent.CancelAsked asked = progress.cancelled();
        return asked == null ? "" : "Taken back by %s before it was given".formatted(asked.by());
    }
}
