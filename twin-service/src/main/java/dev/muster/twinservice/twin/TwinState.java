package dev.muster.twinservice.twin;

import akka.persistence.typed.SnapshotAdapter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.serialization.JournalEvent;
import org.jspecify.annotations.Nullable;

/**
 * All that a twin persists, as its events left it; stored whole as its snapshot. Immutable.
 *
 * @param trailing how many events of commands the journal has behind the last one of connectivity: they move no status
 */
record TwinState(
        Lifecycle lifecycle,
        @JsonInclude(JsonInclude.Include.NON_NULL) Commands commands,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long trailing)
        implements JournalEvent {
    static final TwinState NEW = of(Lifecycle.NEW);

    @JsonCreator
    TwinState(
            @JsonProperty("lifecycle") Lifecycle lifecycle,
            @JsonProperty("commands") @Nullable Commands commands,
            @JsonProperty("trailing") long trailing) {
        this.lifecycle = lifecycle;
        this.commands = commands == null || commands.equals(Commands.NONE) ? Commands.NONE : commands;
        this.trailing = trailing;
    }

    /** Of an asset that was never given a command. */
    static TwinState of(Lifecycle lifecycle) {
        return new TwinState(lifecycle, Commands.NONE, 0);
    }

    TwinState apply(JournalEvent event) {
        if (event instanceof ConnectivityEvent connectivity) {
            return new TwinState(lifecycle.apply(connectivity), commands, 0);
        }
        if (event instanceof CommandEvent command) {
            return new TwinState(lifecycle, commands.apply(command), trailing + 1);
        }
        throw new IllegalStateException("Expected an event of a twin but got " + event);
    }

    /** What the last transition has in the journal that ends with {@code lastSequence}: command by command the status is the same. */
    long statusSequence(long lastSequence) {
        return lastSequence - trailing;
    }

    /**
     * Reads what was stored before there were commands. A twin that never had one is stored as it was then, so that during an upgrade
     * a node of the version before can take it over.
     */
    static final class Adapter implements SnapshotAdapter<TwinState> {
        static final Adapter INSTANCE = new Adapter();

        @Override
        public Object toJournal(TwinState state) {
            return state.commands == Commands.NONE && state.trailing == 0 ? state.lifecycle : state;
        }

        @Override
        public TwinState fromJournal(Object stored) {
            return stored instanceof Lifecycle lifecycle ? of(lifecycle) : (TwinState) stored;
        }
    }
}
