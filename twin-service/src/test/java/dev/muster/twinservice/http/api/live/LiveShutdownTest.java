package dev.muster.twinservice.http.api.live;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.health.Readiness;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpServer;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.live.LiveRow;
import dev.muster.twinservice.live.LiveSettings;
import dev.muster.twinservice.live.LiveSource;
import dev.muster.twinservice.live.LiveViews;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that shuts down while somebody reads. */
class LiveShutdownTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final int PATIENCE_MS = 20_000;
    /** Of some hundred events. */
    private static final int LINES_MAX = 2_000;

    private final ActorSystem<Void> system = ActorSystem.create(
            Behaviors.empty(),
            "shutdown",
            ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF }\n"
                            + "akka.coordinated-shutdown { exit-jvm = off, phases.service-unbind.timeout = 60s }")
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());
    private final LiveViews views = LiveViews.start(
            system,
            new LiveSettings(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(30), 10, 500, 10),
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> 7);

    @AfterEach
    void stop() {
        system.terminate();
    }

    private InetSocketAddress bind() {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                0,
                1_000,
                10,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofDays(1),
                10,
                Duration.ofSeconds(10));
        LiveSource source = () ->
                completedFuture(new LiveSource.Polled(NOW, List.of(new LiveRow("a", Map.<String, Object>of("n", 1)))));
        HttpServer server = new HttpServer(settings, () -> new Readiness.Stage("", NOW), () -> "", List.of());
        server.open(List.of(Endpoint.get(
                "/live",
                call -> completedFuture(EventStream.response(views.read("v", () -> source, Optional.empty()))))));
        return server.bind(system).toCompletableFuture().join().localAddress();
    }

    @Test
    void shouldEndStreamsBeforeTheirConnections() throws IOException {
        AtomicInteger readers = new AtomicInteger(-1);
        CompletableFuture<Done> seen = new CompletableFuture<>();
        // From this phase on connections are closed, whatever is under way on them.
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseServiceUnbind(), "look", () -> {
            readers.set(views.readers());
            return seen;
        });
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(bind());
            socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }

            CompletionStage<Done> down = CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.unknownReason());
            // The chunk that ends a stream.
            for (int i = 0; !line.equals("0"); i++) {
                assertThat(i).as("Expected an end but events go on").isLessThan(LINES_MAX);
                line = lines.readLine();
            }

            seen.complete(Done.getInstance());
            down.toCompletableFuture().join();
            assertThat(readers).hasValue(0);
            assertThat(views.refusal().orElseThrow().detail()).contains("shuts down");
        }
    }
}
