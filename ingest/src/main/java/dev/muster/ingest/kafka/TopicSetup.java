package dev.muster.ingest.kafka;

import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.batch.Availability;
import dev.muster.ingest.batch.PortRetry;
import dev.muster.ingest.batch.Progress;
import dev.muster.ingest.batch.Timers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the topics into being and checks those that exist. Kafka may come later: it is asked until it answers, and brokers
 * that are missing for the replication factor are waited for too.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);
    private static final int LOOKS_FOR_NEW_TOPIC = 10;

    private TopicSetup() {}

    /**
     * Completes when every topic is visible and as specified, and a new one takes records. Fails with {@link TopicSetupException} when one is not and
     * waiting does not help; with nothing else, and never gives up waiting.
     */
    public static CompletionStage<Void> ensure(
            TopicSettings settings, List<TopicSpec> specs, Timers timers, RandomGenerator random) {
        KafkaAdmin kafka = new KafkaAdmin(settings.brokers(), settings.requestTimeout());
        // An attempt makes several requests, one after the other.
        Retrying retrying = new Retrying(settings.requestTimeout().multipliedBy(6), settings.setupBackoff());
        PortRetry retry = new PortRetry(retrying, timers, random, new Progress());
        Availability availability =
                new Availability("Kafka at " + settings.brokers().bootstrapServers());
        return retry.untilAnswered(availability, () -> attempt(kafka, specs, timers))
                .whenComplete((refusal, failure) -> kafka.close())
                .thenAccept(refusal -> {
                    if (refusal.isPresent()) {
                        throw new TopicSetupException(refusal.get());
                    }
                });
    }

    /** Empty: all well. A failed stage is worth another attempt. */
    private static CompletionStage<Optional<String>> attempt(KafkaAdmin kafka, List<TopicSpec> specs, Timers timers) {
        return kafka.ask(admin -> admin.listTopics().names().toCompletionStage())
                .thenApply(existing -> absent(specs, existing))
                .thenCompose(absent -> create(kafka, absent)
                        .thenCompose(created -> verifyVisible(kafka, specs, timers, LOOKS_FOR_NEW_TOPIC))
                        .thenCompose(refusal -> awaitLeaders(kafka, absent).thenApply(led -> refusal)))
                .handle((refusal, failure) -> failure == null ? refusal : refusalOrThrow(failure));
    }

    /**
     * Kafka tells of a new topic a moment before its partitions have leaders. Of two requests of an idempotent producer that
     * arrive around that moment, the first is refused and the second is taken; then the first is out of order, and is refused until
     * it is given up (<a href="https://issues.apache.org/jira/browse/KAFKA-15591">KAFKA-15591</a>). Only a leader knows the end of a
     * partition: the client asks until there is one.
     */
    private static CompletionStage<Void> awaitLeaders(KafkaAdmin kafka, List<TopicSpec> created) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicSpec spec : created) {
            for (int partition = 0; partition < spec.partitions(); partition++) {
                ends.put(new TopicPartition(spec.name(), partition), OffsetSpec.latest());
            }
        }
        return kafka.ask(admin -> admin.listOffsets(ends).all().toCompletionStage())
                .thenAccept(found -> {});
    }

    /** A topic that was just made takes a moment to be seen: that is no outage, and needs no words. */
    private static CompletionStage<Optional<String>> verifyVisible(
            KafkaAdmin kafka, List<TopicSpec> specs, Timers timers, int looks) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        kafka.ask(admin -> verify(admin, specs)).whenComplete((refusal, failure) -> {
            if (failure == null) {
                result.complete(refusal);
            } else if (looks > 1 && cause(failure) instanceof UnknownTopicOrPartitionException) {
                timers.once(LOOK_AGAIN_AFTER, () -> verifyVisible(kafka, specs, timers, looks - 1)
                        .whenComplete((later, lastFailure) -> {
                            if (lastFailure == null) {
                                result.complete(later);
                            } else {
                                result.completeExceptionally(lastFailure);
                            }
                        }));
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private static List<TopicSpec> absent(List<TopicSpec> specs, Set<String> existing) {
        return specs.stream().filter(spec -> !existing.contains(spec.name())).toList();
    }

    private static CompletionStage<Void> create(KafkaAdmin kafka, List<TopicSpec> specs) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (TopicSpec spec : specs) {
            all = all.thenCompose(previous -> kafka.ask(admin -> create(admin, spec)));
        }
        return all;
    }

    private static CompletionStage<Void> create(Admin admin, TopicSpec spec) {
        NewTopic topic = new NewTopic(spec.name(), spec.partitions(), spec.replicationFactor()).configs(spec.configs());
        return admin.createTopics(List.of(topic)).all().toCompletionStage().handle((done, failure) -> {
            if (failure == null) {
                LOG.info("Created topic {} with {} partitions", spec.name(), spec.partitions());
            } else if (!(cause(failure) instanceof TopicExistsException)) { // another node was first
                throw new CompletionException(cause(failure));
            }
            return null;
        });
    }

    private static CompletionStage<Optional<String>> verify(Admin admin, List<TopicSpec> specs) {
        List<String> names = specs.stream().map(TopicSpec::name).toList();
        Collection<ConfigResource> resources =
                names.stream().map(TopicSetup::resource).toList();
        CompletionStage<Map<ConfigResource, Config>> configs =
                admin.describeConfigs(resources).all().toCompletionStage();
        // Fails while a new topic is not visible yet: worth another attempt.
        return admin.describeTopics(names)
                .allTopicNames()
                .toCompletionStage()
                .thenCombine(configs, (topics, found) -> firstMismatch(specs, topics, found));
    }

    private static Optional<String> firstMismatch(
            List<TopicSpec> specs, Map<String, TopicDescription> topics, Map<ConfigResource, Config> configs) {
        for (TopicSpec spec : specs) {
            TopicDescription topic = topics.get(spec.name());
            Config config = configs.get(resource(spec.name()));
            if (topic == null || config == null) {
                throw new IllegalStateException(
                        "Expected Kafka to describe topic %s but it did not".formatted(spec.name()));
            }
            Map<String, String> values = config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (a, b) -> b));
            Optional<String> mismatch = mismatch(spec, topic.partitions().size(), values);
            if (mismatch.isPresent()) {
                return mismatch;
            }
        }
        return Optional.empty();
    }

    /** What of an existing topic breaks a promise; empty: nothing. */
    static Optional<String> mismatch(TopicSpec spec, int partitions, Map<String, String> configs) {
        if (partitions != spec.partitions()) {
            return Optional.of("Expected topic '%s' to have %d partitions but it has %d"
                    .formatted(spec.name(), spec.partitions(), partitions));
        }
        return spec.configs().entrySet().stream()
                .filter(wanted -> TopicSpec.CHECKED.contains(wanted.getKey()))
                .filter(wanted -> !wanted.getValue().equals(configs.get(wanted.getKey())))
                .map(wanted -> "Expected topic '%s' to have %s=%s but it has %s"
                        .formatted(spec.name(), wanted.getKey(), wanted.getValue(), configs.get(wanted.getKey())))
                .findFirst();
    }

    private static Optional<String> refusalOrThrow(Throwable failure) {
        Throwable cause = cause(failure);
        if (isFinal(cause)) {
            return Optional.of("Expected Kafka to create and show the topics but it refuses: " + cause.getMessage());
        }
        throw new CompletionException(cause);
    }

    private static boolean isFinal(Throwable cause) {
        return cause instanceof ApiException
                && !(cause instanceof RetriableException)
                && !(cause instanceof InvalidReplicationFactorException);
    }

    private static Throwable cause(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
