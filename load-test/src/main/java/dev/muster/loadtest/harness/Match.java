package dev.muster.loadtest.harness;

import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.HeldRecords;
import dev.muster.loadtest.bench.Processors;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.harness.figure.Turn;
import dev.muster.loadtest.service.ServiceFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rounds, in each of which everybody reads the same records in turn, from topics of their own: first rounds that warm up, then those that
 * count. Who begins changes from round to round, so that nobody always follows the same one. Whose totals are not what was sent
 * is out of it. Blocks; not thread-safe.
 */
final class Match {
    private final List<Runner> runners;
    private final HeldRecords records;
    private final Processes processes;
    private final Clock clock;
    private final Consumer<String> print;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<Contender, String> failures = new EnumMap<>(Contender.class);

    Match(List<Runner> runners, HeldRecords records, Processes processes, Clock clock, Consumer<String> print) {
        this.runners = List.copyOf(runners);
        this.records = records;
        this.processes = processes;
        this.clock = clock;
        this.print = print;
    }

    void play(ThroughputOptions options) {
        for (int round = 1 - options.warmUps(); round <= options.rounds(); round++) {
            List<Runner> order = new ArrayList<>(runners);
            Collections.rotate(order, -round);
            // One moment for all: it is in the records, which must be the same.
            Instant now = clock.instant();
            for (Runner runner : order) {
                if (!failures.containsKey(runner.contender())) {
                    turn(runner, round, options, now);
                }
            }
        }
        for (Runner runner : runners) {
            if (!failures.containsKey(runner.contender())) {
                judged(
                        runner,
                        () -> runner.requireAll((long) (options.warmUps() + options.rounds()) * options.records()));
            }
        }
    }

    private void turn(Runner runner, int number, ThroughputOptions options, Instant now) {
        int assets = options.assets();
        List<Long> ends = records.hold(runner.topic(), BenchModel.records(assets, options.records(), number, now));
        Round round = new Round(options.records(), ends, BenchModel.total(assets, options.records(), number));
        processes.awaitCalm();
        judged(runner, () -> {
            Processors processors = processes.of(runner);
            Processors.Reading before = processors.read();
            long started = System.nanoTime();
            records.release();
            Map<HierarchyId, RootTotal> totals = runner.read(round);
            double seconds = (System.nanoTime() - started) / 1e9;
            requireEqual(totals, round.expected());
            Turn turn = new Turn(
                    runner.contender(),
                    number,
                    options.records(),
                    seconds,
                    processors.read().since(before));
            turns.add(turn);
            print.accept(told(turn));
        });
    }

    private void judged(Runner runner, Runnable work) {
        try {
            work.run();
        } catch (ServiceFailure | RequestFailed e) {
            failures.put(runner.contender(), String.valueOf(e.getMessage()));
            print.accept("%s is out: %s".formatted(runner.contender().title(), e.getMessage()));
        }
    }

    static void requireEqual(Map<HierarchyId, RootTotal> totals, RootTotal expected) {
        for (HierarchyId hierarchy : BenchModel.HIERARCHIES) {
            if (!expected.equals(totals.get(hierarchy))) {
                throw new ServiceFailure("Expected %s at the root of %s but it shows %s"
                        .formatted(expected, hierarchy, totals.get(hierarchy)));
            }
        }
    }

    private static String told(Turn turn) {
        StringBuilder processor = new StringBuilder();
        turn.processor()
                .forEach((name, time) ->
                        processor.append(String.format(Locale.ROOT, ", %s %.1f s", name, time.toMillis() / 1000.0)));
        return String.format(
                Locale.ROOT,
                "%-8s %-23s %,9.0f records/s in %6.2f s; processor%s",
                turn.round() <= 0 ? "warm-up" : "round " + turn.round(),
                turn.contender().title(),
                turn.perSecond(),
                turn.seconds(),
                processor.substring(1));
    }

    List<Turn> turns() {
        return List.copyOf(turns);
    }

    Map<Contender, String> failures() {
        return Map.copyOf(failures);
    }
}
