package dev.muster.endtoend.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.asyncapi.AsyncApi;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two clients with two threads each change the same few groups and assets, while somebody else follows the changelog by what
 * {@code /asyncapi.json} says, and the service is killed in the midst.
 */
class ConcurrentClientsIT {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrentClientsIT.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SharedStack STACK = SharedStack.get();
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int THREADS_PER_CLIENT = 2;
    private static final int MANY = 100_000;
    private static final int FEW = 30;
    private static final int ANSWERED_BEFORE_KILL = 120;

    private static ServiceUnderTest service;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(STACK, "writers");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void shouldShowEachAnsweredWriteToEverybodyAndKeepItWhenKilled() throws Exception {
        try (ChangelogReader reader = new ChangelogReader(STACK.kafkaBootstrap(), service.modelTopic(), described())) {
            List<ModelTraffic> clients = List.of(new ModelTraffic(service.base()), new ModelTraffic(service.base()));
            clients.get(0).begin();

            ExecutorService threads = Executors.newFixedThreadPool(clients.size() * THREADS_PER_CLIENT);
            List<Future<Void>> writing = start(threads, clients, "before", MANY);
            Eventually.holds(
                    WITHIN, () -> assertThat(ModelTraffic.answered(clients)).hasSizeGreaterThan(ANSWERED_BEFORE_KILL));
            service.kill9();
            for (Future<Void> one : writing) {
                one.get();
            }
            Map<String, ModelTraffic.Answered> beforeKill = ModelTraffic.answered(clients);
            service.restart();

            for (Map.Entry<String, ModelTraffic.Answered> write : beforeKill.entrySet()) {
                assertThat(clients.get(0).facts(write.getValue().facts()))
                        .contains(ModelTraffic.writtenBy(write.getKey()));
            }
            for (Future<Void> one : start(threads, clients, "after", FEW)) {
                one.get();
            }
            threads.shutdownNow();
            assertThat(ModelTraffic.answered(clients)).hasSizeGreaterThan(beforeKill.size());
            assertSeenByEverybody(clients, reader);
        }
    }

    @Test
    void shouldTellWhatWasRefusedAsDescribed() throws Exception {
        AsyncApi described = described().closed();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", STACK.kafkaBootstrap()), new StringSerializer(), new StringSerializer())) {
            for (String value : List.of("garbage", "x".repeat(70_000))) {
                producer.send(new ProducerRecord<>(service.telemetryTopic(), "WT-07", value))
                        .get();
            }
        }
        Map<String, Object> settings =
                Map.of("bootstrap.servers", STACK.kafkaBootstrap(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(service.quarantineTopic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            TreeSet<String> reasons = new TreeSet<>();
            Eventually.holds(WITHIN, () -> {
                for (ConsumerRecord<String, String> refused : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode payload = JSON.readTree(refused.value());
                    assertThat(described.faultsOfPayload("refused", payload)).isEmpty();
                    assertThat(refused.key()).isEqualTo(payload.path("id").textValue());
                    reasons.add(payload.path("reason").textValue());
                }
                assertThat(reasons).containsExactly("malformed", "tooLarge");
            });
        }
    }

    private static void assertSeenByEverybody(List<ModelTraffic> clients, ChangelogReader reader) {
        Map<String, ModelTraffic.Answered> answered = ModelTraffic.answered(clients);
        Eventually.holds(
                Duration.ofSeconds(10),
                () -> assertThat(reader.firstSeenNanos().keySet()).containsAll(answered.keySet()));
        List<Long> millis = answered.entrySet().stream()
                .map(write -> Math.max(
                                0,
                                reader.firstSeenNanos().getOrDefault(write.getKey(), Long.MAX_VALUE)
                                        - write.getValue().nanos())
                        / 1_000_000)
                .sorted()
                .toList();
        long median = millis.get(millis.size() / 2);
        LOG.info(
                "{} writes, seen by somebody else {} ms after the answer in the median, {} ms at most",
                millis.size(),
                median,
                millis.get(millis.size() - 1));
        assertThat(median).isLessThan(1_000);
        assertThat(reader.faults()).isEmpty();
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.notVisible()).as("not to be read when answered").isEmpty();
            assertThat(client.rejected()).as("told that they were refused").isNotEmpty();
            assertThat(client.rejected())
                    .doesNotContainAnyElementsOf(reader.firstSeenNanos().keySet());
        });
        String whole = reader.latest().values().toString();
        assertThat(answered.keySet())
                .allSatisfy(principal -> assertThat(whole).contains("\"by\":\"" + principal + "\""));
    }

    private static List<Future<Void>> start(
            ExecutorService threads, List<ModelTraffic> clients, String name, int writes) {
        return IntStream.range(0, clients.size() * THREADS_PER_CLIENT)
                .mapToObj(number -> threads.submit((Callable<Void>) () -> {
                    clients.get(number % clients.size()).write(name + "-" + number, writes);
                    return null;
                }))
                .toList();
    }

    private static AsyncApi described() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.base().resolve("/asyncapi.json"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(UTF_8));
        return AsyncApi.of(JSON.readTree(answer.body()));
    }
}
