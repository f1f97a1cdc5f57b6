package dev.muster.twinservice.command.kafka;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.kafka.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Commands of one fleet, and settings that a test can follow in its head. */
final class Given {
    static final Instant AT = Instant.parse("2030-01-02T03:04:05Z");
    static final TopicSpec TOPIC = new TopicSpec("commands", 12, (short) 1, Map.of());
    static final CommandLineSettings SETTINGS = new CommandLineSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            new CommandLineSettings.Sending(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofMillis(2), 100),
            new CommandLineSettings.Finding(
                    Duration.ofMinutes(5), Duration.ofMillis(200), Duration.ofSeconds(30), 300, null));

    private Given() {}

    static DeviceCommand command(String source, String key) {
        AssetId asset = new AssetId("asset-of-" + source);
        return new DeviceCommand(
                CommandId.of(asset, key),
                asset,
                new SourceId(source),
                3L,
                new CommandName("setPower"),
                new Arguments(Map.of("megawatts", Argument.of(2.5))),
                AT,
                AT.plusSeconds(30));
    }

    static int partition(DeviceCommand command) {
        return Partitioning.partitionOf(command.source(), TOPIC.partitions());
    }
}
