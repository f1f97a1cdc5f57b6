package dev.muster.twinservice.promise;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Owners;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Promises on this node: its share of the keepers, and the way to all of them. */
public final class PromiseService implements Owners, PromiseQuery.Reader {
    private static final Duration WAKE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final ClusterSharding sharding;

    private PromiseService(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /**
     * Once per actor system, with which it stops, and not before the model's view has caught up: what is not known there yet would look
     * as if nobody wanted it.
     */
    public static PromiseService start(
            ActorSystem<?> system,
            Sights sights,
            Commanding commanding,
            PromiseStream stream,
            Clock clock,
            PromiseSettings settings) {
        PromisePorts ports = new PromisePorts(
                sights, commanding, stream, system.dispatchers().lookup(DispatcherSelector.blocking()), clock);
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(
                        PromiseKeeper.TYPE_KEY,
                        entity -> PromiseKeeper.create(Integer.parseInt(entity.getEntityId()), ports, settings))
                // Keepers are few, and one that sleeps keeps no promise.
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
        PromiseService service = new PromiseService(sharding);
        system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        WAKE_INTERVAL,
                        () -> service.keepers().forEach(keeper -> keeper.tell(new PromiseKeeper.Wake())),
                        system.executionContext());
        return service;
    }

    @Override
    public CompletionStage<?> tell(Owner owner, CommandRecord told) {
        if (owner.kind() != Owner.Kind.PROMISE) {
            return CompletableFuture.failedStage(
                    new IllegalArgumentException("Expected a promise behind the command but got " + owner));
        }
        return sharding.entityRefFor(PromiseKeeper.TYPE_KEY, owner.id())
                .<PromiseKeeper.Noted>ask(replyTo -> new PromiseKeeper.Told(told, replyTo), ANSWER_WITHIN);
    }

    @Override
    public CompletionStage<List<Promise>> find(PromiseQuery query) {
        List<EntityRef<PromiseKeeper.Command>> asked = query.asset() == null
                ? keepers()
                : List.of(sharding.entityRefFor(
                        PromiseKeeper.TYPE_KEY, Integer.toString(PromiseKey.bucket(query.asset()))));
        CompletionStage<List<List<Promise>>> all = CompletableFuture.completedStage(new ArrayList<>());
        List<CompletionStage<PromiseKeeper.Answer>> answers = asked.stream()
                .map(keeper -> keeper.<PromiseKeeper.Answer>ask(
                        replyTo -> new PromiseKeeper.Ask(query, replyTo), ANSWER_WITHIN))
                .toList();
        for (CompletionStage<PromiseKeeper.Answer> answer : answers) {
            all = all.thenCombine(answer, (found, more) -> {
                found.add(more.promises());
                return found;
            });
        }
        return all.thenApply(query::merged);
    }

    private List<EntityRef<PromiseKeeper.Command>> keepers() {
        return IntStream.range(0, PromiseKey.BUCKETS)
                .mapToObj(bucket -> sharding.entityRefFor(PromiseKeeper.TYPE_KEY, Integer.toString(bucket)))
                .toList();
    }
}
