package dev.muster.streams;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.KeyValueMapper;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Samples to the latest of each asset, and from there in each hierarchy to sums and counts of leaf groups, of the middle and of the root.
 * Each step up is a topic by the next key, from which the old part of a sum is subtracted and the new one added.
 */
final class FleetTopology {
    private final StreamsBuilder builder;
    private final boolean inMemory;

    private FleetTopology(StreamsBuilder builder, boolean inMemory) {
        this.builder = builder;
        this.inMemory = inMemory;
    }

    /**
     * Adds it.
     *
     * @param telemetry Muster's wire format, key = source
     * @param totals where each root is said, key = hierarchy
     * @param inMemory or in RocksDB; with changelogs both
     */
    static void addTo(StreamsBuilder builder, String telemetry, String totals, int assets, boolean inMemory) {
        FleetTopology topology = new FleetTopology(builder, inMemory);
        KTable<String, Latest> latest = topology.latest(telemetry);
        Tree.of(assets).forEach(tree -> topology.up(tree, latest, totals));
    }

    private KTable<String, Latest> latest(String telemetry) {
        return builder.stream(telemetry, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .mapValues(Latest::parse)
                .filter((source, sample) -> sample != null)
                .groupByKey(Grouped.with(Serdes.String(), Latest.serde()))
                .reduce(Latest::later, stored("latest", Serdes.String(), Latest.serde()));
    }

    private void up(Tree tree, KTable<String, Latest> latest, String totals) {
        KTable<Integer, Total> leaves = summed(
                tree.name() + "-leaves",
                latest,
                (asset, sample) -> KeyValue.pair(tree.leaf(asset), Total.of(sample)),
                Serdes.Integer());
        KTable<Integer, Total> middle = summed(
                tree.name() + "-middle",
                leaves,
                (leaf, total) -> KeyValue.pair(Tree.middle(leaf), total),
                Serdes.Integer());
        summed(tree.name() + "-root", middle, (group, total) -> KeyValue.pair(tree.name(), total), Serdes.String())
                .toStream()
                .to(totals, Produced.with(Serdes.String(), Total.serde()));
    }

    private <K, V, G> KTable<G, Total> summed(
            String name, KTable<K, V> parts, KeyValueMapper<K, V, KeyValue<G, Total>> whose, Serde<G> groups) {
        return parts.groupBy(whose, Grouped.with(name, groups, Total.serde()))
                .aggregate(
                        () -> Total.NONE,
                        (group, part, total) -> total.plus(part),
                        (group, part, total) -> total.minus(part),
                        stored(name, groups, Total.serde()));
    }

    private <K, V> Materialized<K, V, KeyValueStore<Bytes, byte[]>> stored(
            String name, Serde<K> keys, Serde<V> values) {
        Materialized<K, V, KeyValueStore<Bytes, byte[]>> store =
                Materialized.as(inMemory ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name));
        return store.withKeySerde(keys)
                .withValueSerde(values)
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}
