package dev.muster.loadtest.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks readiness and liveness ten times a second, as an orchestrator does more seldom: one bad answer would take the node away. */
public final class HealthWatch implements AutoCloseable {
    /** What Kubernetes waits for by default. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private static final List<String> PROBES = List.of("/health/ready", "/health/live");
    private static final long PAUSE_MILLIS = 100;

    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<String> bad = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "health-watch");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean ended;

    private HealthWatch(URI base) {
        this.base = base;
        thread.setDaemon(true);
    }

    /** Of a node that is ready. */
    public static HealthWatch of(URI base) {
        HealthWatch watch = new HealthWatch(base);
        watch.thread.start();
        return watch;
    }

    /** Of all probes since it began, what was no quick yes; one line for each. */
    public List<String> bad() {
        return List.copyOf(bad);
    }

    /** How many were answered. */
    public int asked() {
        return asked.get();
    }

    private void run() {
        while (!ended) {
            PROBES.forEach(this::ask);
            pause();
        }
    }

    private void ask(String probe) {
        long startedNanos = System.nanoTime();
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(probe))
                    .timeout(ANSWER_WITHIN)
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            asked.incrementAndGet();
            if (answer.statusCode() != 200) {
                bad.add("%s: %d %s".formatted(probe, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            bad.add("%s: %s after %d ms".formatted(probe, e, (System.nanoTime() - startedNanos) / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    private void pause() {
        try {
            ended = ended || closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    @Override
    public void close() {
        ended = true;
        closing.countDown();
        try {
            thread.join(ANSWER_WITHIN.toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
