package dev.muster.twinservice.lease;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Four nodes and a Cassandra that does everything wrong that it can do, for minutes: no two of them can ever write for the same lease.
 * Once it is calm, everybody who wants a lease that nobody else wants has it.
 */
class LeaseSimulationTest {
    private static final int HISTORIES = Integer.getInteger("muster.simulations", 200);
    private static final int NODES = 4;
    private static final List<String> LEASES = List.of("shard-1", "shard-2", "shard-3");
    private static final long RESTLESS = 180_000;
    private static final long CALM_WITHIN = 30_000;

    private static final LeaseSettings SETTINGS = new LeaseSettings(
            new LeaseSettings.Session(
                    Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofDays(1)),
            new LeaseSettings.Retry(Duration.ofMillis(50), Duration.ofMillis(500)));

    /** Thousands of sessions begin and end here. */
    @BeforeAll
    static void beSilent() {
        log().setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        log().setLevel(null);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(LeaseSimulationTest.class.getPackageName());
    }

    @Test
    void shouldHaveOneWriterAtMostWhateverHappensAndOneWhenItIsCalm() {
        long handOvers = 0;
        long lost = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            World world = new World(seed);
            world.restless();
            world.calm();
            world.mustAllHaveWhatTheyWant();
            handOvers += world.handOvers;
            lost += world.lostSessions;
        }
        // Otherwise nothing was tried.
        assertThat(handOvers).as("times that a lease went to another node").isGreaterThan(HISTORIES * 10L);
        assertThat(lost).as("sessions that were ended by others").isGreaterThan(HISTORIES / 2L);
    }

    /** One history. */
    private static final class World {
        private final long seed;
        private final SimulatedTime time;
        private final SimulatedCassandra cassandra;
        private final List<SimulatedNode> nodes = new ArrayList<>();
        private final List<String> lastWriter = new ArrayList<>();
        private long sessions;
        private int handOvers;
        private int lostSessions;

        World(long seed) {
            this.seed = seed;
            this.time = new SimulatedTime(seed);
            this.cassandra = new SimulatedCassandra(time, SETTINGS.session());
            for (int i = 0; i < NODES; i++) {
                nodes.add(started(i));
            }
            LEASES.forEach(lease -> lastWriter.add(""));
        }

        /** On an address that the one before had, too. */
        private SimulatedNode started(int index) {
            return new SimulatedNode(time, cassandra, SimulatedNode.sessionAt("node-" + index, sessions++), SETTINGS);
        }

        private void startAgain(int index) {
            SimulatedNode before = nodes.get(index);
            if (before.isGone()) {
                lostSessions += before.hasLost() ? 1 : 0;
                nodes.set(index, started(index));
            }
        }

        void mustHaveOneWriter() {
            for (int i = 0; i < LEASES.size(); i++) {
                String lease = LEASES.get(i);
                List<Integer> writers = IntStream.range(0, NODES)
                        .filter(node -> nodes.get(node).writes(lease))
                        .boxed()
                        .toList();
                assertThat(writers)
                        .as("seed %d at %d ms: nodes that write for %s", seed, time.now(), lease)
                        .hasSizeLessThan(2);
                if (!writers.isEmpty() && !writers.toString().equals(lastWriter.get(i))) {
                    lastWriter.set(i, writers.toString());
                    handOvers++;
                }
            }
        }

        void restless() {
            for (int i = 0; i < 120; i++) {
                time.after(time.upTo(RESTLESS), () -> node().want(LEASES.get(time.oneOf(LEASES.size())), true));
                time.after(time.upTo(RESTLESS), () -> node().want(LEASES.get(time.oneOf(LEASES.size())), false));
            }
            for (int i = 0; i < 60; i++) {
                time.after(time.upTo(RESTLESS), this::changeMinds);
            }
            for (int i = 0; i < 10; i++) {
                time.after(time.upTo(RESTLESS), this::pauseOne);
                time.after(time.upTo(RESTLESS), this::endOne);
            }
            for (int i = 0; i < 2; i++) {
                time.after(time.upTo(RESTLESS), () -> {
                    cassandra.away(true);
                    time.after(time.upTo(20_000), () -> cassandra.away(false));
                });
            }
            time.runFor(RESTLESS, this::mustHaveOneWriter);
        }

        private SimulatedNode node() {
            return nodes.get(time.oneOf(NODES));
        }

        /** Of one node, about one lease, some times. */
        private void changeMinds() {
            SimulatedNode undecided = node();
            String lease = LEASES.get(time.oneOf(LEASES.size()));
            for (int i = 0; i < 6; i++) {
                boolean wanted = i % 2 == 0;
                time.after(i * 10 + time.upTo(15), () -> undecided.want(lease, wanted));
            }
        }

        private void pauseOne() {
            SimulatedNode paused = node();
            paused.pause();
            time.after(time.upTo(25_000), paused::resume);
        }

        private void endOne() {
            int index = time.oneOf(NODES);
            SimulatedNode ending = nodes.get(index);
            if (time.oneOf(3) == 0) {
                ending.leave(10_000);
            } else {
                ending.kill();
            }
            time.after(time.upTo(20_000), () -> startAgain(index));
        }

        /** Each lease is wanted by one node only, whoever had it. */
        void calm() {
            time.calm();
            cassandra.away(false);
            nodes.forEach(SimulatedNode::resume);
            for (int i = 0; i < NODES; i++) {
                for (String lease : LEASES) {
                    nodes.get(i).want(lease, false);
                }
            }
            // Those that come to know only now that they have lost their session are started again, too.
            for (long at = 0; at < 20_000; at += 1_000) {
                time.after(at, () -> {
                    for (int i = 0; i < NODES; i++) {
                        startAgain(i);
                        for (int j = 0; j < LEASES.size(); j++) {
                            nodes.get(i).want(LEASES.get(j), i == wanting(j));
                        }
                    }
                });
            }
            time.runFor(CALM_WITHIN, this::mustHaveOneWriter);
        }

        private int wanting(int lease) {
            return (int) ((seed + lease) % NODES);
        }

        void mustAllHaveWhatTheyWant() {
            for (int j = 0; j < LEASES.size(); j++) {
                String lease = LEASES.get(j);
                assertThat(nodes.get(wanting(j)).writes(lease))
                        .as("seed %d: node %d writes for %s", seed, wanting(j), lease)
                        .isTrue();
            }
        }
    }
}
