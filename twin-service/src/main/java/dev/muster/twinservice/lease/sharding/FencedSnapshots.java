package dev.muster.twinservice.lease.sharding;

import akka.dispatch.Futures;
import akka.persistence.SnapshotMetadata;
import akka.persistence.cassandra.snapshot.CassandraSnapshotStore;
import com.typesafe.config.Config;
import dev.muster.twinservice.lease.WriteFence;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;

/** Akka's snapshots in Cassandra, behind the fence: a snapshot of what the journal does not hold would come to life again. */
public final class FencedSnapshots extends CassandraSnapshotStore {
    private final LeaseRegistry registry;

    /** For Akka, by name. */
    public FencedSnapshots(Config config, String path) {
        super(config, path);
        registry = LeaseRegistry.of(context().system());
    }

    @Override
    public Future<BoxedUnit> saveAsync(SnapshotMetadata metadata, Object snapshot) {
        WriteFence.Pass pass = registry.enter();
        if (pass == null || !pass.admitted()) {
            return Futures.failed(new WriteRefused(metadata.persistenceId()));
        }
        Future<BoxedUnit> saved = super.saveAsync(metadata, snapshot);
        var unused = FutureConverters.asJava(saved).whenComplete((done, failure) -> pass.leave());
        return saved;
    }
}
