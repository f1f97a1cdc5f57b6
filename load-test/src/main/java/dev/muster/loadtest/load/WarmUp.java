package dev.muster.loadtest.load;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fleet.FleetTypes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks a service that has just started for a while, before it counts: what is measured is Muster, and not how Java starts. */
final class WarmUp {
    static final Duration TIME = Duration.ofSeconds(15);

    private static final int USERS = 4;
    private static final Duration RANGE = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final MusterClient client;
    private final Clock clock;

    WarmUp(MusterClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Blocks for {@link #TIME}. Returns how many answers there were. */
    int run(List<GroupKey> groups, List<AssetId> assets) {
        Instant end = clock.instant().plus(TIME);
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<CompletableFuture<Integer>> users = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                int first = user;
                users.add(CompletableFuture.supplyAsync(() -> ask(first, end, groups, assets), threads));
            }
            return users.stream().mapToInt(CompletableFuture::join).sum();
        } finally {
            threads.shutdownNow();
        }
    }

    private int ask(int first, Instant end, List<GroupKey> groups, List<AssetId> assets) {
        int answers = 0;
        for (int turn = first; clock.instant().isBefore(end); turn += USERS) {
            GroupKey group = groups.get(turn % groups.size());
            AssetId asset = assets.get(turn % assets.size());
            Instant now = clock.instant();
            try {
                client.aggregate(group, FleetTypes.POWER, 1);
                client.missing(group, FleetTypes.POWER, PAGE, null);
                client.twin(asset);
                client.history(asset, now.minus(RANGE), now, PAGE, null);
                answers += 4;
            } catch (RequestFailed e) {
                // What fails now and then is not what counts; what always does fails again when it counts.
            }
        }
        return answers;
    }
}
