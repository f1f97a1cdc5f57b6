package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.aggregation.updates.UpdateLanes;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Nodes with aggregators and batchers over a network that loses, repeats, reorders and breaks, on a clock of its own. Each
 * node sees the model, and the other nodes, at its own time; starting aggregators disagree about the hour. Everything
 * random comes from one generator.
 */
final class SimulatedCluster {
    static final Duration TICK = Duration.ofMillis(250);
    static final AggregationSettings.RollUp ROLL_UP = new AggregationSettings.RollUp(
            TICK,
            TICK.dividedBy(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1));
    static final AggregationSettings.Updates UPDATES = new AggregationSettings.Updates(TICK, 6, Duration.ofSeconds(1));
    static final Duration REREAD_AFTER = Duration.ofSeconds(5);

    private static final int NODES = 3;
    private static final int READ_MAX = 3;
    private static final int DELAY_MILLIS_MAX = 600;
    private static final int STORE_DELAY_MILLIS_MAX = 2_000;
    private static final int NOTICE_MILLIS_MAX = 3_000;
    private static final int CLOCK_SKEW_MILLIS_MAX = 5_000;

    private record Event(Instant at, long order, Runnable happens) {}

    private final Random random;
    private final SimulatedWatermarks watermarks;
    private final GroupKey root;
    private final SimulatedNodes nodes = new SimulatedNodes(NODES, look -> later(NOTICE_MILLIS_MAX, look));
    private final Map<GroupKey, SimulatedAggregator> aggregators = new HashMap<>();
    private final Map<GroupKey, Instant> downUntil = new HashMap<>();
    private final List<Fleet.Snapshot> versions = new ArrayList<>();
    private final int[] seenVersion = new int[NODES];
    private final List<UpdateLanes> batchers = new ArrayList<>();
    private final Map<AssetId, MemberRegisters> stored = new HashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private Instant rootWokenAt = Instant.MIN;
    private long order;
    private boolean faulty = true;
    private boolean storeDown;

    SimulatedCluster(Random random, SimulatedWatermarks watermarks, Fleet.Snapshot model) {
        this.random = random;
        this.watermarks = watermarks;
        this.root = GroupKey.root(model.hierarchy());
        versions.add(model);
        for (int node = 0; node < NODES; node++) {
            int self = node;
            batchers.add(new UpdateLanes(
                    UPDATES, asset -> Optional.ofNullable(view(self).groups().get(asset))
                            .map(List::of)
                            .orElse(List.of())));
        }
    }

    Instant now() {
        return now;
    }

    /** From now on nothing is lost, repeated, cut off or down; messages still take their time. */
    void heal() {
        faulty = false;
        downUntil.clear();
        nodes.joinAll();
    }

    void cutOff() {
        nodes.cut(anyNode());
    }

    void join() {
        nodes.join(anyNode());
    }

    /** A node dies with all its aggregators; the next messages start them elsewhere. */
    void kill() {
        int killed = anyNode();
        nodes.kill(killed);
        aggregators.values().removeIf(aggregator -> aggregator.node == killed);
    }

    /** From now on nobody learns what is stored; of reads under way too. */
    void loseStore() {
        storeDown = true;
    }

    /** A twin speaks: what it says is on its way to the store and to the groups. */
    void say(MemberUpdate update) {
        later(STORE_DELAY_MILLIS_MAX, () -> stored.merge(update.asset(), update.registers(), MemberRegisters::merge));
        UpdateLanes batcher = batchers.get(random.nextInt(NODES));
        later(() -> batcher.offer(update));
    }

    /** The model changed: each node learns it a little later, and never goes back to an older one. */
    void publish(Fleet.Snapshot model) {
        versions.add(model);
        int version = versions.size() - 1;
        for (int node = 0; node < NODES; node++) {
            int learner = node;
            later(() -> seenVersion[learner] = Math.max(seenVersion[learner], version));
        }
    }

    /** The aggregator moves in peace: its node stays reachable. The next message starts it elsewhere. */
    void restart(GroupKey group) {
        aggregators.remove(group);
    }

    /** The group's aggregator is gone and nothing can reach it for a while. */
    void takeDown(GroupKey group, Duration silence) {
        aggregators.remove(group);
        downUntil.put(group, now.plus(silence));
    }

    void step() {
        now = now.plus(TICK);
        if (!rootWokenAt.plus(ROLL_UP.rootWakeInterval()).isAfter(now)) {
            rootWokenAt = now;
            send(anyNode(), root, aggregator -> aggregator.rollup.wake(0, 0));
        }
        for (int node = 0; node < NODES; node++) {
            flush(node);
        }
        Event event = events.peek();
        while (event != null && !event.at.isAfter(now)) {
            events.remove();
            event.happens.run();
            event = events.peek();
        }
        List.copyOf(aggregators.entrySet()).forEach(entry -> tick(entry.getKey(), entry.getValue()));
    }

    /** Logic of every aggregator that is up and knows its group. */
    Map<GroupKey, GroupRollup> rollups() {
        Map<GroupKey, GroupRollup> rollups = new HashMap<>();
        aggregators.forEach((group, aggregator) -> {
            if (aggregator.rollup.roster().isPresent()) {
                rollups.put(group, aggregator.rollup);
            }
        });
        return rollups;
    }

    /** The one of {@code group} that is up now. */
    SimulatedAggregator aggregator(GroupKey group) {
        return Objects.requireNonNull(aggregators.get(group));
    }

    private Fleet.Snapshot view(int node) {
        return versions.get(seenVersion[node]);
    }

    private int anyNode() {
        return random.nextInt(NODES);
    }

    private void flush(int node) {
        UpdateLanes batcher = batchers.get(node);
        for (UpdateLanes.Batch batch : batcher.flush(now)) {
            send(node, batch.group(), aggregator -> {
                batch.updates().forEach(update -> aggregator.heard.take(update.asset(), update.registers()));
                aggregator.rollup.update(batch.updates(), now);
                transmit(() -> batcher.acknowledge(batch.id()));
            });
        }
    }

    private void tick(GroupKey group, SimulatedAggregator aggregator) {
        GroupRollup rollup = aggregator.rollup;
        expect(group, aggregator);
        rollup.advance(now);
        if (!aggregator.reading) {
            List<AssetId> asked = rollup.takeUnread(READ_MAX, now);
            aggregator.heard.asks(asked);
            aggregator.reading = !asked.isEmpty();
            later(() -> read(aggregator, asked));
        }
        for (GroupRollup.WakeCall call : rollup.wakeCalls(now)) {
            wake(aggregator, call);
        }
        Optional<GroupKey> parent = rollup.roster().map(Roster::parent);
        if (parent.isPresent()) {
            rollup.report(now)
                    .ifPresent(partial -> send(aggregator.node, parent.get(), of -> of.take(partial, now)
                            .ifPresent(call -> wake(of, call))));
        }
    }

    private void wake(SimulatedAggregator parent, GroupRollup.WakeCall call) {
        Partial known = call.known();
        send(
                parent.node,
                call.child(),
                of -> of.rollup.wake(known == null ? 0 : known.incarnation(), known == null ? 0 : known.version()));
    }

    private void read(SimulatedAggregator aggregator, List<AssetId> asked) {
        if (asked.isEmpty()) {
            return;
        }
        if (storeDown || (faulty && random.nextInt(4) == 0)) {
            later(() -> {
                aggregator.reading = false;
                aggregator.rollup.readFailed(asked);
            });
            return;
        }
        Map<AssetId, MemberRegisters> found = new HashMap<>(stored);
        found.keySet().retainAll(asked);
        later(() -> {
            aggregator.reading = false;
            aggregator.heard.reads(asked, found);
            aggregator.rollup.readDone(asked, found, now);
        });
    }

    private void send(int from, GroupKey group, Consumer<SimulatedAggregator> message) {
        transmit(() -> {
            if (downUntil.getOrDefault(group, Instant.MIN).isAfter(now)) {
                return;
            }
            SimulatedAggregator aggregator = aggregators.computeIfAbsent(group, key -> start(key, from));
            if (!nodes.isOpen(from, aggregator.node)) {
                return;
            }
            expect(group, aggregator);
            aggregator.rollup.advance(now);
            message.accept(aggregator);
        });
    }

    /** On any node that whoever wakes it can reach. */
    private SimulatedAggregator start(GroupKey group, int from) {
        int[] open = nodes.openFrom(from);
        int node = open[random.nextInt(open.length)];
        Instant ownClock = now.plusMillis(random.nextInt(2 * CLOCK_SKEW_MILLIS_MAX) - CLOCK_SKEW_MILLIS_MAX);
        GroupRollup rollup = new GroupRollup(group, ROLL_UP, REREAD_AFTER, watermarks, nodes.of(node), ownClock);
        return new SimulatedAggregator(rollup, new Heard(ownClock), node, nodes.of(node));
    }

    private void expect(GroupKey group, SimulatedAggregator aggregator) {
        Roster roster = view(aggregator.node).rosters().get(group);
        if (roster != null) {
            aggregator.expect(roster, now);
        }
    }

    private void transmit(Runnable delivery) {
        int copies = !faulty ? 1 : random.nextInt(10) == 0 ? 0 : random.nextInt(10) == 0 ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            later(delivery);
        }
    }

    private void later(Runnable happens) {
        later(DELAY_MILLIS_MAX, happens);
    }

    private void later(int delayMillisMax, Runnable happens) {
        events.add(new Event(now.plusMillis(random.nextInt(delayMillisMax)), order++, happens));
    }
}
