package dev.muster.twinservice.connectivity;

import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceBegan;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceEnded;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceExpired;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OnlineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.Reinstated;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionClosed;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionOpened;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOffline;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOnline;
import dev.muster.twinservice.connectivity.ConnectivityInput.BeginMaintenance;
import dev.muster.twinservice.connectivity.ConnectivityInput.Connect;
import dev.muster.twinservice.connectivity.ConnectivityInput.Disconnect;
import dev.muster.twinservice.connectivity.ConnectivityInput.EndMaintenance;
import dev.muster.twinservice.connectivity.ConnectivityInput.Overdue;
import dev.muster.twinservice.connectivity.ConnectivityInput.Reinstate;
import dev.muster.twinservice.connectivity.ConnectivityInput.Retire;
import dev.muster.twinservice.connectivity.ConnectivityInput.Seen;
import dev.muster.twinservice.connectivity.ConnectivityInput.TimePassed;
import dev.muster.twinservice.connectivity.ConnectivityState.Expected;
import dev.muster.twinservice.connectivity.ConnectivityState.Maintenance;
import dev.muster.twinservice.connectivity.ConnectivityState.Offline;
import dev.muster.twinservice.connectivity.ConnectivityState.Online;
import dev.muster.twinservice.connectivity.ConnectivityState.Presence;
import dev.muster.twinservice.connectivity.ConnectivityState.Retired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events an input causes. Decides only: nothing here changes anything.
 *
 * <pre>
 *                   expected      online        offline       maintenance          retired
 * Seen              online        -             online (1)    its presence moves   -
 * Connect (2)       online        -             online        its presence moves   -
 * Disconnect (3)    offline       offline (4)   -             its presence moves   -
 * Overdue           -             offline (5)   -             its presence moves   -
 * BeginMaintenance  maintenance   maintenance   maintenance   renewed              rejected
 * EndMaintenance    -             -             -             its presence         -
 * TimePassed        -             -             -             its presence (6)     -
 * Retire            retired       retired       retired       retired              -
 * Reinstate         -             -             -             -                    offline (7)
 * </pre>
 *
 * A dash: no event moves the state, because what was asked for is so already or the news is old.
 * <ol>
 *   <li>If received after {@code since}, and after the end of that source's session: records that were on their way, or are
 *       delivered again, bring nobody back.
 *   <li>Opens the session, in any of these states; ignored when the session is known, or overtaken by a newer epoch.
 *   <li>Closes the session, in any of these states; ignored when the session is closed, or overtaken by a newer epoch.
 *   <li>Unless something was received from the asset after it. A disconnect brings nobody back either: gateways send it in
 *       the name of the device.
 *   <li>Unless the twin has seen something newer than the deadline keeper.
 *   <li>Once {@code until} is reached. Every input first lets the time pass, therefore no input meets a maintenance that is
 *       over.
 *   <li>Since it was last seen; or {@code expected} when it never was.
 * </ol>
 */
public final class ConnectivityRules {
    private ConnectivityRules() {}

    /**
     * Decides about {@code input} in the state {@code current}.
     *
     * @param lastSeen the greatest {@code receivedAt} of the asset's sources, this input's included; {@code null}: none yet
     * @param now the node's clock; only maintenance and what people do depends on it
     */
    public static Decision decide(Lifecycle current, ConnectivityInput input, @Nullable Instant lastSeen, Instant now) {
        if (!(current.state() instanceof Maintenance maintenance) || now.isBefore(maintenance.until())) {
            return decideInTime(current, input, lastSeen, now);
        }
        MaintenanceExpired expired = new MaintenanceExpired(maintenance.until());
        Decision then = decideInTime(current.apply(expired), input, lastSeen, now);
        List<ConnectivityEvent> events = new ArrayList<>();
        events.add(expired);
        events.addAll(then.events());
        return new Decision(List.copyOf(events), then.rejection());
    }

    private static Decision decideInTime(
            Lifecycle current, ConnectivityInput input, @Nullable Instant lastSeen, Instant now) {
        if (input instanceof Seen seen) {
            return seen(current, seen);
        }
        if (input instanceof Connect connect) {
            return connect(current, connect);
        }
        if (input instanceof Disconnect disconnect) {
            return disconnect(current, disconnect, lastSeen);
        }
        if (input instanceof Overdue overdue) {
            return overdue(current, overdue, lastSeen);
        }
        if (input instanceof BeginMaintenance begin) {
            return beginMaintenance(current, begin, now);
        }
        if (input instanceof EndMaintenance end) {
            return current.state() instanceof Maintenance
                    ? Decision.of(new MaintenanceEnded(end.by(), now))
                    : Decision.NOTHING;
        }
        if (input instanceof Retire retire) {
            return current.state() instanceof Retired
                    ? Decision.NOTHING
                    : Decision.of(new ConnectivityEvent.Retired(retire.by(), now));
        }
        if (input instanceof Reinstate reinstate) {
            return reinstate(current, reinstate, lastSeen, now);
        }
        if (input instanceof TimePassed) {
            return Decision.NOTHING;
        }
        throw new IllegalArgumentException("Expected an input that the table knows but got " + input);
    }

    private static Decision seen(Lifecycle current, Seen seen) {
        Presence presence = presence(current.state());
        if (presence instanceof Expected
                || (presence instanceof Offline offline && isNews(seen, offline, current.session()))) {
            return Decision.of(new WentOnline(seen.source(), OnlineCause.SAMPLE, seen.receivedAt()));
        }
        return Decision.NOTHING;
    }

    private static boolean isNews(Seen seen, Offline offline, @Nullable Session session) {
        boolean afterSession = session == null
                || session.open()
                || !session.source().equals(seen.source())
                || seen.receivedAt().isAfter(session.at());
        return afterSession && seen.receivedAt().isAfter(offline.since());
    }

    private static Decision connect(Lifecycle current, Connect connect) {
        Presence presence = presence(current.state());
        Session session = current.session();
        if (presence == null
                || (session != null
                        && (session.is(connect.source(), connect.epoch())
                                || session.overtook(connect.source(), connect.epoch(), connect.receivedAt())))) {
            return Decision.NOTHING;
        }
        SessionOpened opened = new SessionOpened(connect.source(), connect.epoch(), connect.receivedAt());
        return presence instanceof Online
                ? Decision.of(opened)
                : Decision.of(opened, new WentOnline(connect.source(), OnlineCause.CONNECTED, connect.receivedAt()));
    }

    private static Decision disconnect(Lifecycle current, Disconnect disconnect, @Nullable Instant lastSeen) {
        Presence presence = presence(current.state());
        Session session = current.session();
        Instant at = disconnect.receivedAt();
        if (presence == null || (session != null && isOld(disconnect, session))) {
            return Decision.NOTHING;
        }
        SessionClosed closed = new SessionClosed(disconnect.source(), disconnect.epoch(), at);
        return presence instanceof Offline || heardAfter(at, presence, lastSeen)
                ? Decision.of(closed)
                : Decision.of(closed, new WentOffline(at, at, OfflineCause.DISCONNECTED));
    }

    private static boolean isOld(Disconnect disconnect, Session session) {
        return session.is(disconnect.source(), disconnect.epoch())
                ? !session.open()
                : session.overtook(disconnect.source(), disconnect.epoch(), disconnect.receivedAt());
    }

    private static Decision overdue(Lifecycle current, Overdue overdue, @Nullable Instant lastSeen) {
        if (!(presence(current.state()) instanceof Online online) || heardAfter(overdue.lastSeen(), online, lastSeen)) {
            return Decision.NOTHING;
        }
        return Decision.of(new WentOffline(overdue.lastSeen(), overdue.watermark(), OfflineCause.OVERDUE));
    }

    /** A twin that was just woken may not know {@code lastSeen} any more; that it went online it never forgets. */
    private static boolean heardAfter(Instant at, Presence presence, @Nullable Instant lastSeen) {
        return (lastSeen != null && lastSeen.isAfter(at))
                || (presence instanceof Online online && online.since().isAfter(at));
    }

    private static Decision beginMaintenance(Lifecycle current, BeginMaintenance begin, Instant now) {
        if (current.state() instanceof Retired retired) {
            return Decision.rejected("Expected an asset in service but it is retired since " + retired.since());
        }
        if (!begin.until().isAfter(now)) {
            return Decision.rejected(
                    "Expected the maintenance to end after now, %s, but got %s".formatted(now, begin.until()));
        }
        if (current.state() instanceof Maintenance same
                && same.by().equals(begin.by())
                && same.until().equals(begin.until())) {
            return Decision.NOTHING;
        }
        return Decision.of(new MaintenanceBegan(begin.by(), now, begin.until()));
    }

    private static Decision reinstate(Lifecycle current, Reinstate reinstate, @Nullable Instant lastSeen, Instant now) {
        if (!(current.state() instanceof Retired)) {
            return Decision.NOTHING;
        }
        Reinstated reinstated = new Reinstated(reinstate.by(), now);
        return lastSeen == null
                ? Decision.of(reinstated)
                : Decision.of(reinstated, new WentOffline(lastSeen, now, OfflineCause.REINSTATED));
    }

    /** What records can still move: {@code null} of a retired asset. */
    private static @Nullable Presence presence(ConnectivityState state) {
        if (state instanceof Maintenance maintenance) {
            return maintenance.presence();
        }
        return state instanceof Presence presence ? presence : null;
    }
}
