package dev.muster.benchmarks.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import dev.muster.twinservice.serialization.JournalEvent;

/**
 * Keeps nothing but whether it ever was awake, in an object that all share, and has one event to recover from.
 *
 * <pre>
 *        Wake
 * new    persisted, answered
 * known  answered
 * </pre>
 */
public final class EmptyEntity extends EventSourcedBehavior<EmptyEntity.Wake, EmptyEntity.Woken, EmptyEntity.Past> {
    static final EntityTypeKey<Wake> TYPE_KEY = EntityTypeKey.create(Wake.class, "Empty");

    /** All that it understands. */
    public record Wake(ActorRef<Answer> replyTo) {}

    /** Whether it had to persist something for it. */
    public enum Answer {
        NEW,
        KNOWN
    }

    /** The event: it says nothing. */
    public record Woken() implements JournalEvent {}

    enum Past {
        NONE,
        SOME
    }

    static Behavior<Wake> create(String id) {
        return new EmptyEntity(id);
    }

    private EmptyEntity(String id) {
        super(PersistenceId.of(TYPE_KEY.name(), id));
    }

    @Override
    public Past emptyState() {
        return Past.NONE;
    }

    /** No table of handlers, which would be kept per entity: as twins do it. */
    @Override
    public CommandHandler<Wake, Woken, Past> commandHandler() {
        return this::wake;
    }

    private Effect<Woken, Past> wake(Past past, Wake wake) {
        return past == Past.NONE
                ? Effect().persist(new Woken()).thenReply(wake.replyTo(), known -> Answer.NEW)
                : Effect().none().thenReply(wake.replyTo(), known -> Answer.KNOWN);
    }

    @Override
    public EventHandler<Past, Woken> eventHandler() {
        return (past, woken) -> Past.SOME;
    }
}
