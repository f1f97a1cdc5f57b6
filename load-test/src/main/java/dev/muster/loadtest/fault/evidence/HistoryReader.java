package dev.muster.loadtest.fault.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.fault.check.SilenceCheck.Offline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Muster says of one asset's past. */
public final class HistoryReader {
    private static final int PAGE = 500;

    private final Nodes nodes;

    public HistoryReader(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Every sample, as it is listed, from {@code from} on. */
    public List<Sample> samples(AssetId asset, Instant from, Instant to) {
        List<Sample> samples = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            String at = cursor;
            JsonNode page = nodes.ask(node -> node.history(asset, from, to, PAGE, at));
            page.path("samples").forEach(row -> samples.add(sample(row)));
            cursor = text(page.path("next"));
        } while (cursor != null);
        return samples;
    }

    /** When the asset was called offline, of the transitions that the twin still shows. */
    public List<Offline> offline(AssetId asset) {
        List<Offline> all = new ArrayList<>();
        for (JsonNode transition : nodes.ask(node -> node.twin(asset)).path("transitions")) {
            if (transition.path("event").asText().equals("wentOffline")) {
                all.add(new Offline(
                        Instant.parse(transition.path("since").asText()),
                        Instant.parse(transition.path("at").asText())));
            }
        }
        return all;
    }

    private static Sample sample(JsonNode row) {
        Map<SignalName, Reading> readings = new TreeMap<>();
        row.path("values").fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            readings.put(
                    new SignalName(field.getKey()),
                    new Reading(
                            value.path("value").doubleValue(),
                            Quality.valueOf(value.path("quality").asText().toUpperCase(Locale.ROOT)),
                            text(value.path("unit"))));
        });
        return new Sample(
                new SourceId(row.path("source").asText()),
                row.path("sequence").asLong(),
                Instant.parse(row.path("measuredAt").asText()),
                readings);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
