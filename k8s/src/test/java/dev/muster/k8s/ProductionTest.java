package dev.muster.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import dev.muster.k8s.render.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What production promises: nothing is there once only. */
class ProductionTest {
    private static final Pattern REPLICATION =
            Pattern.compile("\\{'class': 'NetworkTopologyStrategy', '(\\w+)': (\\d)}");

    private final List<ObjectNode> documents = Manifests.of("overlays/prod");

    @TempDir
    private Path directory;

    private Config config;

    @BeforeEach
    void load() throws IOException {
        config = Installation.effective(documents, directory);
    }

    @Test
    void shouldHaveThreeNodes() {
        assertThat(Installation.deployment(documents).at("/spec/replicas").asInt())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldKeepThreeCopiesInTheDataCentreOfCassandra() {
        JsonNode datacenter =
                Documents.of(documents, "CassandraDatacenter").findFirst().orElseThrow();
        Matcher replication = REPLICATION.matcher(config.getString("muster.cassandra.replication"));

        assertThat(replication.matches()).isTrue();
        assertThat(replication.group(1))
                .isEqualTo(Documents.name(datacenter))
                .isEqualTo(config.getString("muster.cassandra.local-datacenter"));
        int copies = Integer.parseInt(replication.group(2));
        assertThat(copies).isEqualTo(3);
        assertThat(datacenter.at("/spec/size").asInt()).isGreaterThanOrEqualTo(copies);
        assertThat(datacenter.at("/spec/racks").size()).isGreaterThanOrEqualTo(copies);
        assertThat(config.getString("muster.cassandra.consistency")).isEqualTo("LOCAL_QUORUM");
    }

    @Test
    void shouldSayToCassandraWhoItIs() {
        assertThat(Documents.each(Installation.deployment(documents).at("/spec/template/spec/containers/0/env"))
                        .filter(variable -> variable.at("/valueFrom").has("secretKeyRef"))
                        .map(variable -> variable.path("name").asText()))
                .containsExactly("MUSTER_CASSANDRA_USERNAME", "MUSTER_CASSANDRA_PASSWORD");
    }

    @Test
    void shouldKeepThreeCopiesInKafka() {
        JsonNode kafka =
                Documents.find(documents, "Kafka", "muster").orElseThrow().at("/spec/kafka/config");
        int brokers = Documents.of(documents, "KafkaNodePool")
                .mapToInt(pool -> pool.at("/spec/replicas").asInt())
                .sum();

        assertThat(config.getInt("muster.topics.replication-factor"))
                .isEqualTo(3)
                .isLessThanOrEqualTo(brokers);
        assertThat(kafka.path("default.replication.factor").asInt()).isEqualTo(3);
        assertThat(kafka.path("min.insync.replicas").asInt()).isEqualTo(2);
    }

    /** The service refuses to start on a topic that differs. */
    @Test
    void shouldMakeTopicsAsTheServiceWants() {
        Config topics = config.getConfig("muster.topics");
        Map<String, ObjectNode> made = new TreeMap<>();
        Documents.of(documents, "KafkaTopic").forEach(topic -> made.put(Documents.name(topic), topic));

        List<String> wanted = topics.root().keySet().stream()
                .filter(key -> topics.getValue(key).valueType() == ConfigValueType.STRING)
                .filter(key -> topics.getString(key).equals(key))
                .toList();

        assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(wanted);
        made.forEach((name, topic) -> {
            JsonNode spec = topic.path("spec");
            int partitions = topics.hasPath(name + "-partitions") ? topics.getInt(name + "-partitions") : 1;
            assertThat(spec.path("partitions").asInt()).as(name).isEqualTo(partitions);
            assertThat(spec.path("replicas").asInt()).as(name).isEqualTo(3);
            boolean isKept = topics.hasPath(name + "-retention");
            assertThat(spec.at("/config/cleanup.policy").asText()).as(name).isEqualTo(isKept ? "delete" : "compact");
            if (isKept) {
                assertThat(spec.at("/config/retention.ms").asLong())
                        .as(name)
                        .isEqualTo(topics.getDuration(name + "-retention").toMillis());
            }
            if (!name.equals("model")) {
                assertThat(spec.at("/config/message.timestamp.type").asText())
                        .as(name)
                        .isEqualTo("LogAppendTime");
            }
        });
        assertThat(made.get("telemetry").at("/spec/config/max.message.bytes").asLong())
                .isEqualTo(topics.getBytes("telemetry-message-bytes-max"));
    }
}
