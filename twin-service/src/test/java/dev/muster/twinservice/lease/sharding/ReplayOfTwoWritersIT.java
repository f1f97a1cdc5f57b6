package dev.muster.twinservice.lease.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.store.TestCassandra;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the fence cannot hold back: a row that was on its way when its node was stopped, and that Cassandra gets after another node
 * has taken the twin over. The journal takes it; replay does not.
 */
class ReplayOfTwoWritersIT {
    private static final String TABLE = TestCassandra.keyspace(ReplayOfTwoWritersIT.class) + ".messages";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** As application.conf has it, without the fence: there is no session, and what came through it is what this is about. */
    private static final Config CONFIG = ConfigFactory.parseString(
                    """
                    akka {
                      actor.provider = local, coordinated-shutdown.exit-jvm = off, jvm-exit-on-fatal-error = off
                      persistence.cassandra.journal.class = "akka.persistence.cassandra.journal.CassandraJournal"
                      persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
                    }
                    muster.cassandra { contact-points = ["%s"], keyspace = %s }
                    """.formatted(TestCassandra.contactPoint(), TestCassandra.keyspace(ReplayOfTwoWritersIT.class)))
            .withFallback(ConfigFactory.defaultApplication())
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();

    private final String entity = "Diary|" + UUID.randomUUID();
    private final List<ActorTestKit> nodes = new ArrayList<>();

    private sealed interface Command {}

    private record Note(String text, ActorRef<Done> replyTo) implements Command {}

    private record Read(ActorRef<List<String>> replyTo) implements Command {}

    @BeforeAll
    static void migrate() throws Exception {
        CassandraStore.connect(TestCassandra.settings(ReplayOfTwoWritersIT.class))
                .get(60, TimeUnit.SECONDS)
                .close();
    }

    @AfterEach
    void end() {
        nodes.forEach(ActorTestKit::shutdownTestKit);
    }

    @Test
    void shouldLeaveOutWhatTheFormerWriterWroteAfterItsSuccessor() {
        ActorRef<Command> former = woken("former");
        note(former, "a1", "a2");
        ActorRef<Command> successor = woken("successor");
        note(successor, "b3", "b4");

        note(former, "late3");

        assertThat(rowsOfNumberThree()).hasSize(2);
        assertThat(read(woken("next"))).containsExactly("a1", "a2", "b3", "b4");
    }

    /** As it is when the row was made before the stop: its time is older than all that the successor wrote. */
    @Test
    void shouldLeaveOutWhatTheFormerWriterMadeBeforeAndThatCameAfter() {
        ActorRef<Command> former = woken("former");
        note(former, "a1", "a2");
        ActorRef<Command> successor = woken("successor");
        note(successor, "b3", "b4");
        note(former, "late3");

        makeOlder(rowsOfNumberThree().get(1), rowsOfNumberThree().get(0));

        assertThat(rowsOfNumberThree()).hasSize(2);
        assertThat(read(woken("next"))).containsExactly("a1", "a2", "b3", "b4");
    }

    /** Moves {@code late} before {@code before}, in the order that the journal keeps rows of one number in. */
    private void makeOlder(Row late, Row before) {
        Instant earlier = Instant.ofEpochMilli(Uuids.unixTimestamp(Objects.requireNonNull(before.getUuid("timestamp"))))
                .minusSeconds(1);
        try (CqlSession session = TestCassandra.session()) {
            session.execute(
                    "INSERT INTO " + TABLE + " (persistence_id, partition_nr, sequence_nr, timestamp, timebucket,"
                            + " writer_uuid, ser_id, ser_manifest, event_manifest, event)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    entity,
                    late.getLong("partition_nr"),
                    late.getLong("sequence_nr"),
                    Uuids.startOf(earlier.toEpochMilli()),
                    late.getString("timebucket"),
                    late.getString("writer_uuid"),
                    late.getInt("ser_id"),
                    late.getString("ser_manifest"),
                    late.getString("event_manifest"),
                    late.getByteBuffer("event"));
            session.execute(
                    "DELETE FROM " + TABLE
                            + " WHERE persistence_id = ? AND partition_nr = ? AND sequence_nr = ? AND timestamp = ?",
                    entity,
                    late.getLong("partition_nr"),
                    late.getLong("sequence_nr"),
                    late.getUuid("timestamp"));
        }
    }

    private List<Row> rowsOfNumberThree() {
        try (CqlSession session = TestCassandra.session()) {
            return session
                    .execute("SELECT * FROM " + TABLE + " WHERE persistence_id = ? AND partition_nr = 0", entity)
                    .all()
                    .stream()
                    .filter(row -> row.getLong("sequence_nr") == 3)
                    .toList();
        }
    }

    /** The entity, on a node that has read its journal. */
    private ActorRef<Command> woken(String name) {
        ActorTestKit node = ActorTestKit.create("ReplayOfTwoWritersIT-" + name, CONFIG);
        nodes.add(node);
        ActorRef<Command> diary = node.spawn(new Diary(PersistenceId.ofUniqueId(entity)));
        read(diary);
        return diary;
    }

    private void note(ActorRef<Command> diary, String... texts) {
        for (String text : texts) {
            TestProbe<Done> probe = nodes.get(0).createTestProbe();
            diary.tell(new Note(text, probe.ref()));
            probe.expectMessageClass(Done.class, SOON);
        }
    }

    private List<String> read(ActorRef<Command> diary) {
        TestProbe<List<String>> probe = nodes.get(0).createTestProbe();
        diary.tell(new Read(probe.ref()));
        return probe.receiveMessage(SOON);
    }

    private static final class Diary extends EventSourcedBehavior<Command, String, List<String>> {
        Diary(PersistenceId id) {
            super(id);
        }

        @Override
        public List<String> emptyState() {
            return List.of();
        }

        @Override
        public CommandHandler<Command, String, List<String>> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onCommand(
                            Note.class,
                            note -> Effect().persist(note.text).thenRun(() -> note.replyTo.tell(Done.getInstance())))
                    .onCommand(Read.class, (notes, read) -> {
                        read.replyTo.tell(notes);
                        return Effect().none();
                    })
                    .build();
        }

        @Override
        public EventHandler<List<String>, String> eventHandler() {
            return newEventHandlerBuilder().forAnyState().onAnyEvent((notes, text) -> {
                List<String> more = new ArrayList<>(notes);
                more.add(text);
                return List.copyOf(more);
            });
        }
    }
}
