package dev.muster.twinservice.http.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.exchange.DirectModel;
import dev.muster.twinservice.exchange.ExchangeSettings;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Imports over real HTTP into a real model. */
abstract class ImportTesting {
    static final long BODY_BYTES_MAX = 4_000_000;
    static final int LINE_BYTES_MAX = 2_048;
    static final String TYPE =
            "{\"entity\":\"type\",\"id\":\"t\",\"name\":\"T\",\"offlineAfter\":\"PT30S\",\"signals\":[{\"name\":\"power\",\"unit\":\"MW\",\"kind\":\"gauge\",\"sign\":\"generation\",\"interval\":\"PT2S\",\"staleAfter\":\"PT7S\",\"summed\":true}]}\n";
    static final String FLEET = TYPE + """
        {"entity":"hierarchy","id":"geography","name":"Geography"}
        {"entity":"group","hierarchy":"geography","id":"north","name":"North"}
        {"entity":"asset","id":"WT-07","name":"Turbine 7","type":"t","attributes":{"maker":"Exämple"},"placements":{"geography":"north"}}
        """;

    private final AtomicInteger ids = new AtomicInteger();
    final DirectModel model = new DirectModel();
    final ImportJobs jobs = new ImportJobs(
            model.view,
            model.view.history(),
            model,
            ExchangeSettings.from(ConfigFactory.parseMap(Map.of(
                            "muster.exchange.body-bytes-max", BODY_BYTES_MAX,
                            "muster.exchange.line-bytes-max", LINE_BYTES_MAX,
                            "muster.exchange.imports-at-once", 1))
                    .withFallback(ConfigFactory.defaultReference())),
            DirectModel.SYSTEMS,
            model,
            () -> "job-" + ids.incrementAndGet());
    final RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
            .open(Stream.concat(
                            new ImportEndpoints(model.view, jobs).endpoints().stream(),
                            new ExportEndpoint(model.view.history(), 2).endpoints().stream())
                    .toList());

    @AfterEach
    void stop() {
        server.close();
        jobs.close();
    }

    final JsonNode awaitJob(Predicate<JsonNode> as) {
        long untilNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode job = server.get("/v1/imports/job-1").json();
        while (!as.test(job)) {
            assertThat(System.nanoTime()).as(job.toString()).isLessThan(untilNanos);
            job = server.get("/v1/imports/job-1").json();
        }
        return job;
    }

    final JsonNode ended(Answer accepted) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return ended(accepted.json().path("id").textValue());
    }

    final JsonNode ended(String id) {
        JsonNode job = server.get("/v1/imports/" + id).json();
        while (job.path("endedAt").isNull()) {
            job = server.get("/v1/imports/" + id).json();
        }
        return job;
    }

    /** All of them, a line each. */
    final List<String> errors(JsonNode job) {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : server.get("/v1/imports/" + job.path("id").textValue() + "/errors")
                .json()
                .path("errors")) {
            errors.add("%d %s: %s"
                    .formatted(
                            error.path("line").intValue(),
                            error.path("field").textValue(),
                            error.path("detail").textValue()));
        }
        return errors;
    }

    static String assets(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(
                    "{\"entity\":\"asset\",\"id\":\"A-%d\",\"name\":\"Asset %d\",\"type\":\"t\",\"placements\":{\"geography\":\"north\"}}\n"
                            .formatted(i, i));
        }
        return lines.toString();
    }

    final void assertErrors(JsonNode job, String beginnings) {
        assertThat(errors(job)).zipSatisfy(beginnings.lines().toList(), (actual, beginning) -> assertThat(actual)
                .startsWith(beginning));
    }
}
