package dev.muster.endtoend.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How long imports and exports of a fleet take, in two hierarchies of 500 groups each, beside a real Kafka and a real Cassandra:
 * into an empty model, the same file again, as a dry run, and out again. Arguments: how many assets. From the project's
 * directory:
 *
 * <pre>{@code
 * mvn -q package -DskipTests dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath \
 *   -pl twin-service -am && java -Dmuster.project.dir="$PWD" -Djava.util.concurrent.ForkJoinPool.common.parallelism=2 \
 *   -cp "twin-service/target/test-classes:twin-service/target/classes:$(cat twin-service/target/test.classpath)" \
 *   dev.muster.endtoend.model.ImportBenchmark 100000
 * }</pre>
 */
public final class ImportBenchmark {
    private static final int GROUPS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServiceUnderTest service;

    private ImportBenchmark(ServiceUnderTest service) {
        this.service = service;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int assets = Integer.parseInt(arguments[0]);
        Path file = Files.createTempFile("fleet", ".ndjson");
        write(file, assets);
        System.out.printf("%d assets, %.1f MB%n", assets, Files.size(file) / 1e6);
        try (ServiceUnderTest service = ServiceUnderTest.start(SharedStack.get(), "import", Map.of())) {
            ImportBenchmark benchmark = new ImportBenchmark(service);
            benchmark.bring("into an empty model", file, "/v1/imports?format=ndjson");
            benchmark.bring("the same again", file, "/v1/imports?format=ndjson");
            benchmark.bring("as a dry run", file, "/v1/imports?format=ndjson&dryRun=true");
            Path out = benchmark.fetch("/v1/exports?format=ndjson");
            Path table = benchmark.fetch("/v1/exports?format=csv");
            benchmark.bring("the export", out, "/v1/imports?format=ndjson");
            benchmark.bring("the table", table, "/v1/imports?format=csv");
        } finally {
            Files.delete(file);
        }
        System.exit(0);
    }

    private void bring(String what, Path file, String to) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(service.base().resolve(to))
                        .POST(HttpRequest.BodyPublishers.ofFile(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        double sent = seconds(startNanos);
        JsonNode job = JSON.readTree(answer.body());
        URI location =
                service.base().resolve(answer.headers().firstValue("Location").orElseThrow());
        while (job.path("endedAt").isNull()) {
            job = JSON.readTree(
                    http.send(HttpRequest.newBuilder(location).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        }
        System.out.printf(
                "%s: sent in %.1f s, %s after %.1f s: %s %s%n",
                what, sent, job.path("state").textValue(), seconds(startNanos), job.path("lines"), job.path("failure"));
    }

    private Path fetch(String from) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Path file = Files.createTempFile("export", "");
        file.toFile().deleteOnExit();
        http.send(HttpRequest.newBuilder(service.base().resolve(from)).build(), HttpResponse.BodyHandlers.ofFile(file));
        System.out.printf("%s: %.1f MB in %.1f s%n", from, Files.size(file) / 1e6, seconds(startNanos));
        return file;
    }

    private static double seconds(long sinceNanos) {
        return Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis() / 1e3;
    }

    private static void write(Path file, int assets) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "{\"entity\":\"type\",\"id\":\"turbine\",\"name\":\"Turbine\",\"offlineAfter\":\"PT30S\",\"signals\":"
                            + "[{\"name\":\"power\",\"unit\":\"MW\",\"kind\":\"gauge\",\"sign\":\"generation\",\"interval\":\"PT2S\","
                            + "\"staleAfter\":\"PT7S\",\"summed\":true}]}\n");
            for (String hierarchy : new String[] {"geography", "owner"}) {
                out.write("{\"entity\":\"hierarchy\",\"id\":\"%s\",\"name\":\"%s\"}\n".formatted(hierarchy, hierarchy));
                for (int i = 0; i < GROUPS; i++) {
                    out.write(("{\"entity\":\"group\",\"hierarchy\":\"%s\",\"id\":\"g%d\",\"name\":\"Group"
                                    + " %d\",\"parent\":\"%s\",\"validFrom\":\"2020-01-01T00:00:00Z\"}\n")
                            .formatted(hierarchy, i, i, i < 20 ? "root" : "g" + i % 20));
                }
            }
            for (int i = 0; i < assets; i++) {
                out.write(("{\"entity\":\"asset\",\"id\":\"WT-%d\",\"name\":\"Wind turbine %d\",\"type\":\"turbine\","
                                + "\"limits\":{\"power\":{\"min\":-0.1,\"max\":%d}},"
                                + "\"attributes\":{\"maker\":\"Example\",\"latitude\":\"54.%d\",\"longitude\":\"8.%d\"},"
                                + "\"placements\":{\"geography\":{\"group\":\"g%d\",\"validFrom\":\"2021-01-01T00:00:00Z\"},"
                                + "\"owner\":{\"group\":\"g%d\",\"validFrom\":\"2021-06-01T00:00:00Z\"}}}\n")
                        .formatted(i, i, 3 + i % 5, i % 1_000, i % 997, i % GROUPS, i * 7 % GROUPS));
            }
        }
    }
}
