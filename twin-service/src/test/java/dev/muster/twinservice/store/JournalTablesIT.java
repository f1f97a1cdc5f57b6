package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shows that akka-persistence-cassandra works on the tables that the schema makes for it, and on nothing else. */
class JournalTablesIT {
    @BeforeAll
    static void makeTables() {
        CassandraStore.connect(TestCassandra.settings(JournalTablesIT.class))
                .orTimeout(1, TimeUnit.MINUTES)
                .join()
                .close();
    }

    @Test
    void shouldRecoverFromSnapshotAndEvents() {
        // given seven events, with snapshots at three and six, and older events deleted
        assertThat(addAndStop(7)).isEqualTo("state 7");

        // when another process recovers it
        String recovered = addAndStop(0);

        // then
        assertThat(recovered).isEqualTo("state 7");
    }

    private static String addAndStop(int events) {
        ActorTestKit process = ActorTestKit.create(config());
        try {
            ActorRef<Object> counter = process.spawn(Counter.create());
            for (int i = 0; i < events; i++) {
                counter.tell("add");
            }
            TestProbe<String> probe = process.createTestProbe();
            counter.tell(probe.ref());
            return probe.receiveMessage(Duration.ofSeconds(30));
        } finally {
            process.shutdownTestKit();
        }
    }

    private static Config config() {
        return ConfigFactory.parseString(
                        """
                        akka.actor.provider = local
                        akka.actor.allow-java-serialization = on
                        akka.actor.warn-about-java-serializer-usage = off
                        akka.persistence {
                          journal.plugin = "akka.persistence.cassandra.journal"
                          snapshot-store.plugin = "akka.persistence.cassandra.snapshot"
                          cassandra {
                            journal.keyspace = %1$s
                            snapshot.keyspace = %1$s
                            journal.support-all-persistence-ids = off
                            events-by-tag.enabled = false
                          }
                        }
                        datastax-java-driver {
                          basic.contact-points = ["%2$s"]
                          basic.load-balancing-policy.local-datacenter = datacenter1
                          basic.request.timeout = 10 seconds
                        }""".formatted(TestCassandra.keyspace(JournalTablesIT.class), TestCassandra.contactPoint()))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    /** Counts; a message that is an actor is told the count. */
    private static final class Counter extends EventSourcedBehavior<Object, String, Integer> {
        private Counter() {
            super(PersistenceId.ofUniqueId("counter"));
        }

        static Behavior<Object> create() {
            return new Counter();
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public RetentionCriteria retentionCriteria() {
            return RetentionCriteria.snapshotEvery(3, 2).withDeleteEventsOnSnapshot();
        }

        @Override
        @SuppressWarnings("unchecked") // who sends an actor sends one that takes text
        public CommandHandler<Object, String, Integer> commandHandler() {
            return (state, command) -> command instanceof ActorRef<?> asker
                    ? Effect().none().thenRun(count -> ((ActorRef<String>) asker).tell("state " + count))
                    : Effect().persist("added");
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (state, event) -> state + 1;
        }
    }
}
