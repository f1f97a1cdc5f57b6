package dev.muster.twinservice.lease.sharding;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import dev.muster.twinservice.lease.NodeLeases;
import dev.muster.twinservice.lease.WriteFence;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where what Akka makes by the names of classes (leases, the journal) finds the leases of its node. */
final class LeaseRegistry implements Extension {
    private static final Id ID = new Id();

    private final CompletableFuture<NodeLeases> leases = new CompletableFuture<>();

    private static final class Id extends AbstractExtensionId<LeaseRegistry> {
        @Override
        public LeaseRegistry createExtension(ExtendedActorSystem system) {
            return new LeaseRegistry();
        }
    }

    static LeaseRegistry of(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** Once, when the session of the node lives. */
    void complete(NodeLeases begun) {
        leases.complete(begun);
    }

    /** Completes when the session of the node lives. */
    CompletionStage<NodeLeases> leases() {
        return leases;
    }

    /** In memory. */
    boolean holds(String lease) {
        NodeLeases begun = leases.getNow(null);
        return begun != null && begun.holds(lease);
    }

    /** {@code null}: there is no session yet, and nothing may be written. */
    WriteFence.@Nullable Pass enter() {
        NodeLeases begun = leases.getNow(null);
        return begun == null ? null : begun.fence().enter();
    }
}
