package dev.muster.twinservice.http.api.twin;

import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceBegan;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceEnded;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceExpired;
import dev.muster.twinservice.connectivity.ConnectivityEvent.Reinstated;
import dev.muster.twinservice.connectivity.ConnectivityEvent.Retired;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionClosed;
import dev.muster.twinservice.connectivity.ConnectivityEvent.SessionOpened;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOffline;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOnline;
import dev.muster.twinservice.http.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change of connectivity as JSON: {@code event} and {@code at} always, the rest where it applies. */
final class TransitionView {
    private TransitionView() {}

    static Map<String, Object> of(ConnectivityEvent event) {
        if (event instanceof WentOnline online) {
            return named("wentOnline", event, "source", online.source(), "cause", online.cause());
        }
        if (event instanceof WentOffline offline) {
            return named("wentOffline", event, "since", offline.since(), "cause", offline.cause());
        }
        if (event instanceof SessionOpened opened) {
            return named("sessionOpened", event, "source", opened.source(), "epoch", opened.epoch());
        }
        if (event instanceof SessionClosed closed) {
            return named("sessionClosed", event, "source", closed.source(), "epoch", closed.epoch());
        }
        if (event instanceof MaintenanceBegan began) {
            return named("maintenanceBegan", event, "by", began.by(), "until", began.until());
        }
        if (event instanceof MaintenanceEnded ended) {
            return named("maintenanceEnded", event, "by", ended.by());
        }
        if (event instanceof MaintenanceExpired) {
            return named("maintenanceExpired", event);
        }
        if (event instanceof Retired retired) {
            return named("retired", event, "by", retired.by());
        }
        if (event instanceof Reinstated reinstated) {
            return named("reinstated", event, "by", reinstated.by());
        }
        throw new IllegalStateException("Expected a transition that the API has a name for but got " + event);
    }

    private static Map<String, Object> named(String name, ConnectivityEvent event, @Nullable Object... details) {
        Map<String, Object> view = Json.fields("event", name, "at", event.at());
        view.putAll(Json.fields(details));
        return view;
    }
}
