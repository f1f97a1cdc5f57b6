package dev.muster.loadtest.fault;

import dev.muster.loadtest.fault.Figure.Kind;
import dev.muster.loadtest.fault.check.Breach;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.ServerProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Does what a {@link Fault} says, and afterwards puts everything back. Not thread-safe. */
final class Injector {
    /** Past the detection time: the others have given up whoever stands still, and taken over what it had. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** A node that was given up finds out as soon as it hears of the others again; one that was cut off finds out by itself. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private static final Duration KAFKA_AWAY = Duration.ofSeconds(8);
    private static final Duration CASSANDRA_AWAY = Duration.ofSeconds(20);

    private final Crew crew;
    private final Site site;
    private final Clock clock;
    private final Consumer<Figure> figures;
    private final Consumer<Breach> breaches;

    Injector(Crew crew, Site site, Clock clock, Consumer<Figure> figures, Consumer<Breach> breaches) {
        this.crew = crew;
        this.site = site;
        this.clock = clock;
        this.figures = figures;
        this.breaches = breaches;
    }

    /** {@code draw}: chooses the node. */
    void inject(Fault fault, int draw) {
        try {
            switch (fault) {
                case KILL -> kill(List.of(drawn(draw)));
                case KILL_OLDEST -> kill(List.of(crew.living().get(0)));
                case KILL_TWO -> {
                    int first = drawn(draw);
                    List<Integer> others = new ArrayList<>(crew.living());
                    others.remove(Integer.valueOf(first));
                    kill(List.of(first, others.get(draw % others.size())));
                }
                case PAUSE -> pause(drawn(draw));
                case CUT -> cut(drawn(draw));
                case RESTART_OLDEST -> restart(crew.living().get(0));
                case ROLLING_RESTART -> crew.living().forEach(this::restart);
                case SCALE -> scale(draw);
                case KAFKA -> outage(site.kafka(), KAFKA_AWAY);
                case CASSANDRA -> outage(site.cassandra(), CASSANDRA_AWAY);
            }
        } catch (ServiceFailure e) {
            breaches.accept(new Breach(Breach.Kind.NODE_LOST, fault.title() + ": " + e.getMessage()));
        }
        putBack();
    }

    private void kill(List<Integer> nodes) {
        Instant from = clock.instant();
        nodes.forEach(crew::kill);
        figure("kill -9 of " + named(nodes), Kind.CRASH, crew.since(from));
        start(nodes);
    }

    private void pause(int node) {
        Instant from = clock.instant();
        crew.node(node).pause();
        crew.gone(node);
        figure("SIGSTOP of " + named(List.of(node)), Kind.CRASH, crew.since(from));
        crew.rest(PAUSE.minus(Duration.between(from, clock.instant())));
        Instant resumed = clock.instant();
        crew.node(node).resume();
        returns(node, "SIGCONT", resumed);
    }

    private void cut(int node) {
        Instant from = clock.instant();
        site.network().isolate(node);
        crew.gone(node);
        figure("cut around " + named(List.of(node)), Kind.CRASH, crew.since(from));
        endsAlone(node);
        site.network().heal();
        start(List.of(node));
    }

    /** The others live on meanwhile, as if nothing were. */
    private void returns(int node, String how, Instant at) {
        endsAlone(node);
        figure(how + " of " + named(List.of(node)), Kind.PLANNED, crew.since(at));
        start(List.of(node));
    }

    /** Whoever was given up must not go on by itself. */
    private void endsAlone(int node) {
        if (!crew.ends(node, ENDS_WITHIN)) {
            breaches.accept(new Breach(
                    Breach.Kind.NODE_LOST,
                    "%s was given up by the others, and still runs %d s later"
                            .formatted(named(List.of(node)), ENDS_WITHIN.toSeconds())));
            crew.kill(node);
        }
    }

    /** As an orchestrator does it: what was stopped is started at once. */
    private void restart(int node) {
        Instant from = clock.instant();
        Duration stop = crew.stop(node);
        Map<Integer, Instant> living = crew.since(from);
        living.putAll(crew.start(List.of(node)));
        figure(
                "restart of %s (%.1f + %.1f s)"
                        .formatted(
                                named(List.of(node)),
                                stop.toMillis() / 1000.0,
                                Duration.between(from, clock.instant())
                                                .minus(stop)
                                                .toMillis()
                                        / 1000.0),
                Kind.PLANNED,
                living);
    }

    private void scale(int draw) {
        List<Integer> all = crew.living();
        int one = drawn(draw);
        List<Integer> others = all.stream().filter(node -> node != one).toList();
        // The rule that two are enough would otherwise let nobody join a cluster of one.
        others.forEach(node -> crew.node(node).set("muster.cluster.nodes-min", "2"));
        down(others, "%d -> 1".formatted(all.size()));
        List<Integer> two = others.subList(0, 2);
        start(two);
        down(two, "3 -> 1");
        start(others);
        others.forEach(node -> crew.node(node).set("muster.cluster.nodes-min", Integer.toString(all.size() / 2 + 1)));
    }

    private void down(List<Integer> nodes, String how) {
        Instant from = clock.instant();
        nodes.forEach(crew::stop);
        figure("scale " + how, Kind.PLANNED, crew.since(from));
    }

    private void start(List<Integer> nodes) {
        Instant from = clock.instant();
        Map<Integer, Instant> living = crew.since(from);
        living.putAll(crew.start(nodes));
        Duration ready = Duration.between(from, clock.instant());
        figure("start of %s (%.1f s)".formatted(named(nodes), ready.toMillis() / 1000.0), Kind.PLANNED, living);
    }

    private void outage(ServerProcess server, Duration away) {
        Instant from = clock.instant();
        server.kill9();
        crew.rest(away);
        Duration start = server.start();
        figure(
                "%s away for %.1f s".formatted(server.name(), away.plus(start).toMillis() / 1000.0),
                Kind.OUTAGE,
                crew.since(from));
    }

    private void figure(String what, Kind kind, Map<Integer, Instant> living) {
        Figure figure = new Figure(what, kind, crew.recovered(living));
        figures.accept(figure);
        if (!figure.recovery().complete()) {
            breaches.accept(new Breach(Breach.Kind.NOT_COMPLETE_AGAIN, figure.toString()));
        }
    }

    /** Whoever is gone without having been asked to is named, and comes back. */
    private void putBack() {
        if (site.hasNetwork()) {
            site.network().heal();
        }
        for (int node : crew.lost()) {
            breaches.accept(new Breach(
                    Breach.Kind.NODE_LOST,
                    "%s has ended by itself, with code %s"
                            .formatted(
                                    named(List.of(node)),
                                    crew.node(node).process().exitCode())));
            crew.gone(node);
        }
        List<Integer> away = crew.away();
        away.forEach(node -> crew.node(node).close());
        if (!away.isEmpty()) {
            try {
                start(away);
            } catch (ServiceFailure e) {
                breaches.accept(new Breach(Breach.Kind.NODE_LOST, named(away) + " do not start: " + e.getMessage()));
            }
        }
    }

    private int drawn(int draw) {
        return crew.living().get(draw % crew.living().size());
    }

    private static String named(List<Integer> nodes) {
        return (nodes.size() == 1 ? "node " : "nodes ")
                + String.join(", ", nodes.stream().map(Object::toString).toList());
    }
}
