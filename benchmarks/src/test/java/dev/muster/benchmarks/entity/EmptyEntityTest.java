package dev.muster.benchmarks.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.benchmarks.entity.EmptyEntity.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmptyEntityTest {
    private static final Config SETTINGS = EmptyEntities.settings(ConfigFactory.load(), 1);

    @Test
    void shouldPersistOneEventOnlyAndRecoverFromIt() {
        Config inMemory = ConfigFactory.parseMap(Map.of(
                        "akka.actor.provider", "local",
                        "akka.coordinated-shutdown.exit-jvm", false,
                        "akka.persistence.journal.plugin", "akka.persistence.journal.inmem",
                        "akka.persistence.journal.inmem.test-serialization", true,
                        "akka.persistence.snapshot-store.plugin", ""))
                .withFallback(SETTINGS);
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "entities", inMemory);
        try {
            ActorRef<EmptyEntity.Wake> first = entity(system, "first");
            assertThat(wake(system, first)).isEqualTo(Answer.NEW);
            assertThat(wake(system, first)).isEqualTo(Answer.KNOWN);

            assertThat(wake(system, entity(system, "second"))).isEqualTo(Answer.KNOWN);
        } finally {
            system.terminate();
        }
    }

    private static ActorRef<EmptyEntity.Wake> entity(ActorSystem<?> system, String name) {
        return system.systemActorOf(EmptyEntity.create("unit-1"), name, Props.empty());
    }

    private static Answer wake(ActorSystem<?> system, ActorRef<EmptyEntity.Wake> entity) {
        return AskPattern.<EmptyEntity.Wake, Answer>ask(
                        entity, EmptyEntity.Wake::new, Duration.ofSeconds(10), system.scheduler())
                .toCompletableFuture()
                .join();
    }

    @Test
    void shouldRunOnAkkaAsMusterSetsItUpWithoutLeases() {
        assertThat(SETTINGS.getString("akka.cluster.sharding.use-lease")).isEmpty();
        assertThat(SETTINGS.getString("akka.persistence.journal.plugin"))
                .isEqualTo("akka.persistence.cassandra.journal");
        assertThat(SETTINGS.getString("akka.persistence.cassandra.journal.class"))
                .isEqualTo("akka.persistence.cassandra.journal.CassandraJournal");
        assertThat(SETTINGS.getInt("akka.persistence.max-concurrent-recoveries"))
                .isEqualTo(SETTINGS.getInt("muster.twin.activations-max"));
        assertThat(SETTINGS.getString("akka.cluster.sharding.passivation.strategy"))
                .isEqualTo("default-strategy");
        assertThat(SETTINGS.getInt("akka.actor.default-dispatcher.fork-join-executor.parallelism-max"))
                .isEqualTo(2);
    }
}
