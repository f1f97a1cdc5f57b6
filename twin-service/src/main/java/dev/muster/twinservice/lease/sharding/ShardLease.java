package dev.muster.twinservice.lease.sharding;

import akka.actor.ExtendedActorSystem;
import akka.coordination.lease.LeaseSettings;
import akka.coordination.lease.javadsl.Lease;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What Cluster Sharding asks before a shard starts. Waits for as long as it takes, and says {@code false} only when the shard was stopped
 * meanwhile: asked again and again it could do no more.
 */
public final class ShardLease extends Lease {
    private static final IllegalStateException LOST =
            new IllegalStateException("Expected this node's session to live but another node has ended it");

    private final LeaseSettings settings;
    private final LeaseRegistry registry;

    /** For Akka, by name. */
    public ShardLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
        this.registry = LeaseRegistry.of(system);
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        return acquire(lost -> {});
    }

    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLostCallback) {
        return registry.leases()
                .thenCompose(leases ->
                        leases.acquire(settings.leaseName(), () -> leaseLostCallback.accept(Optional.of(LOST))));
    }

    @Override
    public CompletionStage<Boolean> release() {
        return registry.leases().thenCompose(leases -> leases.release(settings.leaseName()));
    }

    @Override
    public boolean checkLease() {
        return registry.holds(settings.leaseName());
    }
}
