package dev.muster.twinservice.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Devices that refuse, lie, forget, are silent or away, wishes that change, calls that are lost, and a keeper that dies. A failure
 * names its seed.
 */
class PromiseSimulationTest {
    private static final int HISTORIES = 300;
    private static final int TROUBLED_SECONDS = 3_000;
    private static final int CALM_SECONDS = 1_500;
    private static final List<String> PROPERTIES = List.of("firmware", "mode");

    @Test
    void shouldKeepEveryPromiseOnceADeviceIsWillingLongEnough() {
        Map<Class<?>, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            PromiseSimulation simulation = new PromiseSimulation(seed);
            play(simulation, "seed " + seed);
            simulation.seen.forEach((event, times) -> seen.merge(event, times, Integer::sum));
        }
        // A simulation that never meets one of these shows nothing.
        assertThat(seen).containsOnlyKeys(PromiseEvent.class.getPermittedSubclasses());
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isGreaterThan(HISTORIES / 3));
    }

    private static void play(PromiseSimulation simulation, String story) {
        Random random = simulation.random;
        try {
            for (int second = 0; second < TROUBLED_SECONDS; second++) {
                stir(simulation, random);
                simulation.second();
            }
            simulation.crash();
            simulation.calm = true;
            simulation.fleet.devices.values().forEach(device -> {
                device.online = true;
                device.temper = FakeFleet.Temper.WILLING;
            });
            for (int second = 0; second < CALM_SECONDS; second++) {
                simulation.second();
            }
        } catch (AssertionError e) {
            throw new AssertionError(story + " at " + simulation.now + ": " + e.getMessage(), e);
        }
        simulation.wanted.forEach((key, value) -> assertThat(simulation.fleet.reported.get(key))
                .as("%s: %s", story, key)
                .isEqualTo(value));
        assertThat(simulation.promises.all()).as(story).allSatisfy(promise -> assertThat(
                        simulation.wanted.get(promise.key()))
                .isEqualTo(promise.state() == Promise.State.KEPT ? promise.wanted() : null));
        assertThat(simulation.promises.all()).as(story).allSatisfy(promise -> assertThat(
                        simulation.stream.get(promise.key()))
                .isEqualTo(promise));
        // What the keeper has forgotten stands on the stream as it ended.
        assertThat(simulation.stream.values()).as(story).allSatisfy(promise -> assertThat(promise.state())
                .isNotEqualTo(Promise.State.UNKEPT));
    }

    private static void stir(PromiseSimulation simulation, Random random) {
        if (random.nextInt(150) == 0) {
            PromiseKey key = new PromiseKey(any(random), PROPERTIES.get(random.nextInt(PROPERTIES.size())));
            if (random.nextInt(4) == 0) {
                simulation.wanted.remove(key);
            } else {
                simulation.wanted.put(key, "v" + random.nextInt(3));
            }
        }
        FakeFleet.Device device = simulation.fleet.devices.get(any(random));
        if (random.nextInt(200) == 0) {
            device.online = !device.online;
        }
        if (random.nextInt(200) == 0) {
            FakeFleet.Temper[] all = FakeFleet.Temper.values();
            device.temper = all[random.nextInt(all.length)];
        }
    }

    private static AssetId any(Random random) {
        return PromiseSimulation.ASSETS.get(random.nextInt(PromiseSimulation.ASSETS.size()));
    }
}
