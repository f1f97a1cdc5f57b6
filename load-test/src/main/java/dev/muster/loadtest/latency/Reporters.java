package dev.muster.loadtest.latency;

import dev.muster.loadtest.bench.RootTotal;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** The fleet and its ways to Kafka. Used by one thread. */
final class Reporters implements AutoCloseable {
    /** As devices that send in batches. */
    private static final Duration LINGER = Duration.ofMillis(5);

    /** The same moments each time. */
    private static final long SEED = 7;

    private final Fleet fleet;
    private final Sender many;
    private final Sender few;
    private final Background background;
    private final Probes probes;

    Reporters(Fleet fleet, String bootstrapServers, String topic, Clock clock) {
        this.fleet = fleet;
        this.many = Sender.to(bootstrapServers, topic, LINGER);
        // A step waits for nobody.
        this.few = Sender.to(bootstrapServers, topic, Duration.ZERO);
        this.background = new Background(fleet, many, clock);
        this.probes = new Probes(fleet, few, clock, new Random(SEED));
    }

    Background background() {
        return background;
    }

    Probes probes() {
        return probes;
    }

    /** What must stand at each root, of all that was sent. */
    RootTotal total() {
        return fleet.total();
    }

    /** Records that Kafka has of them. */
    long acknowledged() {
        return many.acknowledged() + few.acknowledged();
    }

    @Override
    public void close() {
        many.close();
        few.close();
    }
}
