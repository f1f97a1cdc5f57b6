package dev.muster.compatibility;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.golden.Samples;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.twinservice.groupcommand.GoldenGroups;
import dev.muster.twinservice.model.GoldenModel;
import dev.muster.twinservice.promise.GoldenPromises;
import dev.muster.twinservice.setpoint.GoldenSetPoints;
import dev.muster.twinservice.twin.GoldenSamples;
import dev.muster.twinservice.watermark.WatermarkExchange;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One of everything that is journaled, kept as a snapshot, or sent from node to node, by the names of the golden files. */
final class Catalogue {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");

    private Catalogue() {}

    /** How the service serializes. */
    static Config config() {
        Config service = ConfigFactory.parseResources("application.conf");
        return ConfigFactory.parseString("akka.loglevel = WARNING")
                .withFallback(service.withOnlyPath("akka.serialization.jackson"))
                .withFallback(service.withOnlyPath("akka.actor.serialization-bindings"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    static SortedMap<String, Object> samples(ActorTestKit actors) {
        ActorRef<Object> nobody = actors.system().deadLetters();
        SortedMap<String, Object> samples = new TreeMap<>();
        Stream.of(
                        AggregationSamples.all(nobody),
                        GoldenSamples.all(nobody),
                        GoldenGroups.all(nobody),
                        GoldenModel.all(nobody),
                        GoldenPromises.all(nobody),
                        GoldenSetPoints.all(nobody),
                        watermarks(nobody))
                .forEach(some -> samples.putAll(some.byFile()));
        return samples;
    }

    private static Samples watermarks(ActorRef<Object> nobody) {
        PartitionReport read = new PartitionReport(3, AT, 42, 44, AT.minusSeconds(9));
        PartitionReport unread = new PartitionReport(4, null, 0, -1, null);
        SourceId source = new SourceId("gw/1");
        return Samples.in("watermark")
                .putAll(
                        "",
                        List.of(
                                new WatermarkExchange.Progress(
                                        "akka://muster@10.0.0.7:7600", List.of(read, unread), nobody.narrow()),
                                new WatermarkExchange.DescribeSource(source, nobody.narrow()),
                                new WatermarkExchange.SourceAnswer(null),
                                new WatermarkExchange.SourceAnswer(new SourceReport(
                                        source,
                                        read,
                                        AT,
                                        41L,
                                        AT.plusSeconds(30),
                                        List.of(new SourceReport.Refusal(
                                                40, AT, RefusalReason.OUT_OF_RANGE, "Expected 1 but got 2")))),
                                new WatermarkExchange.SourceAnswer(
                                        new SourceReport(source, unread, null, null, null, List.of()))));
    }
}
