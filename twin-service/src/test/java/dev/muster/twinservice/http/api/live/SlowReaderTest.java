package dev.muster.twinservice.http.api.live;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.api.live.EventReader.Event;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody who does not read while everything changes all the time, over a real connection. */
class SlowReaderTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final int ROWS = 200;
    private static final String PADDING = "x".repeat(1_000);
    /** 200 KB each: what the connection itself holds, some MB, is full long before. */
    private static final int POLLS_UNTIL_FULL = 150;

    private static final int POLLS = 300;
    private static final int PULLED_MAX = 100;

    private final ActorTestKit actors = ActorTestKit.create(
            "SlowReaderTest",
            ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());
    private final LiveViews views = LiveViews.start(
            actors.system(),
            new LiveSettings(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofSeconds(30), 10, 500, 10),
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> 7);
    private final AtomicInteger pulled = new AtomicInteger();
    private final ChangingRows source = new ChangingRows();
    private final RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
            .open(List.of(
                    Endpoint.get(
                            "/quick",
                            call -> completedFuture(
                                    EventStream.response(views.read("v", () -> source, Optional.empty())))),
                    Endpoint.get(
                            "/slow",
                            call -> completedFuture(EventStream.response(views.read("v", () -> source, Optional.empty())
                                    .map(answer -> {
                                        pulled.incrementAndGet();
                                        return answer;
                                    }))))));

    /** All rows are others with each poll, up to a number. */
    private static final class ChangingRows implements LiveSource {
        private final AtomicInteger polls = new AtomicInteger();

        @Override
        public CompletionStage<Poll> poll() {
            int number = Math.min(polls.incrementAndGet(), POLLS);
            return completedFuture(new Polled(
                    NOW,
                    IntStream.range(0, ROWS)
                            .mapToObj(row -> new LiveRow(
                                    "row-" + row, Map.<String, Object>of("number", number, "padding", PADDING)))
                            .toList()));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        actors.shutdownTestKit();
    }

    private static Socket request(InetSocketAddress address, String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(address);
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int number(Event event) {
        return event.data().at("/rows/0/number").intValue();
    }

    @Test
    void shouldGetTheNewestWhenItReadsAndCostNothingUntilThen() throws IOException {
        try (Socket slow = request(server.address(), "/slow");
                EventReader quick = EventReader.open(server.address(), "/quick")) {
            quick.next(event -> number(event) >= POLLS_UNTIL_FULL);
            int whenFull = pulled.get();
            quick.next(event -> number(event) == POLLS);

            assertThat(whenFull).isBetween(1, PULLED_MAX);
            assertThat(pulled).as("nothing more was made for it").hasValue(whenFull);

            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            int events = 0;
            String line;
            do {
                line = lines.readLine();
                events += line.startsWith("data: ") ? 1 : 0;
            } while (!line.contains("\"number\":" + POLLS));

            // What the connection held, and then the newest at once: of the polls in between it sees nothing.
            assertThat(events).isLessThanOrEqualTo(whenFull + 1);
        }
    }

    @Test
    void shouldBeForgottenWhenItsConnectionBreaks() throws IOException {
        try (EventReader quick = EventReader.open(server.address(), "/quick")) {
            try (Socket slow = request(server.address(), "/slow")) {
                quick.next(event -> number(event) >= POLLS_UNTIL_FULL);
                assertThat(slow.isConnected()).isTrue();
                assertThat(views.readers()).isEqualTo(2);
            }

            TestProbe<Object> probe = actors.createTestProbe();
            probe.awaitAssert(() -> {
                assertThat(views.readers()).isEqualTo(1);
                return null;
            });
        }
    }
}
