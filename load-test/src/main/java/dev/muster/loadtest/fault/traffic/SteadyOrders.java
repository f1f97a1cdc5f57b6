package dev.muster.loadtest.fault.traffic;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fault.check.GivenCommand;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Commands all the time, each to a unit and over a node that the seed chooses. What is not answered is sent again with the same
 * key, over another node, until somebody answers. Thread-safe.
 */
public final class SteadyOrders implements AutoCloseable {
    public static final Principal PRINCIPAL = new Principal("fault-orders");

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(6);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(90);

    /** What a device may take; short, so that the end of each is known soon. */
    private static final String TIMEOUT = "PT15S";

    /** What even the smallest unit can give. */
    private static final double MEGAWATTS_MAX = 0.5;

    /** Most of them wait for a node that does not answer. */
    private static final int AT_ONCE = 64;

    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERROR = 500;

    private final List<FleetUnit> units;
    private final List<MusterClient> nodes;
    private final SplittableRandom random;
    private final String prefix;
    private final ConcurrentLinkedQueue<GivenCommand> given = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(SteadyOrders::thread);
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, SteadyOrders::thread);
    private volatile boolean resting = true;
    private int count;

    /** {@code prefix}: of all keys, so that no other run has them. */
    public SteadyOrders(SteadyFleet fleet, List<URI> nodes, long seed, String prefix) {
        this.units = fleet.listeners();
        this.nodes = nodes.stream()
                .map(node -> new MusterClient(node, PRINCIPAL, ANSWER_WITHIN))
                .toList();
        this.random = new SplittableRandom(seed);
        this.prefix = prefix;
        clockwork.scheduleAtFixedRate(this::next, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void start() {
        resting = false;
    }

    /** Gives no more, and waits until each was answered or given up. */
    public void rest() {
        resting = true;
        Poll.untilTrue(GIVE_UP_AFTER.plus(ANSWER_WITHIN), () -> underWay.get() == 0);
    }

    /** What was given since the last time that this was asked; while it rests. */
    public List<GivenCommand> takeGiven() {
        List<GivenCommand> taken = new ArrayList<>();
        for (GivenCommand next = given.poll(); next != null; next = given.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private void next() {
        if (resting || underWay.get() >= AT_ONCE) {
            return;
        }
        AssetId asset = units.get(random.nextInt(units.size())).id();
        int node = random.nextInt(nodes.size());
        String key = "%s-%d".formatted(prefix, count++);
        double megawatts = Math.round(random.nextDouble() * MEGAWATTS_MAX * 10) / 10.0;
        underWay.incrementAndGet();
        workers.execute(() -> {
            try {
                given.add(give(asset, key, megawatts, node));
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private GivenCommand give(AssetId asset, String key, double megawatts, int firstNode) {
        CommandId id = CommandId.of(asset, key);
        Map<String, Object> body = Map.of(
                "command",
                FleetTypes.SET_POWER.value(),
                "arguments",
                Map.of(FleetTypes.MEGAWATTS, megawatts),
                "timeout",
                TIMEOUT);
        long giveUp = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        int attempts = 0;
        while (System.nanoTime() < giveUp && !Thread.currentThread().isInterrupted()) {
            MusterClient node = nodes.get((firstNode + attempts) % nodes.size());
            attempts++;
            try {
                node.command(ApiPath.commands(asset), key, body);
                return new GivenCommand(id, asset, key, true, attempts, "");
            } catch (RequestFailed e) {
                if (e.status() == CONFLICT) {
                    return new GivenCommand(id, asset, key, true, attempts, "refused: " + e.getMessage());
                }
                if (!mayPass(e.status())) {
                    String why = "answered %d: %s".formatted(e.status(), e.getMessage());
                    return new GivenCommand(id, asset, key, false, attempts, why);
                }
            }
            LockSupport.parkNanos(RETRY_AFTER.toNanos());
        }
        return new GivenCommand(id, asset, key, false, attempts, "");
    }

    private static boolean mayPass(int status) {
        return status == RequestFailed.UNREACHABLE
                || status == TOO_MANY
                || status == REQUEST_TIMEOUT
                || status >= SERVER_ERROR;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "fault-orders");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        workers.shutdownNow();
    }
}
