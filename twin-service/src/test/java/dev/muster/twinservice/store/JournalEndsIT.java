package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finds the ends of journals that Akka's own plugin writes, across partitions of four events. */
class JournalEndsIT {
    private static final String PLUGIN = "akka.persistence.cassandra";

    /** As application.conf has it, but for the fence, without which nobody writes, and for the size of partitions. */
    private static final Config CONFIG = ConfigFactory.parseString(
                    """
                    akka {
                      actor.provider = local, coordinated-shutdown.exit-jvm = off, jvm-exit-on-fatal-error = off
                      persistence.cassandra.journal {
                        class = "akka.persistence.cassandra.journal.CassandraJournal", target-partition-size = 4
                      }
                      persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
                    }
                    muster.cassandra { contact-points = ["%s"], keyspace = %s }
                    """.formatted(TestCassandra.contactPoint(), TestCassandra.keyspace(JournalEndsIT.class)))
            .withFallback(ConfigFactory.defaultApplication())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();

    private static ActorTestKit node;

    @BeforeAll
    static void migrate() throws Exception {
        CassandraStore.connect(TestCassandra.settings(JournalEndsIT.class))
                .get(60, TimeUnit.SECONDS)
                .close();
        node = ActorTestKit.create("JournalEndsIT", CONFIG);
    }

    @AfterAll
    static void end() {
        node.shutdownTestKit();
    }

    @Test
    void shouldFindTheEndAfterEachWrite() throws Exception {
        JournalEnds ends = JournalEnds.of(node.system(), PLUGIN);
        String id = "Tally|" + UUID.randomUUID();
        assertThat(last(ends, id, 0)).isZero();

        ActorRef<Add> tally = node.spawn(new Tally(PersistenceId.ofUniqueId(id)));
        TestProbe<Integer> probe = node.createTestProbe();
        int written = 0;
        // The third is across an end, the sixth skips the partition of 13 to 16.
        for (int events : new int[] {1, 2, 4, 1, 4, 5, 3, 1}) {
            tally.tell(new Add(events, probe.ref()));
            int before = written;
            written = probe.receiveMessage(Duration.ofSeconds(20));

            assertThat(written).isEqualTo(before + events);
            assertThat(last(ends, id, 0)).as("from its beginning").isEqualTo(written);
            assertThat(last(ends, id, before)).as("from %s", before).isEqualTo(written);
            assertThat(last(ends, id, written)).as("from its end").isEqualTo(written);
        }
    }

    private static long last(JournalEnds ends, String id, long known) throws Exception {
        return ends.last(id, known).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private record Add(int events, ActorRef<Integer> replyTo) {}

    /** Writes so many events at once, and says how many there are. */
    private static final class Tally extends EventSourcedBehavior<Add, String, Integer> {
        Tally(PersistenceId id) {
            super(id);
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<Add, String, Integer> commandHandler() {
            return (count, add) ->
                    Effect().persist(Collections.nCopies(add.events, "one")).thenRun(all -> add.replyTo.tell(all));
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (count, event) -> count + 1;
        }
    }
}
