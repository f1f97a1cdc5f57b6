package dev.muster.loadtest.bench;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.fault.check.PartitionCount;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A node of Muster that is measured, alone in its cluster; started by a {@link Bench}. Thread-safe. */
public final class OneMuster implements AutoCloseable {
    /** As Muster makes its topic of telemetry. */
    public static final int PARTITIONS = 12;

    private static final Duration READ_TOTAL_WITHIN = Duration.ofSeconds(30);
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(60);

    private final ServiceSettings settings;
    private final ServiceProcess process;
    private final MusterClient client;
    private final Roots roots;

    /** {@code principal}: who asks it. */
    OneMuster(String principal, ServiceSettings settings, ServiceProcess process) {
        this.settings = settings;
        this.process = process;
        this.client = new MusterClient(settings.uri(), new Principal(principal));
        this.roots = new Roots(client);
    }

    /** Returns when it is ready; {@link ServiceFailure}: it is not. */
    public void awaitReady(Duration within) {
        process.awaitReady(within, client::ready);
    }

    public URI uri() {
        return settings.uri();
    }

    public long pid() {
        return process.pid();
    }

    public MusterClient client() {
        return client;
    }

    /** What stands at the roots of the model that is measured with. */
    public Roots roots() {
        return roots;
    }

    /** What it reads telemetry from. */
    public String topic() {
        return settings.telemetryTopic();
    }

    /** Returns when it knows all of the plan. */
    public void load(ModelPlan plan) {
        new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
    }

    /** Returns when it knows a whole fleet of {@link BenchModel}; {@code file} is there meanwhile. */
    public void bring(int assets, int signals, Path file) {
        load(BenchModel.part(assets, 0, 0, signals));
        new FleetImport(settings.uri()).bring(file, assets, signals);
    }

    /** {@link ServiceFailure} when it has ended. */
    public void requireAlive() {
        process.requireAlive();
    }

    /**
     * Returns when it has read a round: its offsets are committed, which is after twin, history and quarantine have acked, and both roots
     * show it; or, with false, do not show it 30 s later. {@link ServiceFailure}: it did not read all of it.
     */
    public boolean read(Round round, Groups groups, String title) {
        round.awaitRead(title, () -> {
            requireAlive();
            return groups.hasReached(settings.consumerGroup(), topic(), round.ends());
        });
        return Round.isTrue(READ_TOTAL_WITHIN, () -> roots.show(round.expected()));
    }

    /** Returns when both roots show it; {@link ServiceFailure}: they do not. */
    public void awaitTotal(RootTotal total, Duration within) {
        boolean shown = Poll.untilTrue(within, () -> {
            requireAlive();
            return roots.show(total);
        });
        if (!shown) {
            throw new ServiceFailure("Expected %s at both roots within %d s but they show %s"
                    .formatted(total, within.toSeconds(), roots.told()));
        }
    }

    /**
     * Records that its twins have. A duplicate is one that its twin was asked for again, because the first answer came too late: nobody
     * sends one twice.
     */
    public long taken() {
        return PartitionCount.parse(client.metrics()).stream()
                .mapToLong(partition -> partition.outcomes().getOrDefault("accepted", 0L)
                        + partition.outcomes().getOrDefault("duplicate", 0L))
                .sum();
    }

    /** {@link ServiceFailure}: its twins have fewer or more, also after a minute. */
    public void awaitTaken(long records) {
        if (!Poll.untilTrue(TAKEN_WITHIN, () -> taken() == records)) {
            throw new ServiceFailure(
                    "Expected its twins to have all %d records but they have %d".formatted(records, taken()));
        }
    }

    /** As an operator would. Returns how long it took; {@link ServiceFailure}: longer than {@code within}. */
    public Duration stop(Duration within) {
        return process.stop(within);
    }

    @Override
    public void close() {
        process.close();
    }
}
