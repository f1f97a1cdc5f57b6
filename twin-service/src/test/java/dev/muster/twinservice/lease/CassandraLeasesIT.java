package dev.muster.twinservice.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.endtoend.Eventually;
import dev.muster.twinservice.lease.LeaseTables.Changed;
import dev.muster.twinservice.lease.LeaseTables.SessionRow;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.store.TestCassandra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions and leases on a real Cassandra, asked by three clients. */
class CassandraLeasesIT {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final LeaseSettings SETTINGS = new LeaseSettings(
            new LeaseSettings.Session(TTL, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofHours(1)),
            new LeaseSettings.Retry(Duration.ofMillis(50), Duration.ofMillis(500)));
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CLIENTS = 3;
    private static final int LEASES = 40;

    private static final List<CassandraStore> STORES = new ArrayList<>();

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final List<LeaseTables> clients =
            STORES.stream().map(store -> store.leases(SETTINGS)).toList();

    @BeforeAll
    static void connect() {
        for (int i = 0; i < CLIENTS; i++) {
            STORES.add(await(CassandraStore.connect(TestCassandra.settings(CassandraLeasesIT.class))));
        }
    }

    @AfterAll
    static void close() {
        STORES.forEach(CassandraStore::close);
    }

    private SessionId session(String name) {
        return new SessionId(name + "-" + unique, UUID.randomUUID());
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheStateOfASession() {
        SessionId session = session("refused");
        LeaseTables own = clients.get(0);
        LeaseTables other = clients.get(1);

        assertThat(await(own.renew(session))).isEqualTo(new Changed<>(false, SessionRow.ABSENT));
        assertThat(await(own.endLive(session))).isEqualTo(new Changed<>(false, SessionRow.ABSENT));
        assertThat(await(own.begin(session))).isEqualTo(new Changed<>(true, SessionRow.LIVE));
        assertThat(await(own.begin(session))).isEqualTo(new Changed<>(false, SessionRow.LIVE));
        assertThat(await(other.endExpired(session))).isEqualTo(new Changed<>(false, SessionRow.LIVE));
        assertThat(await(own.renew(session))).isEqualTo(new Changed<>(true, SessionRow.LIVE));
        assertThat(await(other.liveAt(session.address()))).containsExactly(session);

        assertThat(await(other.endLive(session))).isEqualTo(new Changed<>(true, SessionRow.ENDED));
        assertThat(await(own.renew(session))).isEqualTo(new Changed<>(false, SessionRow.ENDED));
        assertThat(await(own.begin(session))).isEqualTo(new Changed<>(false, SessionRow.ENDED));
        assertThat(await(other.endLive(session))).isEqualTo(new Changed<>(false, SessionRow.ENDED));
        assertThat(await(other.endExpired(session))).isEqualTo(new Changed<>(false, SessionRow.ENDED));
        assertThat(await(other.liveAt(session.address()))).isEmpty();
    }

    /** A row that was inserted is also kept alive by updates of its one cell. */
    @Test
    void shouldLiveForAsLongAsItIsRenewedAndNoLonger() {
        SessionId session = session("renewed");
        LeaseTables own = clients.get(0);
        long begunNanos = System.nanoTime();
        await(own.begin(session));

        Eventually.holds(SOON, () -> {
            assertThat(await(own.renew(session)).applied()).isTrue();
            assertThat(System.nanoTime() - begunNanos)
                    .isGreaterThan(TTL.plusSeconds(1).toNanos());
        });
        assertThat(await(own.begin(session))).isEqualTo(new Changed<>(false, SessionRow.LIVE));
        long renewedNanos = System.nanoTime();
        assertThat(await(own.renew(session)).applied()).isTrue();

        Eventually.holds(
                SOON, () -> assertThat(await(clients.get(2).endExpired(session)).applied())
                        .isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - renewedNanos))
                .as("lived after its last renewal was sent")
                .isGreaterThan(TTL.minusSeconds(1));
    }

    @Test
    void shouldLetOneOfThreeHaveEachLease() {
        List<SessionId> sessions =
                IntStream.range(0, CLIENTS).mapToObj(i -> session("racer-" + i)).toList();
        for (int lease = 0; lease < LEASES; lease++) {
            String name = unique + "-race-" + lease;
            for (long version = 0; version < 2; version++) {
                LeaseRow before = await(clients.get(lease % CLIENTS).read(name));
                assertThat(before.version()).isEqualTo(version);

                List<CompletableFuture<Changed<LeaseRow>>> swaps = IntStream.range(0, CLIENTS)
                        .mapToObj(i -> clients.get(i)
                                .swap(name, before.ownedBy(sessions.get(i)))
                                .toCompletableFuture())
                        .toList();

                List<Changed<LeaseRow>> answers =
                        swaps.stream().map(CassandraLeasesIT::await).toList();
                LeaseRow row = await(clients.get(0).read(name));
                assertThat(answers.stream().filter(Changed::applied)).hasSize(1);
                // Those who lost are told who won.
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer.found()).isEqualTo(row));
            }
        }
    }

    @Test
    void shouldRefuseWhatComesTooLate() {
        String name = unique + "-late";
        SessionId session = session("late");
        LeaseTables own = clients.get(0);
        LeaseRow held = LeaseRow.ABSENT.ownedBy(session);

        assertThat(await(own.swap(name, held)).applied()).isTrue();
        LeaseRow free = held.ownedBy(null);
        assertThat(await(own.swap(name, free))).isEqualTo(new Changed<>(true, free));

        // The first swap once more, and the second.
        assertThat(await(own.swap(name, held))).isEqualTo(new Changed<>(false, free));
        assertThat(await(own.swap(name, free))).isEqualTo(new Changed<>(false, free));
        assertThat(await(own.read(name))).isEqualTo(free);
    }

    @Test
    void shouldGoFromNodeToNode() {
        try (Node first = new Node(session("first"), clients.get(0));
                Node second = new Node(session("second"), clients.get(1));
                Node third = new Node(session("third"), clients.get(2))) {
            // given all on the first, and wanted by the second
            await(first.acquireAll());
            CompletableFuture<Void> onSecond = second.acquireAll();

            // when it leaves as it should
            await(first.leases.end());
            long endedNanos = System.nanoTime();
            await(onSecond);
            assertThat(Duration.ofNanos(System.nanoTime() - endedNanos)).isLessThan(TTL.dividedBy(2));
            assertThat(second.leases.figures().held()).isEqualTo(LEASES);

            // and when the second is killed
            CompletableFuture<Void> onThird = third.acquireAll();
            second.close();
            long killedNanos = System.nanoTime();
            await(onThird);

            // then not before its fence was shut, but soon after
            assertThat(second.leases.fence().enter().admitted()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - killedNanos)).isLessThan(TTL.plusSeconds(4));
            assertThat(third.leases.figures().held()).isEqualTo(LEASES);
        }
    }

    /** As a node has it; closing is a kill. */
    private final class Node implements LeaseLoop, AutoCloseable {
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final NodeLeases leases;

        Node(SessionId id, LeaseTables tables) {
            leases = new NodeLeases(id, tables, this, SETTINGS);
            await(leases.begin());
        }

        CompletableFuture<Void> acquireAll() {
            return CompletableFuture.allOf(IntStream.range(0, LEASES)
                    .mapToObj(i ->
                            leases.acquire(unique + "-moving-" + i, () -> {}).toCompletableFuture())
                    .toArray(CompletableFuture[]::new));
        }

        @Override
        public void execute(Runnable task) {
            after(Duration.ZERO, task);
        }

        @Override
        public void after(Duration delay, Runnable task) {
            if (!thread.isShutdown()) {
                var unused = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
