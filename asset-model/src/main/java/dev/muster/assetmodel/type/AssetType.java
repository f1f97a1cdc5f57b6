package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What all assets of one kind have in common.
 *
 * @param offlineAfter how long a source may be silent (broker's clock) before its asset is offline
 * @param expectation when its assets are expected to report; absent in JSON: always
 */
public record AssetType(
        TypeId id,
        String name,
        Duration offlineAfter,
        List<Signal> signals,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = JsonDefault.class)
        ExpectationSchedule expectation) {
    /** More signals than any device here sends, few enough that one record stays far below its size limit. */
    public static final int SIGNALS_MAX = 64;

    @JsonCreator
    public AssetType {
        Objects.requireNonNull(id, "Expected an id for the asset type");
        Objects.requireNonNull(name, "Expected a name for asset type " + id);
        if (offlineAfter == null || offlineAfter.isNegative() || offlineAfter.isZero()) {
            throw new IllegalArgumentException(
                    "Expected offlineAfter above zero of asset type %s but got %s".formatted(id, offlineAfter));
        }
        signals = signals == null ? List.of() : List.copyOf(signals);
        if (signals.isEmpty() || signals.size() > SIGNALS_MAX) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d signals of asset type %s but got %d".formatted(SIGNALS_MAX, id, signals.size()));
        }
        Set<SignalName> seen = new HashSet<>();
        for (Signal signal : signals) {
            if (!seen.add(signal.name())) {
                throw new IllegalArgumentException(
                        "Expected each signal of asset type %s once but got %s twice".formatted(id, signal.name()));
            }
        }
        expectation = expectation == null ? new ExpectationSchedule.Always() : expectation;
    }

    /** One whose assets are always expected. */
    public AssetType(TypeId id, String name, Duration offlineAfter, List<Signal> signals) {
        this(id, name, offlineAfter, signals, new ExpectationSchedule.Always());
    }

    @JsonIgnore
    public Optional<Signal> signal(SignalName signalName) {
        return signals.stream().filter(s -> s.name().equals(signalName)).findFirst();
    }
}
