package dev.muster.twinservice.promise;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.serialization.JournalEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The promises of one keeper. Only events change it, in place: thousands are not copied for one of them. Not thread-safe. */
public final class Promises {
    private final TreeMap<PromiseKey, Promise> known = new TreeMap<>();
    private final Map<CommandId, PromiseKey> byCommand = new HashMap<>();
    private long position = -1;

    static Promises of(Snapshot snapshot) {
        Promises promises = new Promises();
        promises.position = snapshot.position();
        snapshot.promises().forEach(promises::keep);
        return promises;
    }

    /** A copy that later changes leave alone. */
    Snapshot toSnapshot() {
        return new Snapshot(position, List.copyOf(known.values()));
    }

    public Collection<Promise> all() {
        return Collections.unmodifiableCollection(known.values());
    }

    public Optional<Promise> find(PromiseKey key) {
        return Optional.ofNullable(known.get(key));
    }

    /** How far the model had come that they were made out of: an older view would bring back what was wanted before. */
    public long position() {
        return position;
    }

    /** The promise that waits for the end of this command. */
    Optional<Promise> waitingFor(CommandId command) {
        return Optional.ofNullable(byCommand.get(command)).flatMap(this::find);
    }

    /** An event of a promise that is not known is a bug: {@link IllegalStateException}. */
    Promises apply(PromiseEvent event) {
        position = Math.max(position, event.position());
        Promise before = known.get(event.key());
        if (before != null && before.open() != null) {
            byCommand.remove(before.open().id());
        }
        if (event instanceof PromiseEvent.Given given) {
            keep(Promise.of(given, before));
            return this;
        }
        if (before == null) {
            throw new IllegalStateException("Expected a known promise but got " + event);
        }
        if (event instanceof PromiseEvent.Forgotten) {
            known.remove(event.key());
        } else {
            keep(next(before, event));
        }
        return this;
    }

    private static Promise next(Promise before, PromiseEvent event) {
        if (event instanceof PromiseEvent.Noted noted) {
            return before.noted(noted);
        }
        if (event instanceof PromiseEvent.Tried tried) {
            return before.tried(tried);
        }
        if (event instanceof PromiseEvent.Answered answered) {
            return before.answered(answered);
        }
        if (event instanceof PromiseEvent.Kept kept) {
            return before.kept(kept);
        }
        if (event instanceof PromiseEvent.Withdrawn withdrawn) {
            return before.withdrawn(withdrawn);
        }
        throw new IllegalStateException("Expected an event of a known promise but got " + event);
    }

    private void keep(Promise promise) {
        known.put(promise.key(), promise);
        CommandRequest open = promise.open();
        if (open != null) {
            byCommand.put(open.id(), promise.key());
        }
    }

    /** All of them in short. */
    record Snapshot(long position, List<Promise> promises) implements JournalEvent {}
}
