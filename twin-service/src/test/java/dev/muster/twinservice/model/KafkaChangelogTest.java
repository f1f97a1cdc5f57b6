package dev.muster.twinservice.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.asyncapi.AsyncApi;
import dev.muster.asyncapi.Served;
import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** What lies in the topic for others to read. */
class KafkaChangelogTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AsyncApi DESCRIBED = Served.asyncApi().closed();

    @Test
    void shouldBeAsDescribedWithEveryEvent() throws Exception {
        for (Document document : documents()) {
            ProducerRecord<byte[], byte[]> changed = KafkaChangelog.changed("model", document);
            String key = new String(changed.key(), UTF_8);
            String message = key.substring(0, key.indexOf('/')) + "Changed";

            assertThat(DESCRIBED.faultsOfKey(message, key)).isEmpty();
            assertThat(DESCRIBED.faultsOfHeaders(message, headers(changed))).isEmpty();
            assertThat(DESCRIBED.faultsOfPayload(message, JSON.readTree(changed.value())))
                    .isEmpty();
            assertThat(DocumentCodec.decode(changed.value())).isEqualTo(document);
            assertThat(changed.partition()).isZero();
        }
    }

    @Test
    void shouldBeACloudEvent() {
        Document document = Objects.requireNonNull(latest().get("asset/WT-07"));

        assertThat(headers(KafkaChangelog.changed("model-2", document)).properties())
                .extracting(Map.Entry::getKey, header -> header.getValue().textValue())
                .containsExactlyInAnyOrder(
                        tuple("ce_specversion", "1.0"),
                        tuple("ce_id", "asset/WT-07@" + document.revision()),
                        tuple("ce_source", "/muster/model-2"),
                        tuple("ce_type", "dev.muster.model.asset.changed"),
                        tuple("ce_time", document.lastRecordedAt().toString()),
                        tuple("ce_subject", "asset/WT-07"),
                        tuple("content-type", "application/json"));
    }

    @Test
    void shouldBeWrittenAndReadByThoseWhoSayWhoTheyAre() {
        Brokers brokers = new Brokers("a:1", Map.of("security.protocol", "SSL"));

        assertThat(KafkaChangelog.producer(brokers, Duration.ofSeconds(1))).containsAllEntriesOf(brokers.properties());
        assertThat(ModelService.consumer(
                        brokers, ModelSettings.from(ConfigFactory.load()).feed()))
                .containsAllEntriesOf(brokers.properties());
    }

    @Test
    void shouldNameEachRevisionOfEachEntityOnceAndAlwaysTheSame() {
        List<Document> documents = documents();
        List<String> ids = documents.stream().map(KafkaChangelogTest::id).toList();

        assertThat(ids).hasSameSizeAs(documents).doesNotHaveDuplicates();
        assertThat(documents.stream().map(KafkaChangelogTest::id)).containsExactlyElementsOf(ids);
    }

    private static String id(Document document) {
        Header header = KafkaChangelog.changed("model", document).headers().lastHeader("ce_id");
        return new String(header.value(), UTF_8);
    }

    private static ObjectNode headers(ProducerRecord<byte[], byte[]> changed) {
        ObjectNode headers = JSON.createObjectNode();
        for (Header header : changed.headers()) {
            assertThat(headers.has(header.key())).as("%s twice", header.key()).isFalse();
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    /** Every revision of every entity of the golden model. */
    private static List<Document> documents() {
        Map<String, Document> latest = new TreeMap<>();
        List<Document> documents = new ArrayList<>();
        for (ModelEvent event : GoldenModel.events().values()) {
            String key = EventApplier.entityKey(event);
            Document next = EventApplier.apply(latest.get(key), event);
            latest.put(key, next);
            documents.add(next);
        }
        assertThat(documents).hasSizeGreaterThan(latest.size());
        return documents;
    }

    private static Map<String, Document> latest() {
        Map<String, Document> latest = new TreeMap<>();
        documents().forEach(document -> latest.put(document.entityKey(), document));
        return latest;
    }
}
