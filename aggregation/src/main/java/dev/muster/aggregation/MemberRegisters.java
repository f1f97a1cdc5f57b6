package dev.muster.aggregation;

import dev.muster.assetmodel.identity.SignalName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one member: its last value per signal and its last status. Immutable. {@link #merge} is idempotent,
 * commutative and associative, so registers converge whatever the network repeats or reorders.
 *
 * @param status {@code null}: nothing known of its status
 */
public record MemberRegisters(
        Map<SignalName, SignalValue> values, @Nullable StatusRegister status) {
    /** Nothing known; neutral in {@link #merge}. */
    public static final MemberRegisters NONE = new MemberRegisters(Map.of(), null);

    public MemberRegisters {
        values = Map.copyOf(values);
    }

    /** Register by register the later of the two. */
    public MemberRegisters merge(MemberRegisters other) {
        return new MemberRegisters(later(values, other.values), later(status, other.status));
    }

    private static Map<SignalName, SignalValue> later(
            Map<SignalName, SignalValue> one, Map<SignalName, SignalValue> other) {
        if (other.isEmpty()) {
            return one;
        }
        if (one.isEmpty()) {
            return other;
        }
        Map<SignalName, SignalValue> merged = new HashMap<>(one);
        other.forEach((signal, reading) -> merged.merge(signal, reading, SignalValue::later));
        return merged;
    }

    private static @Nullable StatusRegister later(@Nullable StatusRegister one, @Nullable StatusRegister other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : StatusRegister.later(one, other);
    }
}
