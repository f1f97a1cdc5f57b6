package dev.muster.twinservice.connectivity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionClosed;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionOpened;
import dev.muster.twinservice.serialization.JournalEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a twin persists, as its events left it; stored whole as the twin's snapshot. Immutable.
 *
 * @param session {@code null}: no notice of a session was ever taken
 * @param recent the last transitions, oldest first, at most {@link #RECENT_MAX}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lifecycle(ConnectivityState state, @Nullable Session session, List<ConnectivityEvent> recent)
        implements JournalEvent {
    /** Enough to see a flapping device; all transitions are in the journal. */
    public static final int RECENT_MAX = 10;

    /** Of an asset that nobody has heard of yet. */
    public static final Lifecycle NEW = new Lifecycle(new ConnectivityState.Expected(null), null, List.of());

    public Lifecycle {
        recent = List.copyOf(recent);
    }

    public Lifecycle apply(ConnectivityEvent event) {
        List<ConnectivityEvent> tail = tail(event);
        if (event instanceof SessionOpened opened) {
            return new Lifecycle(state, new Session(opened.source(), opened.epoch(), true, opened.at()), tail);
        }
        if (event instanceof SessionClosed closed) {
            return new Lifecycle(state, new Session(closed.source(), closed.epoch(), false, closed.at()), tail);
        }
        return new Lifecycle(state.next(event), session, tail);
    }

    public Lifecycle applyAll(List<ConnectivityEvent> events) {
        Lifecycle next = this;
        for (ConnectivityEvent event : events) {
            next = next.apply(event);
        }
        return next;
    }

    private List<ConnectivityEvent> tail(ConnectivityEvent event) {
        List<ConnectivityEvent> tail = new ArrayList<>(recent.size() + 1);
        tail.addAll(recent.size() < RECENT_MAX ? recent : recent.subList(1, recent.size()));
        tail.add(event);
        return tail;
    }
}
