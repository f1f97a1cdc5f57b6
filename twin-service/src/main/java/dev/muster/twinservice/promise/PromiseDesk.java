package dev.muster.twinservice.promise;

import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a keeper is doing in this life: calls, publications, and what it saw last. Nothing of it need survive: a command given again is
 * the same one, and a document told again changes nothing. Not thread-safe.
 */
final class PromiseDesk {
    /** A command that nobody knows may still be on its way to its twin: nobody must know it twice, with a pause between. */
    private static final int STRANGE_UNTIL = 2;

    /** What a keeper that died had under way may come to the stream behind what this one told: told again, it is last. */
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(1);

    private final PromiseRules rules;
    private final PromiseSettings settings;
    private final Map<PromiseKey, Sight.Wish> wishes = new HashMap<>();
    private final Set<CommandId> calling = new HashSet<>();
    private final Map<Call, Instant> notBefore = new HashMap<>();
    private final Map<CommandId, Integer> strange = new HashMap<>();
    private final Map<PromiseKey, Long> published = new HashMap<>();
    private final Map<PromiseKey, Instant> publishing = new HashMap<>();
    private @Nullable Instant begunAt;
    private boolean toldAgain;

    /** To give a command, or to take it back. */
    record Call(CommandRequest request, boolean back) {}

    PromiseDesk(PromiseRules rules, PromiseSettings settings) {
        this.rules = rules;
        this.settings = settings;
    }

    /** What is wanted, and by what command it can be brought about. */
    void saw(List<Sight> sights) {
        wishes.clear();
        for (Sight sight : sights) {
            if (sight.wish() != null) {
                wishes.put(sight.key(), sight.wish());
            }
        }
    }

    /** What the clock brings, at most {@code max}. */
    List<PromiseEvent> due(Promises promises, Instant now, int max) {
        List<PromiseEvent> events = new ArrayList<>();
        int room = settings.callsMax() - calling.size();
        for (Promise promise : promises.all()) {
            if (events.size() == max) {
                break;
            }
            if (rules.isOver(promise, now) && isPublished(promise)) {
                events.add(new PromiseEvent.Forgotten(promise.key()));
            } else if (room > 0) {
                Optional<PromiseEvent> tried = rules.due(promise, wishes.get(promise.key()), now);
                room -= tried.isPresent() ? 1 : 0;
                tried.ifPresent(events::add);
            }
        }
        return events;
    }

    /** What to call now; each counts as being called until {@link #answered} or {@link #failed}. */
    List<Call> calls(Promises promises, Instant now) {
        List<Call> calls = new ArrayList<>();
        for (Promise promise : promises.all()) {
            CommandRequest open = promise.open();
            if (open == null || calling.contains(open.id()) || calling.size() >= settings.callsMax()) {
                continue;
            }
            Call call = new Call(open, promise.underway() == null || promise.state() != Promise.State.UNKEPT);
            if (!notBefore.getOrDefault(call, Instant.MIN).isAfter(now)) {
                calling.add(open.id());
                calls.add(call);
            }
        }
        return calls;
    }

    /** What follows from an answer. */
    Optional<PromiseEvent> answered(Promises promises, Call call, Commanding.Reply reply, Instant now) {
        calling.remove(call.request().id());
        Instant later = now.plus(settings.checkAfter());
        if (reply instanceof Commanding.Known known) {
            return told(promises, call, known.command(), now);
        }
        if (reply instanceof Commanding.TooMany tooMany) {
            notBefore.put(call, now.plus(tooMany.retryAfter()));
            return Optional.empty();
        }
        if (reply instanceof Commanding.Conflict conflict && call.back()) {
            return told(promises, call, conflict.command(), now);
        }
        if (call.back() && strange.merge(call.request().id(), 1, Integer::sum) < STRANGE_UNTIL) {
            notBefore.put(call, later);
            return Optional.empty();
        }
        return ended(
                promises,
                call,
                rules.became(
                        promises,
                        call.request().id(),
                        call.back() ? CommandStatus.CANCELLED : CommandStatus.REFUSED,
                        words(reply),
                        now));
    }

    /** Nobody answered: the same again, later. */
    void failed(Call call, Instant now) {
        calling.remove(call.request().id());
        notBefore.put(call, now.plus(settings.checkAfter()));
    }

    private Optional<PromiseEvent> told(Promises promises, Call call, CommandRecord command, Instant now) {
        if (!command.status().isEnd()) {
            // Its twin tells what becomes of it; this is for the case that nobody does.
            Instant due = command.due().isAfter(now) ? command.due() : now;
            notBefore.put(call, due.plus(settings.checkAfter()));
            return rules.told(promises, command, now);
        }
        return ended(promises, call, rules.told(promises, command, now));
    }

    private Optional<PromiseEvent> ended(Promises promises, Call call, Optional<PromiseEvent> event) {
        notBefore.remove(new Call(call.request(), true));
        notBefore.remove(new Call(call.request(), false));
        strange.remove(call.request().id());
        return event;
    }

    private static String words(Commanding.Reply reply) {
        if (reply instanceof Commanding.Invalid invalid) {
            return invalid.violations().stream().map(Violation::detail).collect(Collectors.joining("; "));
        }
        if (reply instanceof Commanding.Conflict conflict) {
            return conflict.detail();
        }
        return reply instanceof Commanding.Unknown unknown
                ? "Expected a known %s but got '%s'".formatted(unknown.what(), unknown.id())
                : "";
    }

    /** What to tell now; each counts as being told until {@link #published} or {@link #notPublished}. One at a time of each promise. */
    List<Promise> publications(Promises promises, Instant now) {
        begunAt = begunAt == null ? now : begunAt;
        if (!toldAgain && now.isAfter(begunAt.plus(TOLD_AGAIN_AFTER))) {
            toldAgain = true;
            published.clear();
        }
        List<Promise> newer = new ArrayList<>();
        for (Promise promise : promises.all()) {
            if (!isPublished(promise)
                    && !publishing.getOrDefault(promise.key(), Instant.MIN).isAfter(now)) {
                publishing.put(promise.key(), Instant.MAX);
                newer.add(promise);
            }
        }
        return newer;
    }

    void published(PromiseKey key, long revision) {
        publishing.remove(key);
        published.put(key, revision);
    }

    void notPublished(PromiseKey key, Instant now) {
        publishing.put(key, now.plus(settings.checkAfter()));
    }

    /** What is no longer of use. */
    void forget(PromiseEvent event) {
        if (event instanceof PromiseEvent.Forgotten) {
            published.remove(event.key());
        }
    }

    private boolean isPublished(Promise promise) {
        return published.getOrDefault(promise.key(), 0L) >= promise.revision();
    }
}
