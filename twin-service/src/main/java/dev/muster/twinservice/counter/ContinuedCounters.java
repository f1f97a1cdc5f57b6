package dev.muster.twinservice.counter;

import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.view.ModelView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns readings of counters into the asset's count: adds the offset of the device that was there when it measured. What is
 * stored, and what twins remember, is what devices sent; the offset is added whenever that is read, by the model as it is then.
 * So an offset that is corrected corrects the whole series at once, and nothing has to be written again. Only totals of a
 * counter follow a correction with the next sample.
 */
public final class ContinuedCounters {
    private final ModelView model;

    public ContinuedCounters(ModelView model) {
        this.model = model;
    }

    /** What to add to a reading of the asset that was measured then; 0 for most. */
    public double offset(AssetId asset, SignalName signal, Instant measuredAt) {
        return model.devices()
                .at(asset, measuredAt, null)
                .map(installed -> installed.value().counterOffset(signal))
                .orElse(0.0);
    }

    /** Exact in decimals, as both are written. */
    public static double sum(double reading, double offset) {
        return offset == 0
                ? reading
                : BigDecimal.valueOf(reading).add(BigDecimal.valueOf(offset)).doubleValue();
    }

    /** Empty where the count leaves what totals can hold. */
    public Optional<SignalValue> accepted(AssetId asset, SignalName signal, SignalValue raw) {
        double offset = offset(asset, signal, raw.measuredAt());
        if (offset == 0) {
            return Optional.of(raw);
        }
        try {
            long micros = Math.addExact(raw.micros(), FixedPoint.toMicros(offset));
            return Optional.of(new SignalValue(
                    micros, raw.quality(), raw.measuredAt(), raw.sequence(), raw.source(), raw.receivedAt()));
        } catch (ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    /** Reads what {@code stored} holds as counts. */
    public LatestReader reading(LatestReader stored) {
        return assets -> stored.read(assets).thenApply(found -> {
            Map<AssetId, MemberRegisters> counts = new HashMap<>();
            found.forEach((asset, registers) -> counts.put(asset, accepted(asset, registers)));
            return counts;
        });
    }

    private MemberRegisters accepted(AssetId asset, MemberRegisters registers) {
        Map<SignalName, SignalValue> counts = new HashMap<>();
        registers.values().forEach((signal, raw) -> accepted(asset, signal, raw)
                .ifPresent(count -> counts.put(signal, count)));
        return new MemberRegisters(counts, registers.status());
    }
}
