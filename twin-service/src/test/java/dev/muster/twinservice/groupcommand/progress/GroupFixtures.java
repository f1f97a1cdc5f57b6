package dev.muster.twinservice.groupcommand.progress;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the tests of group commands share. */
public final class GroupFixtures {
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    public static final Principal ANNA = new Principal("anna");
    public static final GroupKey NORTH = GroupKey.parse("geography|north");

    private GroupFixtures() {}

    public static GroupCommandSettings settings() {
        return settings(64);
    }

    public static GroupCommandSettings settings(int atOnce) {
        return new GroupCommandSettings(
                10_000,
                atOnce,
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                new GroupCommandSettings.Keeping(
                        Duration.ofMillis(50),
                        100,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(2)),
                new GroupCommandSettings.Retry(
                        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1)));
    }

    public static GroupRequest request(String key, @Nullable Instant queueUntil) {
        return new GroupRequest(
                CommandId.of(NORTH, key),
                NORTH,
                key,
                new CommandName("setPower"),
                new Arguments(Map.of("megawatts", Argument.of(2.5))),
                ANNA,
                "because",
                Duration.ofSeconds(30),
                queueUntil);
    }

    /** In the order of ids. */
    public static List<AssetId> members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new AssetId("WT-%05d".formatted(i)))
                .toList();
    }
}
