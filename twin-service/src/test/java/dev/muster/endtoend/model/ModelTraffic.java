package dev.muster.endtoend.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes of one client, each in the name of a principal of its own, by which it is found again; groups and assets are so few
 * that clients get into each other's way.
 */
final class ModelTraffic {
    private static final int GROUPS = 6;
    private static final int ASSETS = 8;
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Map<String, Answered> answered = new ConcurrentHashMap<>();
    private final Set<String> rejected = ConcurrentHashMap.newKeySet();
    private final Queue<String> notVisible = new ConcurrentLinkedQueue<>();

    ModelTraffic(URI base) {
        this.base = base;
    }

    /** A write that was answered with 200 and changed something, of the entity whose facts are at {@code facts}. */
    record Answered(String facts, long nanos) {}

    /** By principal. */
    Map<String, Answered> answered() {
        return answered;
    }

    /** Principals whose wish was refused. */
    Set<String> rejected() {
        return rejected;
    }

    /** Answered with 200 and not in the read that followed. */
    Queue<String> notVisible() {
        return notVisible;
    }

    void begin() throws IOException, InterruptedException {
        put(
                "/v1/types/turbine",
                "{\"name\":\"Turbine\",\"offlineAfter\":\"PT30S\",\"signals\":[{\"name\":\"power\",\"unit\":\"MW\","
                        + "\"kind\":\"gauge\",\"sign\":\"generation\",\"interval\":\"PT2S\",\"staleAfter\":\"PT7S\","
                        + "\"summed\":true}]}",
                "beginner");
        put("/v1/hierarchies/geography", "{\"name\":\"Geography\"}", "beginner");
        for (int i = 0; i < GROUPS; i++) {
            put("/v1/hierarchies/geography/groups/g" + i, "{\"name\":\"Group\"}", "beginner");
        }
        for (int i = 0; i < ASSETS; i++) {
            put("/v1/assets/A-" + i, "{\"name\":\"Asset\",\"type\":\"turbine\"}", "beginner");
        }
    }

    /** One write after the other, each read back when it is answered; ends where the service does not answer any more. */
    void write(String name, int writes) throws InterruptedException {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < writes; i++) {
            String principal = name + "/" + i;
            int kind = random.nextInt(3);
            String asset = "/v1/assets/A-" + random.nextInt(ASSETS);
            String group = "/v1/hierarchies/geography/groups/g" + random.nextInt(GROUPS);
            String other = "g" + random.nextInt(GROUPS);
            try {
                if (kind == 0) {
                    String parent = random.nextInt(3) == 0 ? "root" : other;
                    write(principal, group, group, "{\"name\":\"Group %d\",\"parent\":\"%s\"}".formatted(i, parent));
                } else if (kind == 1) {
                    write(principal, asset + "/placements/geography", asset, "{\"group\":\"%s\"}".formatted(other));
                } else {
                    write(principal, asset, asset, "{\"name\":\"Asset %s\",\"type\":\"turbine\"}".formatted(principal));
                }
            } catch (IOException killed) {
                return;
            }
        }
    }

    /** Everything recorded at {@code facts}, as text. */
    String facts(String facts) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(base.resolve(facts + "/facts"))
                                .timeout(WITHIN)
                                .build(),
                        HttpResponse.BodyHandlers.ofString(UTF_8))
                .body();
    }

    /** How facts name who wrote. */
    static String writtenBy(String principal) {
        return "\"recordedBy\":\"" + principal + "\"";
    }

    private void write(String principal, String path, String entity, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = put(path, body, principal);
        if (answer.statusCode() == 200 && answer.body().contains("\"changed\":true")) {
            answered.put(principal, new Answered(entity, System.nanoTime()));
            if (!facts(entity).contains(writtenBy(principal))) {
                notVisible.add(principal);
            }
        } else if (answer.statusCode() == 409 || answer.statusCode() == 422) {
            rejected.add(principal);
        }
    }

    private HttpResponse<String> put(String path, String body, String principal)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(WITHIN)
                        .header("Muster-Principal", principal)
                        .PUT(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    /** Of all clients. */
    static Map<String, Answered> answered(Iterable<ModelTraffic> clients) {
        Map<String, Answered> all = new TreeMap<>();
        clients.forEach(client -> all.putAll(client.answered()));
        return all;
    }
}
