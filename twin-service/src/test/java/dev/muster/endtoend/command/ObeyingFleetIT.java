package dev.muster.endtoend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.HastyFleet;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wind of the shipped fleet is held at a value, loses a unit, and loses Muster; and a site is wanted to have other firmware while
 * one of its units is away. Judged by what the devices' own ledger says that they gave.
 */
class ObeyingFleetIT {
    private static final Logger LOG = LoggerFactory.getLogger(ObeyingFleetIT.class);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int UNITS = 100;
    private static final Duration SIMULATED_STEP = Duration.ofSeconds(5);
    private static final Duration REPORTED_EVERY = Duration.ofMillis(500);
    private static final GroupKey WIND = new GroupKey(ModelPlan.TECHNOLOGY, new GroupId(Technology.WIND.group()));
    private static final double SHARE = 0.6;

    /** What is promised: within 2 % in 10 s. */
    private static final Duration HELD_WITHIN = Duration.ofSeconds(10);

    private static final double NEAR = 0.02;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIRMWARE = "7.7";

    @Test
    void shouldHoldAGroupAtAValueAndAFleetAtWhatIsDesired() {
        SharedStack stack = SharedStack.get();
        SimulatedFleet fleet = SimulatedFleet.create(29, UNITS);
        ModelPlan plan = HastyFleet.hasty(FleetModel.plan(fleet));
        Ledger ledger = new Ledger(plan, CLOCK, false);
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "obeying");
                KafkaUplink uplink =
                        new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic(), service.commandAcksTopic())) {
            MusterClient client = service.client(new Principal("operator"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            DeviceFleet devices = new DeviceFleet(fleet, uplink, ledger, CLOCK, DeviceOptions.PERFECT, SIMULATED_STEP);
            try (KafkaDownlink downlink =
                    KafkaDownlink.start(stack.kafkaBootstrap(), service.commandsTopic(), devices::command)) {
                downlink.listening().join();
                devices.connectAll().join();
                try (Pulse pulse = Pulse.start(devices, REPORTED_EVERY)) {
                    Eventually.holds(SOON, () -> assertThat(total(client).reporting())
                            .isEqualTo(wind(fleet).size()));
                    long target = shouldHold(client, fleet, ledger);
                    AssetId lost = shouldMakeUpForALostUnit(client, fleet, ledger, devices, target);
                    shouldKeepWhatIsPromised(client, fleet, devices, lost);
                    shouldGoOnAfterAKill(service, client, ledger, target);
                    shouldLetGo(client, fleet, ledger);
                    assertThat(pulse.lastFailure()).isEmpty();
                }
            }
        }
    }

    private static long shouldHold(MusterClient client, SimulatedFleet fleet, Ledger ledger) {
        long available = available(fleet, ledger);
        assertThatThrownBy(() -> hold(client, 10 * available))
                .isInstanceOf(RequestFailed.class)
                .hasMessageContaining("422");
        long target = Math.round(available * SHARE);

        hold(client, target);

        Duration took = isNear(client, ledger, target);
        LOG.info("At the value after {} ms", took.toMillis());
        return target;
    }

    /** It falls silent without a word; what it gave last does not count any more once that is stale. */
    private static AssetId shouldMakeUpForALostUnit(
            MusterClient client, SimulatedFleet fleet, Ledger ledger, DeviceFleet devices, long target) {
        AssetId lost = wind(fleet).stream()
                .map(FleetUnit::id)
                .max(Comparator.comparingLong(unit -> ledger.lastMicros(unit, FleetTypes.POWER)))
                .orElseThrow();
        devices.silence(lost);
        Eventually.holds(SOON, () -> assertThat(total(client).reporting())
                .isEqualTo(wind(fleet).size() - 1));

        Duration took = isNear(client, ledger, target);

        LOG.info("At the value again {} ms after the loss of {} was seen", took.toMillis(), lost);
        // Whoever reports late for a moment, on a busy machine, shares again with its next report.
        Eventually.holds(SOON, () -> assertThat(client.send("GET", ApiPath.setPoint(WIND), null)
                        .path("sharing")
                        .asInt())
                .isEqualTo(wind(fleet).size() - 1));
        return lost;
    }

    private static void shouldKeepWhatIsPromised(
            MusterClient client, SimulatedFleet fleet, DeviceFleet devices, AssetId away) {
        GroupId site = fleet.units().stream()
                .filter(unit -> unit.id().equals(away))
                .findFirst()
                .orElseThrow()
                .site();
        GroupKey group = new GroupKey(ModelPlan.GEOGRAPHY, site);
        client.send("PUT", ApiPath.desired(group), Map.of("properties", Map.of(FleetUnit.FIRMWARE, FIRMWARE)));

        Eventually.holds(SOON, () -> assertThat(unkept(client, group)).containsExactly(away));
        devices.resume(away).join();
        Eventually.holds(SOON, () -> assertThat(unkept(client, group)).isEmpty());
        assertThat(client.properties(away)
                        .path("reported")
                        .path(FleetUnit.FIRMWARE)
                        .path("value")
                        .asText())
                .isEqualTo(FIRMWARE);
    }

    private static List<AssetId> unkept(MusterClient client, GroupKey group) {
        JsonNode page = client.send(
                "GET",
                "/v1/promises?hierarchy=%s&group=%s"
                        .formatted(
                                group.hierarchy(), ApiPath.encoded(group.group().value())),
                null);
        List<AssetId> assets = new ArrayList<>();
        page.path("promises")
                .forEach(promise -> assets.add(new AssetId(promise.path("asset").asText())));
        return assets;
    }

    private static void shouldGoOnAfterAKill(
            ServiceUnderTest service, MusterClient client, Ledger ledger, long target) {
        service.kill9();
        service.launchAgain(Map.of());
        service.awaitReady();
        Eventually.holds(SOON, () -> assertThat(client.send("GET", ApiPath.setPoint(WIND), null)
                        .path("state")
                        .asText())
                .isEqualTo("held"));
        isNear(client, ledger, target);
    }

    private static void shouldLetGo(MusterClient client, SimulatedFleet fleet, Ledger ledger) {
        client.send("DELETE", ApiPath.setPoint(WIND), null);

        Eventually.holds(SOON, () -> {
            long available = available(fleet, ledger);
            assertThat((double) total(client).valueMicros()).isBetween(available * (1 - NEAR), available * (1 + NEAR));
        });
    }

    private static void hold(MusterClient client, long micros) {
        client.send(
                "PUT",
                ApiPath.setPoint(WIND),
                Map.of("signal", FleetTypes.POWER, "value", FixedPoint.toDecimal(micros), "reason", "a test"));
    }

    /** Muster's total and the ledger's: a value that only Muster believes in is worth nothing. */
    private static Duration isNear(MusterClient client, Ledger ledger, long target) {
        return Eventually.holds(HELD_WITHIN, () -> {
            assertThat((double) total(client).valueMicros()).isBetween(target * (1 - NEAR), target * (1 + NEAR));
            assertThat((double) ledger.total(WIND, FleetTypes.POWER).micros())
                    .isBetween(target * (1 - NEAR), target * (1 + NEAR));
        });
    }

    private static AggregateReply total(MusterClient client) {
        return client.aggregate(WIND, FleetTypes.POWER, 0);
    }

    private static long available(SimulatedFleet fleet, Ledger ledger) {
        return wind(fleet).stream()
                .mapToLong(unit -> ledger.lastMicros(unit.id(), FleetTypes.AVAILABLE_POWER))
                .sum();
    }

    private static List<FleetUnit> wind(SimulatedFleet fleet) {
        return fleet.units().stream()
                .filter(unit -> unit.technology() == Technology.WIND)
                .toList();
    }
}
