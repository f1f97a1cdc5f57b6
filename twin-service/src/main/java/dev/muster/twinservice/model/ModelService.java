package dev.muster.twinservice.model;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.typed.Cluster;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.stream.AkkaTimers;
import dev.muster.twinservice.model.ModelFeed.FollowedChangelog;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The asset model on this node: its share of the writers, the way to all of them, and the view. */
public final class ModelService {
    private static final int PARTITION = 0;
    private static final int FETCH_BYTES_MAX = 8 * 1024 * 1024;

    private final ActorSystem<?> system;
    private final Clock clock;
    private final ModelSettings settings;
    private final InMemoryModelView view;
    private final ModelGateway gateway;
    private final ModelFeed feed;

    private ModelService(
            ActorSystem<?> system,
            Clock clock,
            ModelSettings settings,
            InMemoryModelView view,
            ModelGateway gateway,
            ModelFeed feed) {
        this.system = system;
        this.clock = clock;
        this.settings = settings;
        this.view = view;
        this.gateway = gateway;
        this.feed = feed;
    }

    /**
     * Starts without waiting for anything: {@link ModelFeed#caughtUp()} tells when the view can be used. Stops with the actor
     * system. Once per actor system.
     *
     * @param topic of one partition, compacted; must exist
     */
    public static ModelService start(
            ActorSystem<?> system, Brokers brokers, String topic, Clock clock, ModelSettings settings) {
        InMemoryModelView view = new InMemoryModelView();
        KafkaChangelog changelog =
                new KafkaChangelog(brokers, topic, settings.writer().publishTimeout());
        WriterPorts ports = WriterPorts.of(view, changelog, clock, settings.precedence());
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(
                        ModelWriter.TYPE_KEY,
                        entity -> ModelWriter.create(new BucketId(entity.getEntityId()), ports, settings.writer()))
                // Writers are few, and one that sleeps publishes nothing.
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
        ModelFeed feed = ModelFeed.start(
                new FollowedChangelog(
                        new TopicPartition(topic, PARTITION),
                        () -> new KafkaConsumer<>(
                                consumer(brokers, settings.feed()),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        key -> tell(sharding, BucketId.ofEntityKey(key), new ModelWriter.PublishAgain(key)),
                        system.executionContext()),
                view,
                clock,
                settings.feed());
        keepWritersAwake(system, sharding, view, settings.writer().wakeInterval());
        closeWith(system, changelog, feed);
        return new ModelService(
                system, clock, settings, view, new ModelGateway(system, view, settings.gateway()), feed);
    }

    /**
     * Completes once it is certain that the changelog is that of the journal, see {@link ChangelogCheck}; the view shows the model
     * then. Fails with a line for the operator. To be asked when the view has caught up.
     *
     * @param journaled reads the names of all writers that ever journaled anything
     */
    public CompletionStage<Void> agreed(Supplier<CompletionStage<Set<String>>> journaled) {
        Cluster cluster = Cluster.get(system);
        ClusterSharding sharding = ClusterSharding.get(system);
        return new ChangelogCheck(
                        new ChangelogCheck.Ports(
                                feed::caughtUp,
                                () -> BucketId.all(view.hierarchies()),
                                () -> journaled.get().thenApply(names -> names.stream()
                                        .map(BucketId::new)
                                        .toList()),
                                (bucket, end, unite) -> sharding.entityRefFor(ModelWriter.TYPE_KEY, bucket.value())
                                        .ask(
                                                replyTo -> new ModelWriter.Compare(end, unite, replyTo),
                                                settings.gateway().replyTimeout()),
                                () -> cluster.selfMember().status() == MemberStatus.up()),
                        settings.changelog(),
                        new AkkaTimers(system),
                        clock)
                .run();
    }

    public InMemoryModelView view() {
        return view;
    }

    public ModelGateway gateway() {
        return gateway;
    }

    public ModelFeed feed() {
        return feed;
    }

    /** A writer that is not running drains no outbox; where one already runs, this only makes it look at its own. */
    private static void keepWritersAwake(
            ActorSystem<?> system, ClusterSharding sharding, InMemoryModelView view, Duration interval) {
        system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        interval,
                        () -> BucketId.all(view.hierarchies())
                                .forEach(bucket -> tell(sharding, bucket, new ModelWriter.Wake())),
                        system.executionContext());
    }

    private static void tell(ClusterSharding sharding, BucketId bucket, ModelWriter.Command command) {
        sharding.entityRefFor(ModelWriter.TYPE_KEY, bucket.value()).tell(command);
    }

    private static void closeWith(ActorSystem<?> system, KafkaChangelog changelog, ModelFeed feed) {
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "close the model's changelog",
                        () -> CompletableFuture.supplyAsync(() -> {
                            feed.close();
                            changelog.close();
                            return Done.getInstance();
                        }));
    }

    static Map<String, Object> consumer(Brokers brokers, ModelSettings.Feed settings) {
        Map<String, Object> properties = new HashMap<>(brokers.properties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "muster-model-feed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchMax());
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX);
        return properties;
    }
}
