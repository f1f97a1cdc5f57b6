package dev.muster.loadtest.fault;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.fault.check.Breach;
import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.fault.check.Sight;
import dev.muster.loadtest.fault.evidence.CommandReader;
import dev.muster.loadtest.fault.evidence.Nodes;
import dev.muster.loadtest.fault.evidence.Watch;
import dev.muster.loadtest.fault.traffic.RecklessFleet;
import dev.muster.loadtest.fault.traffic.SteadyFleet;
import dev.muster.loadtest.fault.traffic.SteadyOrders;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A cluster under constant telemetry and commands to which faults happen, and who judges it: rounds of faults, each of them
 * followed by a check of everything. Not thread-safe.
 */
public final class Campaign implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(180);

    /** Values go stale within five seconds. */
    private static final Duration LOOK_AT_LEAST = Duration.ofSeconds(8);

    private final Site site;
    private final Consumer<String> print;
    private final Clock clock = Clock.systemUTC();
    private final SteadyFleet fleet;
    private final RecklessFleet reckless;
    private final SteadyOrders orders;
    private final Watch watch;
    private final Crew crew;
    private final Checker checker;
    private final Injector injector;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();

    /**
     * Starts the nodes and the fleet, and returns when all of the fleet reports.
     *
     * @param completeWithin how long the total may take to be complete again, at the most
     * @param print takes a line for each figure
     */
    public Campaign(Site site, long seed, int units, Duration completeWithin, String unique, Consumer<String> print) {
        this.site = site;
        this.print = print;
        long begun = System.nanoTime();
        site.cluster().start();
        site.cluster().awaitReady(READY_WITHIN);
        List<URI> uris = site.cluster().nodes().stream().map(ServiceNode::uri).toList();
        this.fleet = new SteadyFleet(seed, units, site.topics(), clock);
        new ModelLoader(new MusterClient(uris.get(0), new Principal("fault-model")), ModelLoader.REQUESTS_IN_FLIGHT)
                .load(fleet.plan());
        this.reckless = new RecklessFleet(site.topics(), clock);
        this.orders = new SteadyOrders(fleet, uris, seed, unique);
        Nodes nodes = new Nodes(uris);
        CommandReader commands =
                new CommandReader(nodes, site.topics().kafka(), site.topics().records());
        this.checker = new Checker(nodes, commands, fleet, reckless, clock);
        this.watch = new Watch(uris, GroupKey.root(ModelPlan.GEOGRAPHY), FleetTypes.POWER, clock);
        this.crew = new Crew(site.cluster(), watch, clock, LOOK_AT_LEAST, completeWithin);
        this.injector = new Injector(crew, site, clock, this::add, this::add);
        print.accept("%d nodes are ready, and a fleet of %d units is in the model, after %.1f s"
                .formatted(uris.size(), units, (System.nanoTime() - begun) / 1e9));
    }

    /**
     * So much traffic until all report; then these faults, one after the other, none of which begins after {@code end}; then
     * everything is checked, at rest.
     */
    Verdict round(List<Schedule.Step> steps, Instant end) {
        Instant from = clock.instant();
        fleet.start();
        Recovery begin = crew.recovered(crew.since(from));
        if (!begin.complete()) {
            add(new Breach(Breach.Kind.NOT_COMPLETE_AGAIN, "at the beginning: " + begin));
        }
        Instant complete = clock.instant();
        orders.start();
        for (Schedule.Step step : steps) {
            if (clock.instant().isBefore(end)) {
                injector.inject(step.fault(), step.draw());
            }
        }
        orders.rest();
        List<Sight> seen = watch.since(complete);
        fleet.rest();
        Verdict verdict = checker.judge(from, orders.takeGiven(), seen);
        print.accept(verdict.toString());
        verdict.breaches().forEach(this::add);
        watch.forget(clock.instant());
        return verdict;
    }

    /** Of these faults, in this order; {@code seed}: chooses the nodes that they hit. */
    public void run(List<Fault> faults, long seed) {
        List<Schedule.Step> steps = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            steps.add(new Schedule.Step(faults.get(i), (int) Math.floorMod(seed + i, (long) Integer.MAX_VALUE)));
        }
        round(steps, Instant.MAX);
    }

    private void add(Figure figure) {
        figures.add(figure);
        print.accept(figure.toString());
    }

    private void add(Breach breach) {
        breaches.add(breach);
        print.accept("BREACH " + breach);
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    public List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    @Override
    public void close() {
        watch.close();
        orders.close();
        reckless.close();
        fleet.close();
        site.close();
    }
}
