package dev.muster.loadtest.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.Replacement;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Merger;
import dev.muster.loadtest.fleet.SimulatedFleet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the fleet for good while it runs: two registered units become one, and a meter's device is replaced. Once:
 * a fleet that is started again with the same data finds both done.
 */
final class Renewals {
    private static final Duration MERGED_AFTER = Duration.ofMinutes(3);
    private static final Duration REPLACED_AFTER = Duration.ofMinutes(4);

    /** How long the old device has no line before it is taken down. */
    private static final Duration BUFFERED_FOR = Duration.ofSeconds(4);

    private static final int NOT_FOUND = 404;

    private final Console console;
    private final MusterClient client;
    private final Clock clock;
    private final Replacement replacement;
    private final @Nullable Merger merger;
    private final Instant startedAt;
    private boolean mergerTold;
    private boolean replaced;

    Renewals(Console console, MusterClient client, SimulatedFleet fleet, Clock clock) {
        this.console = console;
        this.client = client;
        this.clock = clock;
        this.startedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.replacement = Replacement.of(fleet);
        this.merger = merger(fleet);
        this.mergerTold = merger == null || merger.at().isBefore(startedAt);
    }

    /** {@code null}: these data have the battery as one unit from the beginning on. */
    @Nullable
    Merger merger() {
        return merger;
    }

    private @Nullable Merger merger(SimulatedFleet fleet) {
        Merger planned = Merger.of(fleet, startedAt.plus(MERGED_AFTER));
        try {
            JsonNode from = client.lineage(planned.one().id()).path("inServiceFrom");
            return from.isTextual() ? Merger.of(fleet, Instant.parse(from.textValue())) : null;
        } catch (RequestFailed unknown) {
            if (unknown.status() == NOT_FOUND) {
                return planned;
            }
            throw unknown;
        }
    }

    /** Once the model is loaded, and before anybody connects. */
    void takeOver(DeviceFleet devices) {
        JsonNode there = client.devices(replacement.meter().id()).path("device");
        if (there.path("source").asText("").equals(replacement.source().value())) {
            Instant from = Instant.parse(there.path("validFrom").asText());
            devices.replace(replacement.meter(), replacement.source(), from);
            replaced = true;
        }
    }

    /** Does and tells what is due. */
    void look(DeviceFleet devices, Running running) {
        Instant now = clock.instant();
        if (merger != null && !mergerTold && !now.isBefore(merger.at())) {
            mergerTold = true;
            AssetId one = merger.one().id();
            console.line("%s and %s, registered as two units, became %s at %s: two were expected before, one is now."
                    .formatted(
                            merger.generating(),
                            merger.charging(),
                            one,
                            merger.at().truncatedTo(ChronoUnit.SECONDS)));
            console.line("  %s%s/lineage".formatted(client.base(), ApiPath.asset(one)));
        }
        if (!replaced && !now.isBefore(startedAt.plus(REPLACED_AFTER))) {
            replaced = true;
            replace(devices, running);
        }
    }

    private void replace(DeviceFleet devices, Running running) {
        FleetUnit meter = replacement.meter();
        devices.buffer(meter.id());
        if (!running.pause(BUFFERED_FOR)) {
            return;
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        double count = devices.replace(meter, replacement.source(), at);
        client.put(
                        ApiPath.devices(meter.id()),
                        Map.of(
                                "device", replacement.device().value(),
                                "source", replacement.source().value(),
                                "counterOffsets", Map.of(FleetTypes.ENERGY.value(), count),
                                "validFrom", at.toString()))
                .join();
        devices.resume(meter.id()).join();
        devices.flushOld(meter.id()).join();
        console.line("The meter of %s was replaced at %s: its counter begins at 0, the asset's goes on from %.3f MWh."
                .formatted(meter.id(), at.truncatedTo(ChronoUnit.SECONDS), count));
        console.line("  What the old one had measured without a line arrived afterwards, and landed where it belongs.");
        console.line("  %s%s".formatted(client.base(), ApiPath.devices(meter.id())));
    }
}
