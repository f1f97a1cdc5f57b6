package dev.muster.loadtest.run.paste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.loadtest.client.StubMuster;
import dev.muster.loadtest.client.StubMuster.Answer;
import dev.muster.loadtest.client.StubMuster.Request;
import dev.muster.loadtest.fleet.FleetTypes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands are run by a real shell, as somebody would who pastes them. */
class OwnTurbineTest {
    @Test
    void shouldSendWhatTheApiTakes() throws Exception {
        assumeTrue(succeeds("command -v curl"), "curl is not installed: the commands to paste need it");
        Instant before = Instant.now();
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{}"))) {
            for (String command : OwnTurbine.commands(stub.uri())) {
                assertThat(succeeds(command.replace("sleep 2; ", "")))
                        .as(command)
                        .isTrue();
            }

            List<Request> requests = stub.requests();
            assertThat(requests)
                    .extracting(request -> request.method() + " " + request.path())
                    .containsExactly(
                            "PUT /v1/assets/my-turbine",
                            "POST /v1/samples",
                            "GET /v1/hierarchies/geography/groups/north.yours/aggregate?signal=power");
            JsonNode asset = new ObjectMapper().readTree(requests.get(0).body());
            assertThat(asset.path("type").asText()).isEqualTo("wind-turbine");
            assertThat(asset.path("placements").path("geography").asText()).isEqualTo("north.yours");
            assertThat(asset.path("placements").path("technology").asText()).isEqualTo("wind.north");
            assertThat(sample(requests.get(1)).readings()).containsEntry(FleetTypes.POWER, Reading.good(2.4));
            assertThat(sample(requests.get(1)).measuredAt())
                    .isBetween(before, Instant.now().plus(Duration.ofSeconds(1)));
        }
    }

    private static Sample sample(Request request) throws IOException {
        JsonNode samples = new ObjectMapper().readTree(request.body());
        assertThat(samples).hasSize(1);
        DecodeResult decoded = TelemetryCodec.decode(samples.get(0));
        assertThat(decoded).isInstanceOf(DecodeResult.Decoded.class);
        return (Sample) ((DecodeResult.Decoded) decoded).telemetry();
    }

    private static boolean succeeds(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return shell.waitFor() == 0;
    }
}
