package dev.muster.twinservice.watermark;

import dev.muster.aggregation.Watermarks;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.twinservice.placement.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * This node's knowledge of how far each partition is read, by whichever node reads it. Watermarks only grow here: what was read
 * once has reached its twins. A partition that nobody reads stands still, and so its members are behind, as they should be.
 * Thread-safe.
 */
public final class WatermarkBoard implements Watermarks {
    private final ModelView model;
    private final int partitions;
    private final Map<Integer, Posted> posted = new ConcurrentSkipListMap<>();

    /** @param partitions of the topic of telemetry; fixed for its life */
    public WatermarkBoard(ModelView model, int partitions) {
        this.model = model;
        this.partitions = partitions;
    }

    /**
     * The last word on a partition.
     *
     * @param node address of the node that reads it
     * @param times how often anybody has posted it
     */
    public record Posted(
            String node, PartitionReport report, @Nullable Instant watermark, long times) {}

    /** What {@code node} says of the partitions that it reads. */
    public void post(String node, List<PartitionReport> reports) {
        for (PartitionReport report : reports) {
            posted.merge(report.partition(), new Posted(node, report, report.watermark(), 1), WatermarkBoard::later);
        }
    }

    private static Posted later(Posted before, Posted now) {
        return new Posted(now.node, now.report, later(before.watermark, now.watermark), before.times + 1);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other;
        }
        return other == null || one.isAfter(other) ? one : other;
    }

    @Override
    public @Nullable Instant of(AssetId asset) {
        // After a start all members ask once a second, before anybody has said anything.
        if (posted.isEmpty()) {
            return null;
        }
        return model.asset(asset)
                .flatMap(known -> of(known.source()))
                .map(Posted::watermark)
                .orElse(null);
    }

    /** Of the partition that the source's records are in; empty: nobody has said anything of it. */
    public Optional<Posted> of(SourceId source) {
        return Optional.ofNullable(posted.get(Partitioning.partitionOf(source, partitions)));
    }

    /** By partition, as far as anybody has said so. A node that is gone stays the reader until another one is. */
    public Map<Integer, Reader> readers() {
        return posted.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new Reader(entry.getValue().node, entry.getValue().times)));
    }

    /** By partition. */
    public List<Posted> all() {
        return List.copyOf(posted.values());
    }
}
