package dev.muster.twinservice;

import com.typesafe.config.Config;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.ingest.IngestSettings;
import dev.muster.ingest.kafka.PublisherSettings;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.twinservice.cluster.ClusterSettings;
import dev.muster.twinservice.exchange.ExchangeSettings;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.lease.LeaseSettings;
import dev.muster.twinservice.live.LiveSettings;
import dev.muster.twinservice.model.ModelSettings;
import dev.muster.twinservice.placement.TwinShards;
import dev.muster.twinservice.store.StoreSettings;
import dev.muster.twinservice.twin.TwinSettings;

/** Everything that an operator can set, read and checked once at the start. */
record NodeSettings(
        ClusterSettings cluster,
        HttpSettings http,
        StoreSettings store,
        LeaseSettings lease,
        TopicSettings topics,
        ModelSettings model,
        AggregationSettings aggregation,
        TwinSettings twin,
        IngestSettings ingest,
        PublisherSettings publisher,
        LiveSettings live,
        ExchangeSettings exchange,
        ControlSettings control) {
    /** {@link IllegalArgumentException} says which key expects what. */
    static NodeSettings from(Config config) {
        return new NodeSettings(
                ClusterSettings.from(config),
                HttpSettings.from(config),
                StoreSettings.from(config),
                LeaseSettings.from(config),
                TopicSettings.from(config),
                ModelSettings.from(config),
                AggregationSettings.from(config),
                TwinSettings.from(config),
                IngestSettings.from(config),
                PublisherSettings.from(config),
                LiveSettings.from(config),
                ExchangeSettings.from(config),
                ControlSettings.from(config));
    }

    TwinShards twinShards() {
        return TwinShards.of(twin.shards(), topics.telemetry().partitions());
    }
}
