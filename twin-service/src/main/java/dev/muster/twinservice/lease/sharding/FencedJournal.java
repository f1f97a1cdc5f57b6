package dev.muster.twinservice.lease.sharding;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.cassandra.journal.CassandraJournal;
import com.typesafe.config.Config;
import dev.muster.twinservice.lease.WriteFence;
import dev.muster.twinservice.store.JournalEnds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Akka's journal in Cassandra, behind the fence: of two nodes that both think a twin is theirs, at most one writes. Where a journal ends is
 * found in its own way, which is cheaper.
 */
public final class FencedJournal extends CassandraJournal {
    private static final Logger LOG = LoggerFactory.getLogger(FencedJournal.class);

    private final LeaseRegistry registry;
    private final JournalEnds ends;
    /** By persistence id, what is on its way to Cassandra. */
    private final Map<String, Future<?>> writes = new ConcurrentHashMap<>();

    /** For Akka, by name. */
    public FencedJournal(Config config, String path) {
        super(config, path);
        registry = LeaseRegistry.of(context().system());
        ends = JournalEnds.of(context().system(), path.substring(0, path.lastIndexOf('.')));
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
        String id = messages.head().persistenceId();
        writes.put(id, written);
        var unused = FutureConverters.asJava(written)
                .whenCompleteAsync(
                        (done, failure) -> {
                            writes.remove(id, written);
                            pass.leave();
                        },
                        Runnable::run);
        return written;
    }

    /** Of an entity that starts again while its last write is on its way, Akka's own: it waits for that. */
    @Override
    public Future<Object> asyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        if (writes.containsKey(persistenceId)) {
            return super.asyncReadHighestSequenceNr(persistenceId, fromSequenceNr);
        }
        return FutureConverters.asScala(
                ends.last(persistenceId, fromSequenceNr).thenApplyAsync(last -> (Object) last, Runnable::run));
    }
}
