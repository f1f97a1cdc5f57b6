package dev.muster.twinservice.connectivity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceBegan;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceEnded;
import dev.muster.twinservice.connectivity.ConnectivityEvent.MaintenanceExpired;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.Reinstated;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOffline;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOnline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an asset's connectivity stands. Immutable; part of the twin's snapshot, therefore the names in
 * {@code @JsonSubTypes} are stored. Applying an event that {@link ConnectivityRules} never issues in a state is a bug and
 * throws {@link IllegalStateException}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConnectivityState.Expected.class, name = "expected"),
    @JsonSubTypes.Type(value = ConnectivityState.Online.class, name = "online"),
    @JsonSubTypes.Type(value = ConnectivityState.Offline.class, name = "offline"),
    @JsonSubTypes.Type(value = ConnectivityState.Maintenance.class, name = "maintenance"),
    @JsonSubTypes.Type(value = ConnectivityState.Retired.class, name = "retired")
})
public sealed interface ConnectivityState {
    /** The state that {@code event} leads to. */
    ConnectivityState next(ConnectivityEvent event);

    /** The name of this state in the vocabulary that all modules share. */
    Connectivity connectivity();

    /** Since when; {@code null} for an asset that was never seen and never reinstated. */
    @Nullable
    Instant since();

    /** What is known from records alone; maintenance covers it without forgetting it. */
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Expected.class, name = "expected"),
        @JsonSubTypes.Type(value = Online.class, name = "online"),
        @JsonSubTypes.Type(value = Offline.class, name = "offline")
    })
    sealed interface Presence extends ConnectivityState {
        @Override
        default ConnectivityState next(ConnectivityEvent event) {
            if (event instanceof MaintenanceBegan began) {
                return new Maintenance(began.by(), began.at(), began.until(), this);
            }
            if (event instanceof ConnectivityEvent.Retired retired) {
                return new Retired(retired.by(), retired.at());
            }
            return heard(event);
        }

        /** The presence after an event that came from records. */
        Presence heard(ConnectivityEvent event);
    }

    /**
     * Never seen.
     *
     * @param since when it was reinstated, if ever
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Expected(@Nullable Instant since) implements Presence {
        @Override
        public Connectivity connectivity() {
            return Connectivity.EXPECTED;
        }

        @Override
        public Presence heard(ConnectivityEvent event) {
            if (event instanceof WentOnline online) {
                return new Online(online.at());
            }
            if (event instanceof WentOffline offline) {
                return new Offline(offline.since(), offline.detectedAt(), offline.cause());
            }
            throw illegal(this, event);
        }
    }

    /** Heard, and not silent for longer than allowed, as far as anyone noticed. */
    record Online(Instant since) implements Presence {
        @Override
        public Connectivity connectivity() {
            return Connectivity.ONLINE;
        }

        @Override
        public Presence heard(ConnectivityEvent event) {
            if (event instanceof WentOffline offline) {
                return new Offline(offline.since(), offline.detectedAt(), offline.cause());
            }
            throw illegal(this, event);
        }
    }

    /**
     * Not heard.
     *
     * @param since when it was last seen
     */
    record Offline(Instant since, Instant detectedAt, OfflineCause cause) implements Presence {
        @Override
        public Connectivity connectivity() {
            return Connectivity.OFFLINE;
        }

        @Override
        public Presence heard(ConnectivityEvent event) {
            if (event instanceof WentOnline online) {
                return new Online(online.at());
            }
            throw illegal(this, event);
        }
    }

    /**
     * Being worked on. Records go on moving {@code presence}, so that the end of the work finds the truth.
     *
     * @param by who announced it last
     */
    record Maintenance(Principal by, Instant since, Instant until, Presence presence) implements ConnectivityState {
        @Override
        public Connectivity connectivity() {
            return Connectivity.MAINTENANCE;
        }

        @Override
        public ConnectivityState next(ConnectivityEvent event) {
            if (event instanceof MaintenanceBegan renewed) {
                return new Maintenance(renewed.by(), since, renewed.until(), presence);
            }
            if (event instanceof MaintenanceEnded || event instanceof MaintenanceExpired) {
                return presence;
            }
            if (event instanceof ConnectivityEvent.Retired retired) {
                return new Retired(retired.by(), retired.at());
            }
            return new Maintenance(by, since, until, presence.heard(event));
        }
    }

    /** Out of service. What it still sends is refused and changes nothing here. */
    record Retired(Principal by, Instant since) implements ConnectivityState {
        @Override
        public Connectivity connectivity() {
            return Connectivity.RETIRED;
        }

        @Override
        public ConnectivityState next(ConnectivityEvent event) {
            if (event instanceof Reinstated reinstated) {
                return new Expected(reinstated.at());
            }
            throw illegal(this, event);
        }
    }

    private static IllegalStateException illegal(ConnectivityState state, ConnectivityEvent event) {
        return new IllegalStateException("Expected an event that can follow " + state + " but got " + event);
    }
}
