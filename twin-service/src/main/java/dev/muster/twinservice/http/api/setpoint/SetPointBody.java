package dev.muster.twinservice.http.api.setpoint;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Problem;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Body of the PUT.
 *
 * @param value generation positive
 * @param unit for those who want to be sure; {@code null}: that of the signal, whatever it is
 */
record SetPointBody(
        @Nullable SignalName signal,
        @Nullable BigDecimal value,
        @Nullable String unit,
        @Nullable String reason) {
    private static final int DECIMALS_MAX = 6;
    private static final int DIGITS_MAX = 9;

    SignalName signalOf() {
        return Call.required("signal", signal);
    }

    long micros() {
        BigDecimal plain = Call.required("value", value).stripTrailingZeros();
        // Looked at before it is written out: a short number can have a long form.
        if (plain.scale() > DECIMALS_MAX || (long) plain.precision() - plain.scale() > DIGITS_MAX) {
            throw new BadInput(Problem.badInput(
                    "value",
                    "Expected a number of at most %d digits before and %d behind the point but got %s"
                            .formatted(DIGITS_MAX, DECIMALS_MAX, Problem.shown(plain.toString()))));
        }
        return plain.setScale(DECIMALS_MAX).unscaledValue().longValueExact();
    }

    String reasonOf() {
        String given = reason == null ? "" : reason;
        if (given.length() > CommandRequest.REASON_LENGTH_MAX) {
            throw new BadInput(Problem.badInput(
                    "reason",
                    "Expected a reason of at most %d characters but got %d"
                            .formatted(CommandRequest.REASON_LENGTH_MAX, given.length())));
        }
        return given;
    }

    void checkUnit(String expected) {
        if (unit != null && !unit.equals(expected)) {
            throw new BadInput(Problem.badInput(
                    "unit",
                    "Expected the unit %s of the signal but got '%s'".formatted(expected, Problem.shown(unit))));
        }
    }
}
