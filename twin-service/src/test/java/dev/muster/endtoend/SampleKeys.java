package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.client.MusterClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Samples by their full key. */
public final class SampleKeys {
    private static final int PAGE = 50;

    private SampleKeys() {}

    /** By full key, and with the very values; a sample that was sent twice stands there once. {@code from}: before the first. */
    public static void shouldBeStored(MusterClient client, AssetId asset, Collection<Sample> sent, Instant from) {
        Map<String, Sample> expected = of(sent);
        Map<String, Sample> stored =
                stored(client, asset, from, Clock.systemUTC().instant().plusSeconds(60));

        assertThat(new TreeSet<>(stored.keySet()))
                .as("%s: keys in history", asset)
                .isEqualTo(new TreeSet<>(expected.keySet()));
        assertThat(stored).as("%s: samples in history", asset).isEqualTo(expected);
    }

    /** Each of {@code least}, and of {@code most} any. */
    public static void shouldContain(
            MusterClient client, AssetId asset, Collection<Sample> least, Collection<Sample> most, Instant from) {
        Map<String, Sample> stored =
                stored(client, asset, from, Clock.systemUTC().instant().plusSeconds(60));

        assertThat(stored).as("%s: what was there before", asset).containsAllEntriesOf(of(least));
        assertThat(of(most)).as("%s: what was ever sent", asset).containsAllEntriesOf(stored);
    }

    private static Map<String, Sample> of(Collection<Sample> samples) {
        Map<String, Sample> byKey = new TreeMap<>();
        samples.forEach(sample -> byKey.put(key(sample), sample));
        return byKey;
    }

    /** Everything that history has, page by page; a key that comes twice is an error. */
    private static Map<String, Sample> stored(MusterClient client, AssetId asset, Instant from, Instant to) {
        Map<String, Sample> byKey = new TreeMap<>();
        String cursor = null;
        do {
            JsonNode page = client.history(asset, from, to, PAGE, cursor);
            for (JsonNode row : page.path("samples")) {
                Sample sample = sample(row);
                assertThat(byKey.put(key(sample), sample))
                        .as("twice in history: %s", row)
                        .isNull();
            }
            cursor = text(page.path("next"));
        } while (cursor != null);
        return byKey;
    }

    private static String key(Sample sample) {
        return "%s %s %020d".formatted(sample.measuredAt(), sample.source(), sample.sequence());
    }

    private static Sample sample(JsonNode row) {
        Map<SignalName, Reading> readings = new TreeMap<>();
        row.path("values")
                .fields()
                .forEachRemaining(field -> readings.put(
                        new SignalName(field.getKey()),
                        new Reading(
                                field.getValue().path("value").doubleValue(),
                                Quality.valueOf(field.getValue()
                                        .path("quality")
                                        .asText()
                                        .toUpperCase(Locale.ROOT)),
                                text(field.getValue().path("unit")))));
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
