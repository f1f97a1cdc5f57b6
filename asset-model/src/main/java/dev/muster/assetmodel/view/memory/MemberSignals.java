package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.MemberSignal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the summed signals of assets count, by their types. Assets without limits of their own share one map per type, and
 * those with the same limits mostly do: much of a fleet looks alike. Used by the applying thread only.
 */
final class MemberSignals {
    private final Map<TypeId, AssetType> types = new HashMap<>();
    private final Map<TypeId, Map<SignalName, MemberSignal>> byType = new HashMap<>();

    private final SharedParts shared;

    MemberSignals(SharedParts shared) {
        this.shared = shared;
    }

    void define(AssetType type) {
        types.put(type.id(), type);
        byType.put(type.id(), signals(type, Map.of()));
    }

    Map<SignalName, MemberSignal> of(TypeId typeId, Map<SignalName, Range> limits) {
        AssetType type = types.get(typeId);
        if (type == null) {
            return Map.of();
        }
        return limits.isEmpty() ? byType.getOrDefault(typeId, Map.of()) : shared.of(signals(type, limits));
    }

    private static Map<SignalName, MemberSignal> signals(AssetType type, Map<SignalName, Range> limits) {
        Map<SignalName, MemberSignal> signals = new TreeMap<>();
        for (Signal signal : type.signals()) {
            if (signal.summed()) {
                int factor = signal.sign().factor();
                Range range = limits.getOrDefault(signal.name(), signal.range());
                signals.put(signal.name(), new MemberSignal(signal.staleAfter(), factor, contribution(range, factor)));
            }
        }
        return ArrayMap.copyOf(signals);
    }

    private static @Nullable Limits contribution(@Nullable Range range, int factor) {
        // The writer refuses such limits; were one to get here, a bound that cannot be summed is no bound.
        if (range == null || Math.max(Math.abs(range.min()), Math.abs(range.max())) > ModelLimits.SUMMED_LIMIT_MAX) {
            return null;
        }
        long min = FixedPoint.toMicros(range.min());
        long max = FixedPoint.toMicros(range.max());
        return factor > 0 ? new Limits(min, max) : new Limits(-max, -min);
    }
}
