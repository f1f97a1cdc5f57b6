package dev.muster.twinservice.groupcommand.progress;

import dev.muster.assetmodel.control.Violation;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives a group command in one life of its entity: whom to ask what next, and what the answers mean. Free of Akka. What it
 * learns is news until {@link #flush} has turned it into events and these are persisted; a life that ends before loses nothing
 * but time: whoever was asked is asked again under the same key, and what was told is told again.
 *
 * <pre>
 * member    its twin said nothing                     has the command, open           ended
 * ask       GIVE                                      nothing, until it is overdue    nothing
 * cancelled CANCEL; unknown to its twin: cancelled    CANCEL while it has not gone out
 * too late  FIND; unknown to its twin: expired        overdue: FIND
 * </pre>
 *
 * A member that may have been given the command ends only by its twin's word: that it is unknown there, after the last attempt to give
 * it has come to its end, is such a word. Silence is none.
 */
public final class GroupRun {
    /** An asset that a view does not know yet may be known a moment later. */
    private static final int UNKNOWN_TRIES = 3;

    /** The mark of who may have been given it is moved so many times {@code at-once} ahead. */
    private static final int REACH = 2;

    private final GroupCommandSettings settings;
    private final Map<Integer, Ask> underWay = new HashMap<>();
    private final News news = new News();
    private final Agenda agenda = new Agenda();
    private final int firstOfThisLife;
    private final Instant certainFrom;
    private int next;

    /** What a twin is asked. */
    public enum Ask {
        GIVE,
        FIND,
        CANCEL
    }

    public record Question(Ask ask, int member) {}

    public GroupRun(GroupProgress progress, GroupCommandSettings settings, Instant now) {
        this.settings = settings;
        this.next = progress.reached();
        this.firstOfThisLife = next;
        this.certainFrom = now.plus(settings.retry().certainAfter());
        for (int member = 0; member < next; member++) {
            look(progress, member, now);
        }
    }

    /** Who is asked now; each must be {@link #answered}. */
    public List<Question> next(GroupProgress progress, Instant now) {
        List<Question> questions = new ArrayList<>();
        while (underWay.size() < settings.atOnce()) {
            int member = nextMember(progress, now);
            if (member < 0) {
                break;
            }
            Ask ask = ask(progress, member, now);
            if (ask != null) {
                underWay.put(member, ask);
                questions.add(new Question(ask, member));
            } else {
                look(progress, member, now);
            }
        }
        return questions;
    }

    /** First whose turn has not come, so that members whose twins are away hold up nobody. */
    private int nextMember(GroupProgress progress, Instant now) {
        return next < progress.reached() ? next++ : agenda.take(now);
    }

    private @Nullable Ask ask(GroupProgress progress, int member, Instant now) {
        Standing standing = news.of(progress, member);
        boolean cancelled = progress.cancelled() != null;
        if (standing.status().isEnd()) {
            return null;
        }
        if (!standing.isKnown()) {
            return cancelled ? Ask.CANCEL : now.isBefore(progress.start().giveUntil()) ? Ask.GIVE : Ask.FIND;
        }
        if (cancelled && standing.status() == MemberStatus.ACCEPTED) {
            return Ask.CANCEL;
        }
        return now.isBefore(overdue(progress)) ? null : Ask.FIND;
    }

    /** When every command that was given must have ended. */
    private Instant overdue(GroupProgress progress) {
        return progress.start()
                .giveUntil()
                .plus(progress.start().request().timeout())
                .plus(settings.retry().checkAfter());
    }

    /**
     * What came of a question.
     *
     * @param reply {@code null}: nothing, which leaves open whether the twin did as it was asked
     */
    public void answered(GroupProgress progress, Question question, Commanding.@Nullable Reply reply, Instant now) {
        int member = question.member();
        if (!underWay.remove(member, question.ask())) {
            return;
        }
        boolean before = news.of(progress, member).isKnown();
        if (reply instanceof Commanding.Known known) {
            news.hear(progress, member, known.command());
            if (before) {
                again(progress, member, now, Duration.ZERO);
            } else {
                agenda.succeeded(member);
                look(progress, member, now);
            }
        } else if (reply instanceof Commanding.Conflict conflict) {
            news.hear(progress, member, conflict.command());
            again(progress, member, now, Duration.ZERO);
        } else if (reply instanceof Commanding.Invalid invalid && !before && isCertain(member, now)) {
            settle(
                    member,
                    MemberStatus.REFUSED,
                    invalid.violations().stream().map(Violation::detail).collect(Collectors.joining("; ")));
        } else if (reply instanceof Commanding.Unknown unknown && !before) {
            onUnknown(progress, question, unknown, now);
        } else {
            again(
                    progress,
                    member,
                    now,
                    reply instanceof Commanding.TooMany tooMany ? tooMany.retryAfter() : Duration.ZERO);
        }
    }

    private void onUnknown(GroupProgress progress, Question question, Commanding.Unknown unknown, Instant now) {
        int member = question.member();
        boolean hasting = question.ask() == Ask.GIVE && agenda.failures(member) + 1 < UNKNOWN_TRIES;
        if (hasting || !isCertain(member, now)) {
            again(progress, member, now, Duration.ZERO);
            return;
        }
        switch (question.ask()) {
            case GIVE ->
                settle(
                        member,
                        MemberStatus.REFUSED,
                        "Expected a known %s but got '%s'".formatted(unknown.what(), unknown.id()));
            case FIND -> settle(member, MemberStatus.EXPIRED, News.late(progress));
            case CANCEL -> settle(member, MemberStatus.CANCELLED, News.takenBack(progress));
        }
    }

    /** What an earlier life gave may still be on its way for a while, and overtaken by what this one asks. */
    private boolean isCertain(int member, Instant now) {
        return member >= firstOfThisLife || !now.isBefore(certainFrom);
    }

    /**
     * The twin tells what became of a member's command.
     *
     * @return whether that is persisted already, or of no concern; otherwise it is after the next {@link #flush}
     */
    public boolean told(GroupProgress progress, CommandRecord record, Instant now) {
        int member = progress.indexOf(record.asset());
        if (member < 0
                || !progress.start().request().memberCommand(record.asset()).equals(record.id())) {
            return true;
        }
        Standing persisted = progress.standings().get(member);
        if (persisted.status().isEnd()
                || persisted.version() >= record.transitions().size()) {
            return true;
        }
        news.hear(progress, member, record);
        look(progress, member, now);
        return false;
    }

    /** Somebody takes it back: to be persisted, after which nobody is given it any more. */
    public List<GroupEvent> cancel(GroupProgress progress, GroupEvent.CancelAsked asked, Instant now) {
        List<GroupEvent> events = new ArrayList<>(List.of(asked));
        GroupProgress cancelled = progress.apply(asked);
        events.addAll(flush(cancelled, now));
        for (int member = 0; member < next; member++) {
            look(cancelled, member, now);
        }
        return events;
    }

    /** Whether something is to be persisted before anybody else is asked. */
    public boolean mustFlush(GroupProgress progress, Instant now) {
        return news.size() >= GroupEvent.Moved.CHANGES_MAX
                || isReachedWanted(progress, now)
                || News.isOver(progress, now);
    }

    public boolean hasNews() {
        return news.size() > 0;
    }

    private boolean isReachedWanted(GroupProgress progress, Instant now) {
        return progress.reached() < progress.members().size()
                && next + settings.atOnce() > progress.reached()
                && !News.isOver(progress, now);
    }

    /** What is new, as events: to be persisted, all or nothing. */
    public List<GroupEvent> flush(GroupProgress progress, Instant now) {
        int reached = isReachedWanted(progress, now)
                ? Math.min(progress.members().size(), next + REACH * settings.atOnce())
                : progress.reached();
        return news.take(progress, reached, now);
    }

    /** When to go on although nobody says anything; empty: not before somebody does. */
    public Optional<Instant> nextLook(GroupProgress progress) {
        if (underWay.size() >= settings.atOnce()) {
            return Optional.empty();
        }
        Instant giveUntil = progress.start().giveUntil();
        return progress.reached() < progress.members().size()
                ? agenda.first().filter(first -> first.isBefore(giveUntil)).or(() -> Optional.of(giveUntil))
                : agenda.first();
    }

    /** Whether somebody is to be asked, and not only waited for. */
    public static boolean isAsking(GroupProgress progress) {
        return progress.reached() < progress.members().size()
                || progress.cancelled() != null
                || progress.standings().stream().anyMatch(standing -> !standing.isKnown());
    }

    private void settle(int member, MemberStatus status, String detail) {
        news.settle(member, status, detail);
        agenda.strike(member);
    }

    /** Looks at a member when there is something to ask it. */
    private void look(GroupProgress progress, int member, Instant now) {
        if (news.of(progress, member).status().isEnd()) {
            agenda.strike(member);
        } else if (!underWay.containsKey(member)) {
            agenda.put(member, ask(progress, member, now) == null ? overdue(progress) : now);
        }
    }

    /** Asks a member again, later each time. */
    private void again(GroupProgress progress, int member, Instant now, Duration atLeast) {
        if (news.of(progress, member).status().isEnd()) {
            look(progress, member, now);
            return;
        }
        Duration wait = settings.retry().again().after(agenda.failed(member), member);
        Instant soonest = now.plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
        Instant wanted = ask(progress, member, soonest) == null ? overdue(progress) : soonest;
        agenda.put(member, wanted.isBefore(soonest) ? soonest : wanted);
    }
}
