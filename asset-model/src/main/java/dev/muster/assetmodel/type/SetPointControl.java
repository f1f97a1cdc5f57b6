package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How devices of a type share in a set-point of their group. Powers are in the unit of {@code signal}, generation positive.
 *
 * @param signal what is controlled, a summed signal of the type
 * @param command the command that sets it; its first parameter is the new value, in the unit of {@code signal}
 * @param release the command that ends the control: the device does what it would do by itself
 * @param available the signal in which a device reports the most that it could give now
 * @param takes the signal in which it reports the most that it could take now, as a positive number; {@code null}: it only gives
 * @param minimumShare a running device gives at least this share of its upper limit; it can also give nothing; 0 to 1
 * @param rampPerSecond how fast it can change, as a share of its upper limit; above 0
 * @param stateOfCharge of devices that store energy; {@code null}: others
 * @param failSafeAfter a device that is under control, and has heard no set-point for so long, ends the control by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetPointControl(
        SignalName signal,
        CommandName command,
        CommandName release,
        SignalName available,
        @Nullable SignalName takes,
        double minimumShare,
        double rampPerSecond,
        @Nullable StateOfCharge stateOfCharge,
        Duration failSafeAfter) {
    /** A renewal must have time to reach the device. */
    public static final Duration FAIL_SAFE_MIN = Duration.ofSeconds(10);

    /** Longer, and a dead Muster would curtail a fleet for days. */
    public static final Duration FAIL_SAFE_MAX = Duration.ofDays(1);

    /**
     * Below {@code lowest} a device gives nothing, above {@code highest} it takes nothing.
     *
     * @param signal reported, in percent
     */
    public record StateOfCharge(SignalName signal, double lowest, double highest) {
        public StateOfCharge {
            Objects.requireNonNull(signal, "Expected the signal of the state of charge");
            if (!(lowest >= 0 && lowest < highest && highest <= 100)) {
                throw new IllegalArgumentException(
                        "Expected 0 <= lowest < highest <= 100 of the state of charge but got %s and %s"
                                .formatted(lowest, highest));
            }
        }
    }

    @JsonCreator
    public SetPointControl {
        Objects.requireNonNull(signal, "Expected the signal that set-points control");
        Objects.requireNonNull(command, "Expected the command that sets " + signal);
        Objects.requireNonNull(release, "Expected the command that releases " + signal);
        Objects.requireNonNull(available, "Expected the signal that tells how much could be given of " + signal);
        if (!(minimumShare >= 0 && minimumShare <= 1)) {
            throw new IllegalArgumentException("Expected minimumShare from 0 to 1 but got " + minimumShare);
        }
        if (!(rampPerSecond > 0 && rampPerSecond <= 1_000)) {
            throw new IllegalArgumentException("Expected rampPerSecond above 0 up to 1000 but got " + rampPerSecond);
        }
        if (failSafeAfter == null
                || failSafeAfter.compareTo(FAIL_SAFE_MIN) < 0
                || failSafeAfter.compareTo(FAIL_SAFE_MAX) > 0) {
            throw new IllegalArgumentException("Expected failSafeAfter from %s to %s but got %s"
                    .formatted(FAIL_SAFE_MIN, FAIL_SAFE_MAX, failSafeAfter));
        }
    }
}
