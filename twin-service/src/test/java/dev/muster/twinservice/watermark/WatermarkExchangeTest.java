package dev.muster.twinservice.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.deadline.DeadlineSettings;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.deadline.Seed;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.ingest.deadline.Terms;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedSource;
import dev.muster.twinservice.watermark.WatermarkExchange.DescribeSource;
import dev.muster.twinservice.watermark.WatermarkExchange.Progress;
import dev.muster.twinservice.watermark.WatermarkExchange.SourceAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WatermarkExchangeTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    private static final int PARTITION = Partitioning.partitionOf(TurbineModel.SOURCE, TurbineModel.PARTITIONS);
    private static final ActorTestKit ACTORS = ActorTestKit.create(
            "WatermarkExchangeTest",
            ConfigFactory.parseString("""
                    akka.actor.provider = cluster
                    akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                    akka.cluster.jmx.multi-mbeans-in-same-jvm = on
                    akka.actor.serialization-bindings {
                      "dev.muster.twinservice.serialization.NodeMessage" = jackson-cbor
                    }
                    akka.loglevel = WARNING
                    """)
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());

    private final Deadlines deadlines = new Deadlines(
            new NoFleet(),
            overdue -> CompletableFuture.completedFuture(Optional.empty()),
            new DeadlineSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), 1),
            Clock.fixed(NOON, ZoneOffset.UTC));
    private final WatermarkBoard board = new WatermarkBoard(new TurbineModel().view(), TurbineModel.PARTITIONS);
    private final WatermarkExchange.Desks desks = new WatermarkExchange.Desks();
    private final ClusterReports reports = new ClusterReports(ACTORS.system(), board, desks, Duration.ofSeconds(10));

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldPostItsOwnProgressAndAnswerForIt() {
        // given a node that reads the partition of the turbine's source
        Map<Integer, Long> ends = new HashMap<>();
        ends.put(PARTITION, 8L);
        Deadlines.Partition read = deadlines.takeUp(PARTITION, 7, () -> null);
        read.processed(List.of(new Sighting(TurbineModel.TURBINE, TurbineModel.SOURCE, NOON, 7)), 8, NOON);
        deadlines.looked(NOON.plusSeconds(1), ends, TurbineModel.PARTITIONS);

        // when
        ACTORS.spawn(WatermarkExchange.create(deadlines, board, desks, Duration.ofMillis(20)));

        // then
        TestProbe<?> probe = ACTORS.createTestProbe();
        probe.awaitAssert(() -> {
            assertThat(board.of(TurbineModel.TURBINE)).isEqualTo(NOON.plusSeconds(1));
            return null;
        });
        LocatedSource found =
                reports.source(TurbineModel.SOURCE).toCompletableFuture().join().orElseThrow();
        assertThat(found.node()).isEqualTo(ACTORS.system().address().toString());
        assertThat(found.report().lastSeen()).isEqualTo(NOON);
        assertThat(found.report().lastOffset()).isEqualTo(7);
        assertThat(reports.partitions()).hasSize(1);
    }

    @Test
    void shouldNotAskANodeThatIsGone() {
        // given a node that has said that it reads the partition
        ActorRef<WatermarkExchange.Command> exchange =
                ACTORS.spawn(WatermarkExchange.create(deadlines, board, desks, Duration.ofSeconds(1)));
        TestProbe<WatermarkExchange.Command> gone = ACTORS.createTestProbe();
        String node = "akka://muster@10.0.0.7:7600";
        exchange.tell(new Progress(node, List.of(new PartitionReport(PARTITION, NOON, 7, 9, null)), gone.ref()));
        gone.awaitAssert(() -> {
            assertThat(desks.of(node)).isPresent();
            return null;
        });

        // when
        gone.stop();

        // then
        TestProbe<?> probe = ACTORS.createTestProbe();
        probe.awaitAssert(() -> {
            assertThat(desks.of(node)).isEmpty();
            return null;
        });
        assertThat(reports.source(TurbineModel.SOURCE)).succeedsWithin(Duration.ofSeconds(1));
    }

    @Test
    void shouldKnowNothingOfAPartitionThatNobodyReads() {
        assertThat(reports.source(TurbineModel.SOURCE).toCompletableFuture().join())
                .isEmpty();
        assertThat(reports.partitions()).isEmpty();
    }

    @Test
    void shouldCarryEverythingBetweenNodes() {
        PartitionReport partition = new PartitionReport(3, NOON, 7, 9, NOON.minusSeconds(1));
        PartitionReport unknown = new PartitionReport(4, null, 7, -1, null);
        SourceReport source = new SourceReport(
                TurbineModel.SOURCE,
                partition,
                NOON,
                6L,
                NOON.plusSeconds(30),
                List.of(new SourceReport.Refusal(5, NOON, RefusalReason.CLOCK_AHEAD, "Expected … but …")));
        TestProbe<WatermarkExchange.Command> desk = ACTORS.createTestProbe();
        TestProbe<SourceAnswer> asker = ACTORS.createTestProbe();

        List.of(
                        new Progress("akka://muster@10.0.0.7:7600", List.of(partition, unknown), desk.ref()),
                        new DescribeSource(TurbineModel.SOURCE, asker.ref()),
                        new SourceAnswer(source),
                        new SourceAnswer(new SourceReport(new SourceId("new"), unknown, null, null, null, List.of())),
                        new SourceAnswer(null))
                .forEach(message -> ACTORS.serializationTestKit().verifySerialization(message, true));
    }

    private static final class NoFleet implements FleetRegister {
        @Override
        public long revision() {
            return 0;
        }

        @Override
        public Optional<Terms> termsOf(SourceId source) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Map<SourceId, Seed>> seeds(int partition, int partitions) {
            return CompletableFuture.completedFuture(Map.of());
        }
    }
}
