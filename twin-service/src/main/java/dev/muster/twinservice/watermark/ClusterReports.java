package dev.muster.twinservice.watermark;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.http.api.explain.IngestReports;
import dev.muster.twinservice.watermark.WatermarkExchange.Command;
import dev.muster.twinservice.watermark.WatermarkExchange.DescribeSource;
import dev.muster.twinservice.watermark.WatermarkExchange.SourceAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What ingest knows, on whichever node: what is posted here, and what the node that reads a partition answers. Thread-safe. */
public record ClusterReports(
        ActorSystem<?> system, WatermarkBoard board, WatermarkExchange.Desks desks, Duration askTimeout)
        implements IngestReports {
    @Override
    public CompletionStage<Optional<LocatedSource>> source(SourceId source) {
        String node = board.of(source).map(WatermarkBoard.Posted::node).orElse("");
        Optional<ActorRef<Command>> desk = desks.of(node);
        if (desk.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return AskPattern.<Command, SourceAnswer>ask(
                        desk.get(), replyTo -> new DescribeSource(source, replyTo), askTimeout, system.scheduler())
                .handleAsync(
                        (answer, failure) -> Optional.ofNullable(answer == null ? null : answer.report())
                                .map(report -> new LocatedSource(node, report)),
                        Runnable::run);
    }

    @Override
    public List<LocatedPartition> partitions() {
        return board.all().stream()
                .map(posted -> new LocatedPartition(posted.node(), posted.report()))
                .toList();
    }
}
