package dev.muster.twinservice.lease.sharding;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.cassandra.journal.CassandraJournal;
import com.typesafe.config.Config;
import dev.muster.twinservice.lease.WriteFence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** Akka's journal in Cassandra, behind the fence: of two nodes that both think a twin is theirs, at most one writes. */
public final class FencedJournal extends CassandraJournal {
    private static final Logger LOG = LoggerFactory.getLogger(FencedJournal.class);

    private final LeaseRegistry registry;

    /** For Akka, by name. */
    public FencedJournal(Config config, String path) {
        super(config, path);
        registry = LeaseRegistry.of(context().system());
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
        WriteFence.Pass pass = registry.enter();
        if (pass == null || !pass.admitted()) {
            WriteRefused refused = new WriteRefused(messages.head().persistenceId());
            // Why, and since when, the session's keeper has said.
            LOG.debug("{}", refused.getMessage());
            return Futures.failed(refused);
        }
        Future<Seq<Try<BoxedUnit>>> written = super.asyncWriteMessages(messages);
        var unused = FutureConverters.asJava(written).whenComplete((done, failure) -> pass.leave());
        return written;
    }
}
