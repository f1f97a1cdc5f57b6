package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What twins say of themselves at random: some signals or none, a status or none, some of it older than before. */
final class SimulatedTwins {
    private final Random random;
    private long journalSequence;
    private long sequence;

    SimulatedTwins(Random random) {
        this.random = random;
    }

    /** @param micros the value of each signal; 0: any value */
    MemberUpdate anyUpdate(AssetId asset, Map<SignalName, Long> micros, Instant now) {
        Map<SignalName, SignalValue> values = new HashMap<>();
        micros.keySet().stream().sorted().forEach(signal -> {
            if (random.nextBoolean()) {
                long value = micros.get(signal);
                values.put(signal, reading(value == 0 ? random.nextInt(2_000) - 1_000 : value, now));
            }
        });
        return new MemberUpdate(asset, new MemberRegisters(values, random.nextInt(3) > 0 ? null : status(now)));
    }

    private StatusRegister status(Instant now) {
        Connectivity connectivity = any(Connectivity.values());
        Instant since = now.minusMillis(random.nextInt(9_000));
        return new StatusRegister(
                connectivity, since, ++journalSequence, connectivity == Connectivity.MAINTENANCE ? work(now) : null);
    }

    private StatusRegister.@Nullable Work work(Instant now) {
        Connectivity then = any(Connectivity.values());
        if (then == Connectivity.MAINTENANCE) {
            return null;
        }
        // Over before the calm is half over, or after all.
        Instant until = now.plusMillis(random.nextInt(5) == 0 ? 60_000 : random.nextInt(12_000) - 2_000);
        return new StatusRegister.Work(until, then, now.minusMillis(random.nextInt(20_000)));
    }

    private SignalValue reading(long micros, Instant now) {
        return new SignalValue(
                micros,
                any(Quality.values()),
                now.minusMillis(random.nextInt(5_000)),
                ++sequence,
                new SourceId("s" + random.nextInt(2)),
                now.minusMillis(random.nextInt(3_000)));
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
