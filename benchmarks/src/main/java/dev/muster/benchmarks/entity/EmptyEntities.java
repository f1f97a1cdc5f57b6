package dev.muster.benchmarks.entity;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.Cluster;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.ask.PlainAsk;
import dev.muster.twinservice.cluster.AkkaCluster;
import dev.muster.twinservice.cluster.ClusterSettings;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.store.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process of empty entities, on Akka as Muster sets it up, over a journal in Cassandra. It says {@code entities: ready}; each line
 * on its input wakes all of them, and it says how long that took; it ends with its input. Argument: how many.
 */
public final class EmptyEntities {
    /** As many samples as Muster has at its twins at once. */
    private static final int IN_FLIGHT_MAX = 1_024;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int THREADS_MIN = 2;

    private final ClusterSharding sharding;
    private final int count;

    private EmptyEntities(ActorSystem<?> system, int count) {
        this.sharding = ClusterSharding.get(system);
        this.count = count;
        sharding.init(Entity.of(EmptyEntity.TYPE_KEY, entity -> EmptyEntity.create(entity.getEntityId())));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Config config = settings(ConfigFactory.load(), Runtime.getRuntime().availableProcessors());
        // The tables of the journal are Muster's own.
        CassandraStore.connect(StoreSettings.from(config))
                .toCompletableFuture()
                .join()
                .close();
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "entities", config);
        Cluster cluster = Cluster.get(system);
        CompletableFuture<Void> up = new CompletableFuture<>();
        cluster.registerOnMemberUp(() -> up.complete(null));
        cluster.join(cluster.selfAddress());
        up.join();
        EmptyEntities entities = new EmptyEntities(system, Integer.parseInt(arguments[0]));
        System.out.println("entities: ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (orders.readLine() != null) {
            entities.wake();
        }
        system.terminate();
    }

    /** As Muster's, but for what guards the journal from a second node: there is none. Twins' {@code passivate-after} holds here, too. */
    static Config settings(Config shipped, int processors) {
        int threads = Math.max(THREADS_MIN, processors);
        Config own = ConfigFactory.parseMap(Map.of(
                "akka.cluster.sharding.use-lease", "",
                "akka.persistence.cassandra.journal.class", "akka.persistence.cassandra.journal.CassandraJournal",
                "akka.persistence.cassandra.snapshot.class",
                        "akka.persistence.cassandra.snapshot.CassandraSnapshotStore",
                "akka.actor.default-dispatcher.fork-join-executor.parallelism-min", threads,
                "akka.actor.default-dispatcher.fork-join-executor.parallelism-max", threads,
                "akka.actor.internal-dispatcher.fork-join-executor.parallelism-min", threads,
                "akka.actor.internal-dispatcher.fork-join-executor.parallelism-max", threads));
        return own.withFallback(AkkaCluster.keys(ClusterSettings.from(shipped))).withFallback(shipped);
    }

    private void wake() throws InterruptedException {
        Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
        AtomicInteger woken = new AtomicInteger();
        AtomicInteger persisted = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long started = System.nanoTime();
        for (int i = 0; i < count; i++) {
            inFlight.acquire();
            var unused = PlainAsk.<EmptyEntity.Wake, EmptyEntity.Answer>ask(
                            sharding.entityRefFor(EmptyEntity.TYPE_KEY, "unit-" + i),
                            EmptyEntity.Wake::new,
                            ANSWER_WITHIN)
                    .whenComplete((answer, failed) -> {
                        if (failed != null) {
                            failure.compareAndSet(null, failed);
                        } else {
                            woken.incrementAndGet();
                            persisted.addAndGet(answer == EmptyEntity.Answer.NEW ? 1 : 0);
                        }
                        inFlight.release();
                    });
        }
        inFlight.acquire(IN_FLIGHT_MAX);
        long millis = (System.nanoTime() - started) / 1_000_000;
        Throwable failed = failure.get();
        if (failed != null) {
            System.out.println("entities: not all answered: " + failed);
        }
        System.out.println(
                "entities: %d woken in %d ms, %d of them new".formatted(woken.get(), millis, persisted.get()));
    }
}
