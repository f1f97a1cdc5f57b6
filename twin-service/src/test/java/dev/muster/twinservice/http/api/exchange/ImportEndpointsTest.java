package dev.muster.twinservice.http.api.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.twinservice.exchange.DirectModel;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportEndpointsTest extends ImportTesting {
    @Test
    void shouldTakeFileAndTellHowItWent() {
        Answer answer =
                server.send("POST", "/v1/imports?format=ndjson", FLEET.getBytes(UTF_8), "Muster-Principal", "ada");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.raw().headers().firstValue("Location")).contains("/v1/imports/job-1");
        assertThat(answer.json().path("state").textValue()).isEqualTo("done");
        assertThat(answer.json().path("by").textValue()).isEqualTo("ada");
        assertThat(answer.json().at("/lines/created").intValue()).isEqualTo(4);
        assertThat(server.get("/v1/imports/job-1").json()).isEqualTo(answer.json());
        assertThat(server.get("/v1/imports").json().at("/imports/0")).isEqualTo(answer.json());
        assertThat(model.view.asset(new AssetId("WT-07")).map(Asset::attributes))
                .contains(Map.of("maker", "Exämple"));
        assertThat(model.view
                        .asset(new AssetId("WT-07"))
                        .orElseThrow()
                        .registered()
                        .by()
                        .value())
                .isEqualTo("ada");
    }

    @Test
    void shouldTakeFileThatIsFarLargerThanOtherBodies() {
        String file = FLEET + assets(20_000);
        assertThat(file.length()).isBetween(1_500_000, (int) BODY_BYTES_MAX);

        JsonNode job = ended(server.send("POST", "/v1/imports?format=ndjson", file.getBytes(UTF_8)));
        JsonNode again = ended(server.send("POST", "/v1/imports?format=ndjson", file.getBytes(UTF_8)));

        assertThat(job.at("/lines/created").intValue()).isEqualTo(20_004);
        assertThat(again.at("/lines/unchanged").intValue()).isEqualTo(20_004);
        assertThat(model.view.assetCount()).isEqualTo(20_001);
    }

    @Test
    void shouldTakeFileAtLimitAndRefuseOneAboveThoughWhatCameBeforeIsDone() {
        byte[] largest = (FLEET + "\n".repeat((int) BODY_BYTES_MAX))
                .substring(0, (int) BODY_BYTES_MAX - 1)
                .getBytes(UTF_8);
        assertThat(largest).as("one letter has two bytes").hasSize((int) BODY_BYTES_MAX);
        byte[] larger = Arrays.copyOf(largest, largest.length + 1);

        assertThat(ended(server.send("POST", "/v1/imports?format=ndjson&dryRun=true", largest))
                        .path("state")
                        .textValue())
                .isEqualTo("done");
        Answer refused = server.send("POST", "/v1/imports?format=ndjson", larger);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().path("detail").textValue()).isEqualTo("Expected a body of at most 4000000 bytes");
        JsonNode job = ended("job-2");
        assertThat(job.path("state").textValue()).isEqualTo("failed");
        assertThat(job.path("failure").textValue()).isEqualTo("Expected a body of at most 4000000 bytes");
        assertThat(model.view.asset(new AssetId("WT-07"))).isPresent();
    }

    @Test
    void shouldRecordWhatTheFileSaysAsKnowledgeOfTheSystemThatTheHeaderNames() {
        ended(server.send("POST", "/v1/imports?format=ndjson", FLEET.getBytes(UTF_8), "Muster-System", "registry"));

        assertThat(model.view
                        .asset(new AssetId("WT-07"))
                        .orElseThrow()
                        .registered()
                        .system())
                .isEqualTo(new SystemId("registry"));
        JsonNode again = ended(
                server.send("POST", "/v1/imports?format=ndjson", FLEET.getBytes(UTF_8), "Muster-System", "registry"));
        assertThat(again.at("/lines/unchanged").intValue()).isEqualTo(4);
    }

    @Test
    void shouldRefuseFileOfSystemThatIsNotKnown() {
        Answer answer =
                server.send("POST", "/v1/imports?format=ndjson", FLEET.getBytes(UTF_8), "Muster-System", "billing");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").textValue()).isEqualTo("Muster-System");
        assertThat(answer.json().path("detail").textValue())
                .isEqualTo("Expected one of the source systems manual, registry, scada but got 'billing'");
        assertThat(server.get("/v1/imports").json().path("imports")).isEmpty();
        assertThat(model.events()).isZero();
    }

    @Test
    void shouldSayWhyItRefusesEvenToWhoSendsMuch() {
        Answer answer = server.post("/v1/imports?format=xlsx", FLEET + " ".repeat(3_500_000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").textValue()).isEqualTo("format");
        assertThat(server.get("/v1/imports").json().path("imports")).isEmpty();
    }

    @Test
    void shouldNotLetSenderWaitForWritersWhoHasSentEverything() {
        DirectModel stuck = new DirectModel(work -> {});
        try (ImportJobs own = new ImportJobs(
                        stuck.view,
                        stuck.view.history(),
                        stuck,
                        jobs.settings(),
                        Precedence.MANUAL,
                        stuck,
                        () -> "stuck");
                RunningServer waiting = RunningServer.start(RunningServer.settings(Duration.ofSeconds(3)))
                        .open(new ImportEndpoints(stuck.view, own).endpoints())) {
            Answer answer = waiting.send("POST", "/v1/imports?format=ndjson", (FLEET + assets(5_000)).getBytes(UTF_8));

            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.json().path("endedAt").isNull()).isTrue();
        }
    }

    @Test
    void shouldRunNoMoreThanMayAtOnce() {
        var running = jobs.start(new NdjsonReader(LINE_BYTES_MAX), "ndjson", false, Author.of(new Principal("ada")))
                .orElseThrow();

        Answer refused = server.post("/v1/imports?format=ndjson", FLEET);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("type").textValue()).isEqualTo("/problems/too-many-imports");
        assertThat(refused.raw().headers().firstValue("Retry-After")).contains("10");
        assertThat(server.delete("/v1/imports/" + running.job().id())
                        .json()
                        .path("state")
                        .textValue())
                .isEqualTo("cancelled");
        assertThat(server.post("/v1/imports?format=ndjson", FLEET).status()).isEqualTo(202);
    }

    @Test
    void shouldFailWhenTheConnectionBreaksAndGoOnWithTheSameFile() throws Exception {
        byte[] file = (FLEET + assets(10_000)).getBytes(UTF_8);
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/imports?format=ndjson HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.length
                            + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(file, 0, file.length / 2);
            out.flush();
            awaitJob(job -> job.at("/lines/created").intValue() > 100);
        }
        JsonNode broken = awaitJob(job -> !job.path("endedAt").isNull());
        int done = broken.at("/lines/created").intValue();

        JsonNode again = ended(server.send("POST", "/v1/imports?format=ndjson", file));

        assertThat(broken.path("state").textValue()).isEqualTo("failed");
        assertThat(broken.path("failure").textValue()).contains("send the same file again");
        assertThat(done).isBetween(100, 9_999);
        assertThat(again.at("/lines/failed").intValue()).isZero();
        assertThat(again.at("/lines/unchanged").intValue()).isGreaterThanOrEqualTo(done);
        assertThat(model.view.assetCount()).isEqualTo(10_001);
    }
}
