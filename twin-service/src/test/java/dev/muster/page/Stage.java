package dev.muster.page;

import static java.util.concurrent.CompletableFuture.failedFuture;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.page.control.StagedControl;
import dev.muster.twinservice.exchange.ExchangeSettings;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.api.Api;
import dev.muster.twinservice.live.LiveReads;
import dev.muster.twinservice.live.LiveSettings;
import dev.muster.twinservice.live.LiveViews;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** The real server and the real endpoints over a staged fleet, so that a test sees in a moment what a fleet takes hours for. */
public final class Stage implements AutoCloseable {
    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final int READERS_MAX = 100;
    private static final int ROWS_PER_EVENT_MAX = 500;
    static final int MISSING_MAX = 10_000;

    private final RunningServer server;
    private final LiveReads live;
    private final StagedControl control;

    private Stage(RunningServer server, LiveReads live, StagedControl control) {
        this.server = server;
        this.live = live;
        this.control = control;
    }

    /** @param interval from one look of the live views at the fleet to the next */
    public static Stage open(StagedFleet fleet, Duration interval) {
        LiveSettings settings =
                new LiveSettings(interval, interval, LINGER, READERS_MAX, ROWS_PER_EVENT_MAX, MISSING_MAX);
        return open(
                fleet,
                system -> LiveViews.start(system, settings, Clock.systemUTC(), () -> ThreadLocalRandom.current()
                        .nextLong()));
    }

    static Stage open(StagedFleet fleet, Function<ActorSystem<?>, LiveReads> live) {
        HttpSettings settings = RunningServer.settings(Duration.ofSeconds(5));
        StagedControl control = new StagedControl(fleet::view, fleet.clock());
        StagedTwins twins = new StagedTwins(fleet, control.commanding);
        RunningServer server = RunningServer.start(settings);
        LiveReads views = live.apply(server.system());
        server.open(Api.endpoints(
                settings,
                new Api.Parts(
                        fleet.view(),
                        ((InMemoryModelView) fleet.view()).history(),
                        (command, principal) -> failedFuture(new IllegalStateException("A stage takes no writes")),
                        twins,
                        twins,
                        twins,
                        fleet,
                        twins,
                        samples -> failedFuture(new IllegalStateException("A stage takes no samples")),
                        views,
                        imports(fleet),
                        control.parts(),
                        fleet.clock())));
        server.ready();
        return new Stage(server, views, control);
    }

    private static ImportJobs imports(StagedFleet fleet) {
        return new ImportJobs(
                fleet.view(),
                ((InMemoryModelView) fleet.view()).history(),
                (lines, principal) -> failedFuture(new IllegalStateException("A stage takes no files")),
                ExchangeSettings.from(ConfigFactory.defaultReference()),
                Precedence.MANUAL,
                fleet.clock(),
                () -> "none");
    }

    /** @param parts of the place within the page: hierarchy, group, asset */
    public URI page(String... parts) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(server.address().getPort(), hash(parts)));
    }

    public static String hash(String... parts) {
        StringBuilder hash = new StringBuilder("#");
        for (String part : parts) {
            hash.append('/').append(URLEncoder.encode(part, StandardCharsets.UTF_8));
        }
        return hash.toString();
    }

    /** What its units are told, and what becomes of it. */
    public StagedControl control() {
        return control;
    }

    /** How many live streams are open. */
    int readers() {
        return ((LiveViews) live).readers();
    }

    public JsonNode get(String path) {
        return server.get(path).json();
    }

    @Override
    public void close() {
        server.close();
    }
}
