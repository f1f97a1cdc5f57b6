package dev.muster.twinservice.lease.sharding;

import akka.actor.CoordinatedShutdown;

/** Why a node leaves whose session others have ended. Named in application.conf, for its exit code. */
final class SessionLost implements CoordinatedShutdown.Reason {
    @Override
    public String toString() {
        return "session lost";
    }
}
