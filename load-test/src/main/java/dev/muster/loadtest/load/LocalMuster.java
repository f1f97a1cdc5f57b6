package dev.muster.loadtest.load;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.scale.PacedFleet;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One Muster with a fleet that sends at a set rate, obeys, and of which some are away. */
final class LocalMuster implements AutoCloseable {
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final int SEED = 1;

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);

    private final OneMuster muster;
    private final PacedFleet fleet;
    private final KafkaDownlink downlink;

    private LocalMuster(OneMuster muster, PacedFleet fleet, KafkaDownlink downlink) {
        this.muster = muster;
        this.fleet = fleet;
        this.downlink = downlink;
    }

    /** Returns when all who are there report; {@link ServiceFailure}: they do not. */
    static LocalMuster start(LoadOptions options, Bench bench) {
        OneMuster muster = bench.start(bench.service("service", Map.of()), ServiceProcess.HEAP_MIB);
        PacedFleet fleet = new PacedFleet(
                SimulatedFleet.create(SEED, options.units()),
                options.interval(),
                bench.kafka(),
                muster.topic(),
                bench.program().clock());
        KafkaDownlink downlink = KafkaDownlink.start(bench.kafka(), KafkaDownlink.COMMANDS_TOPIC, fleet::command);
        LocalMuster filled = new LocalMuster(muster, fleet, downlink);
        filled.fill(bench.program()::print);
        return filled;
    }

    URI uri() {
        return muster.uri();
    }

    /** Samples that Kafka has of the fleet. */
    long samples() {
        return fleet.samples();
    }

    private void fill(Consumer<String> print) {
        muster.awaitReady(READY_WITHIN);
        muster.load(fleet.plan());
        downlink.listening().join();
        fleet.start();
        awaitReporting(fleet.size());
        int away = fleet.hangUpEvery(LoadOptions.AWAY_EVERY);
        awaitReporting(fleet.size() - away);
        print.accept("%s: %,d units, %,d of them are away".formatted(uri(), fleet.size(), away));
    }

    /** Returns how many answers it gave meanwhile. */
    int warmUp(Clock clock) {
        List<GroupKey> groups = new ArrayList<>(List.of(ROOT));
        fleet.plan().groups().forEach(group -> groups.add(group.key()));
        List<AssetId> assets = fleet.plan().assets().stream().map(AssetPlan::id).toList();
        return new WarmUp(muster.client(), clock).run(groups, assets);
    }

    private void awaitReporting(int wanted) {
        boolean reached = Poll.untilTrue(COMPLETE_WITHIN, () -> {
            muster.requireAlive();
            AggregateReply reply = muster.client().aggregate(ROOT, FleetTypes.POWER, 0);
            return reply.expected() == fleet.size() && reply.reporting() == wanted;
        });
        if (!reached) {
            throw new ServiceFailure("Expected %d of %d units to report within %d s but they do not"
                    .formatted(wanted, fleet.size(), COMPLETE_WITHIN.toSeconds()));
        }
    }

    @Override
    public void close() {
        downlink.close();
        fleet.close();
        muster.close();
    }
}
