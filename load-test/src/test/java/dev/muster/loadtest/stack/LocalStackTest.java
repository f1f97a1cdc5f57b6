package dev.muster.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackTest {
    private static final long ANSWER_SECONDS_MAX = 30;
    private static final TopicPartition PARTITION = new TopicPartition("roll-call", 0);

    private final Path dataDirectory;

    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();

    LocalStackTest(@TempDir(factory = TargetDirectory.class) Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    @Test
    void shouldKeepItsDataFromOneStartToTheNext() throws Exception {
        String clusterId;
        try (LocalStack stack = LocalStack.start(settings(), reports::add)) {
            assertThat(stack.kafka().isAlive()).isTrue();
            assertThat(stack.cassandra().isAlive()).isTrue();
            clusterId = clusterIdOf(stack);
            createTopic(stack);
            produce(stack, "present");
            assertThat(consume(stack)).containsExactly("present");
        }
        assertThat(ProcessHandle.current().children()).isEmpty();

        try (LocalStack stack = LocalStack.start(settings(), reports::add)) {
            assertThat(clusterIdOf(stack)).isEqualTo(clusterId);
            assertThat(consume(stack)).containsExactly("present");

            // and when the broker crashes beside a living node
            long nodePid = stack.cassandra().pid();
            stack.kafka().kill9();
            stack.kafka().start();
            assertThat(consume(stack)).containsExactly("present");
            assertThat(stack.cassandra().pid()).isEqualTo(nodePid);
            assertThat(CqlHandshake.answers(
                            stack.ports().cassandra(), stack.ports().cassandraStorage()))
                    .isTrue();
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
        assertThat(reports)
                .hasSize(8)
                .anyMatch(line -> line.matches("Kafka answers on 127\\.0\\.0\\.1:\\d+ after \\d+\\.\\d s"))
                .anyMatch(line -> line.matches("Cassandra answers on 127\\.0\\.0\\.1:\\d+ after \\d+\\.\\d s"))
                .anyMatch(line -> line.matches("Kafka stopped in \\d+\\.\\d s"))
                .anyMatch(line -> line.matches("Cassandra stopped in \\d+\\.\\d s"));
    }

    @Test
    void shouldStartNothingWhenAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackSettings settings = settings().withPorts(new StackSettings.Ports(taken.getLocalPort(), 0, 0, 0, 0));

            assertThatThrownBy(() -> LocalStack.start(settings, reports::add))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1, wanted for Kafka, is taken");
        }
        assertThat(dataDirectory.resolve("kafka")).doesNotExist();
        assertThat(reports).isEmpty();
    }

    @Test
    void shouldStartNothingWhenTheDiskIsTooFull() {
        StackSettings settings = settings()
                .withLimits(new StackSettings.Limits(Long.MAX_VALUE, Duration.ofSeconds(60), Duration.ofSeconds(10)));

        assertThatThrownBy(() -> LocalStack.start(settings, reports::add))
                .isInstanceOf(StackFailure.class)
                .hasMessageStartingWith("The disk of data directory " + dataDirectory + " has ");
        assertThat(dataDirectory).isEmptyDirectory();
    }

    @Test
    void shouldLeaveNothingBehindWhenAServerCannotStart() {
        StackSettings settings = settings().withHeaps(new StackSettings.Heaps(512, 1));

        assertThatThrownBy(() -> LocalStack.start(settings, reports::add))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("Cassandra (pid ")
                .hasMessageContaining("ended with exit status 1 while starting; log ")
                .hasMessageContaining("Too small maximum heap")
                .hasMessageNotContaining("\n");
        assertThat(ProcessHandle.current().children()).isEmpty();

        // and the directory is free again
        DataDirectory.open(dataDirectory, settings.limits(), DataDirectory::usableBytes)
                .close();
    }

    private StackSettings settings() {
        return StackSettings.of(projectDirectory(), dataDirectory).withPorts(StackSettings.Ports.FREE);
    }

    private static Path projectDirectory() {
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.isDirectory(above.resolve("load-test").resolve("kafka-broker"))) {
                return above;
            }
        }
        throw new IllegalStateException("Expected to run in the project directory or below it");
    }

    private static String clusterIdOf(LocalStack stack) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            return admin.describeCluster().clusterId().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private static void createTopic(LocalStack stack) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private static void produce(LocalStack stack, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrap(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), "turbine-1", value))
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    private static List<String> consume(LocalStack stack) {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrap());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(ANSWER_SECONDS_MAX));
            return records.records(PARTITION).stream()
                    .map(record -> record.value())
                    .toList();
        }
    }
}
