package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.counter.CountedFleet.ENERGY;
import static dev.muster.twinservice.counter.CountedFleet.NOON;
import static dev.muster.twinservice.counter.CountedFleet.POWER;
import static dev.muster.twinservice.counter.CountedFleet.install;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.counter.CountedFleet;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.store.HistoryPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The history of an asset whose device was replaced. */
class CounterHistoryTest {
    private static final Instant REPLACED_AT = NOON.plusSeconds(60);

    private final ModelOfTests model = CountedFleet.of("WT-07");

    @Test
    void shouldContinueTheSeriesByTheModelAndShowWhatTheDeviceSent() {
        model.execute(install("WT-07", "one", NOON, 0));
        model.execute(install("WT-07", "two", REPLACED_AT, 1_000.3));
        FakeParts fakes = new FakeParts();
        fakes.view = model.view;
        fakes.historyReply = completedFuture(new HistoryPage(
                List.of(row("WT-07", -1, 900), row("one", 59, 1_000.1), row("two", 60, 0.1), row("two", 62, 0.3)),
                null));
        var settings = RunningServer.settings(Duration.ofSeconds(5));
        try (RunningServer server = RunningServer.start(settings).open(Api.endpoints(settings, fakes.parts()))) {
            server.ready();

            assertThat(series(server))
                    .containsExactly(
                            "null 900.0 raw -", "one 1000.1 raw -", "two 1000.4 raw 0.1", "two 1000.6 raw 0.3");
            assertThat(server.get("/v1/assets/WT-07/history")
                            .json()
                            .at("/samples/3/values/power")
                            .toString())
                    .isEqualTo("{\"value\":5.0,\"quality\":\"good\",\"unit\":null}");

            model.execute(install("WT-07", "two", REPLACED_AT, 1_000));
            assertThat(series(server))
                    .as("a corrected offset corrects the whole series")
                    .containsExactly(
                            "null 900.0 raw -", "one 1000.1 raw -", "two 1000.1 raw 0.1", "two 1000.3 raw 0.3");
        }
    }

    private static List<String> series(RunningServer server) {
        JsonNode samples = server.get("/v1/assets/WT-07/history").json().path("samples");
        return samples.findParents("measuredAt").stream()
                .map(sample -> {
                    JsonNode energy = sample.at("/values/energy");
                    return sample.path("device").asText() + " " + energy.path("value") + " raw "
                            + (energy.has("raw") ? energy.path("raw") : "-");
                })
                .toList();
    }

    private static HistoryRow row(String device, int second, double energy) {
        Instant at = NOON.plusSeconds(second);
        Sample sample = new Sample(
                new SourceId(device.equals("WT-07") ? device : "gw-" + device),
                second + 1,
                at,
                Map.of(ENERGY, Reading.good(energy), POWER, Reading.good(5)));
        return new HistoryRow(new AssetId("WT-07"), sample, at);
    }
}
