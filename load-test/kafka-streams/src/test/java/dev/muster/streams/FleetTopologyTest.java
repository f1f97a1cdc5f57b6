package dev.muster.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTopologyTest {
    private static final int ASSETS = 1_230;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHaveTheTotalsThatAreWorkedOutAnewAfterEachOfManyUpdates(long seed) {
        Random random = new Random(seed);
        Map<String, Latest> latest = new HashMap<>();
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<String, byte[]> telemetry = telemetry(driver);
            TestOutputTopic<String, Total> totals = driver.createOutputTopic(
                    "totals", Serdes.String().deserializer(), Total.serde().deserializer());
            for (int update = 0; update < 3_000; update++) {
                String asset = "unit-" + random.nextInt(ASSETS);
                // One in some comes late, or twice.
                Latest sample = new Latest(random.nextInt(update + 10), random.nextInt(4_000) / 1000.0, 20.5, 17);
                telemetry.pipeInput(asset, json(asset, sample));
                latest.merge(asset, sample, (held, next) -> next.sequence() > held.sequence() ? next : held);
                if (update % 500 == 0) {
                    requireEqual(driver, latest);
                }
            }
            requireEqual(driver, latest);
            Total all = latest.values().stream().map(Total::of).reduce(Total.NONE, Total::plus);
            assertThat(totals.readKeyValuesToMap()).isEqualTo(Map.of("geography", all, "technology", all));
        }
    }

    @Test
    void shouldPassOverWhatIsNoSample() {
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<String, byte[]> telemetry = telemetry(driver);
            telemetry.pipeInput("unit-1", "{".getBytes(StandardCharsets.UTF_8));
            telemetry.pipeInput("unit-1", "{\"values\":{\"power\":1}}".getBytes(StandardCharsets.UTF_8));
            telemetry.pipeInput("unit-1", json("unit-1", new Latest(1, 2, 3, 4)));

            assertThat(driver.<String, Total>getKeyValueStore("geography-root").get("geography"))
                    .isEqualTo(new Total(2_000_000, 1));
        }
    }

    /** Every group of every level, by adding up its assets. */
    private static void requireEqual(TopologyTestDriver driver, Map<String, Latest> latest) {
        for (Tree tree : Tree.of(ASSETS)) {
            Map<Integer, Total> leaves = new HashMap<>();
            Map<Integer, Total> middle = new HashMap<>();
            latest.forEach((asset, sample) -> {
                leaves.merge(tree.leaf(asset), Total.of(sample), Total::plus);
                middle.merge(Tree.middle(tree.leaf(asset)), Total.of(sample), Total::plus);
            });
            KeyValueStore<Integer, Total> leafStore = driver.getKeyValueStore(tree.name() + "-leaves");
            KeyValueStore<Integer, Total> middleStore = driver.getKeyValueStore(tree.name() + "-middle");
            leaves.forEach((leaf, total) -> assertThat(leafStore.get(leaf)).isEqualTo(total));
            middle.forEach((group, total) -> assertThat(middleStore.get(group)).isEqualTo(total));
        }
    }

    private static TopologyTestDriver driver() {
        Properties properties = new Properties();
        properties.putAll(StreamsMain.settings());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        StreamsBuilder builder = new StreamsBuilder();
        FleetTopology.addTo(builder, "telemetry", "totals", ASSETS, true);
        return new TopologyTestDriver(builder.build(properties), properties);
    }

    private static TestInputTopic<String, byte[]> telemetry(TopologyTestDriver driver) {
        return driver.createInputTopic("telemetry", new StringSerializer(), new ByteArraySerializer());
    }

    private static byte[] json(String asset, Latest sample) {
        return ("{\"v\":1,\"kind\":\"sample\",\"source\":\"%s\",\"seq\":%d,\"at\":\"2030-01-01T00:00:00Z\","
                        + "\"values\":{\"power\":%s,\"voltage\":%s,\"temperature\":%s}}")
                .formatted(asset, sample.sequence(), sample.power(), sample.voltage(), sample.temperature())
                .getBytes(StandardCharsets.UTF_8);
    }
}
