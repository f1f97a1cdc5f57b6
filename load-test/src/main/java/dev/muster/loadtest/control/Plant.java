package dev.muster.loadtest.control;

import static dev.muster.loadtest.fleet.FleetTypes.AVAILABLE_CHARGE;
import static dev.muster.loadtest.fleet.FleetTypes.AVAILABLE_POWER;
import static dev.muster.loadtest.fleet.FleetTypes.MODE;
import static dev.muster.loadtest.fleet.FleetTypes.POWER;
import static dev.muster.loadtest.fleet.FleetTypes.STATE_OF_CHARGE;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Physics;
import dev.muster.loadtest.fleet.Technology;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A unit that can be told how much to give. Free, it does what {@link Physics} says. Under control, physics is what it could do,
 * and it moves with its ramp to what it was told, as far as it can; released, it moves back. A battery under control fills
 * and empties by what it does, and finds back to its schedule afterwards. Powers are whole kilowatts. Not thread-safe.
 */
public final class Plant {
    private static final double KILOWATT = 0.001;

    private final FleetUnit unit;
    private final @Nullable SetPointControl control;
    private final @Nullable Storage storage;
    private final double rated;
    private boolean free = true;
    private boolean stopped;
    private @Nullable Double target;
    private @Nullable Instant heardAt;
    private @Nullable Instant movedAt;
    private @Nullable Instant simulatedAt;
    /** What physics said last. */
    private double potential;

    private double power;

    public Plant(FleetUnit unit) {
        this.unit = unit;
        this.control = FleetTypes.control(unit.technology()).orElse(null);
        this.storage = unit.technology() == Technology.BATTERY ? new Storage(unit) : null;
        this.rated = unit.ratedMegawatts();
    }

    /**
     * Sets what it is to give: at the same time a sign of life of whoever controls it. Returns why it cannot; {@code null}: it
     * is set.
     */
    public @Nullable String set(double megawatts, Instant now) {
        if (control == null) {
            return "Expected a unit that can be controlled but %s cannot".formatted(unit.id());
        }
        double least = storage == null ? 0 : -rated;
        if (!(megawatts >= least && megawatts <= rated)) {
            return text("Expected %.3f to %.3f MW but got %.3f", least, rated, megawatts);
        }
        double minimum = control.minimumShare() * rated;
        if (megawatts > 0 && megawatts < minimum - KILOWATT && potential >= minimum) {
            return text("Expected 0 or at least the %.3f MW of a running unit but got %.3f", minimum, megawatts);
        }
        target = megawatts;
        heardAt = now;
        free = false;
        return null;
    }

    /** Ends the control. */
    public void release() {
        target = null;
    }

    public void stop() {
        stopped = true;
        free = false;
    }

    public void start() {
        stopped = false;
    }

    /** Nobody has told it anything that still holds, and it is back where it would be without. */
    public boolean isFree() {
        return free;
    }

    /** Makes of what the unit would measure what it does measure. Called often: it is how time passes here. */
    public void pass(Instant now, Instant simulated, SortedMap<SignalName, Double> measured) {
        if (control == null) {
            return;
        }
        potential = measured.getOrDefault(POWER, 0.0);
        double scheduled = measured.getOrDefault(STATE_OF_CHARGE, 0.0);
        if (heardAt != null && !now.isBefore(heardAt.plus(control.failSafeAfter()))) {
            // Whoever controls it may be gone: better what it would do by itself than an order that nobody stands for.
            target = null;
        }
        Duration elapsed = movedAt == null ? Duration.ZERO : Duration.between(movedAt, now);
        if (!free) {
            if (movedAt == null) {
                power = potential;
            }
            move(
                    seconds(elapsed),
                    simulatedAt == null ? 0 : seconds(Duration.between(simulatedAt, simulated)),
                    scheduled);
        }
        movedAt = now;
        simulatedAt = simulated;
        if (free) {
            power = potential;
            if (storage != null) {
                storage.follow(scheduled);
            }
        } else {
            put(measured);
        }
    }

    private void move(double seconds, double simulatedSeconds, double scheduled) {
        double gives = Math.max(0, potential);
        double takes = 0;
        double byItself = potential;
        if (storage != null) {
            storage.pass(simulatedSeconds, power / rated);
            gives = storage.canGive() * rated;
            takes = storage.canTake() * rated;
            byItself = potential + storage.correction(scheduled) * rated;
        }
        double wanted = stopped ? 0 : target != null ? target : byItself;
        double possible = within(-takes, wanted, gives);
        double reach = rated * rampPerSecond() * seconds;
        // What it cannot do at all it does not do for the sake of a ramp either.
        power = toZero(within(-takes, within(power - reach, possible, power + reach), gives));
        boolean back = storage == null || storage.isBack(scheduled);
        free = !stopped && target == null && back && Math.abs(power - potential) <= Math.max(KILOWATT, reach);
    }

    private void put(SortedMap<SignalName, Double> measured) {
        measured.put(POWER, power);
        if (storage == null) {
            measured.put(AVAILABLE_POWER, stopped ? 0 : potential);
            measured.put(MODE, (double) (power > 0 ? Physics.RUNNING : Physics.STANDING));
        } else {
            measured.put(AVAILABLE_POWER, Math.max(power, toZero(storage.canGive() * rated)));
            measured.put(AVAILABLE_CHARGE, Math.max(-power, toZero(storage.canTake() * rated)) + 0.0);
            measured.put(STATE_OF_CHARGE, Math.rint(storage.percent() * 100) / 100);
            measured.put(
                    MODE, (double) (power == 0 ? Physics.STANDING : power > 0 ? Physics.RUNNING : Physics.CHARGING));
        }
    }

    private double rampPerSecond() {
        return control == null ? 0 : control.rampPerSecond();
    }

    private static double within(double least, double value, double most) {
        return Math.max(least, Math.min(most, value));
    }

    /** To whole kilowatts, never away from zero: no rounding takes it beyond what is possible. */
    private static double toZero(double megawatts) {
        double kilowatts = megawatts * 1000;
        // Quotients such as 2.3 MW are a little less than they should be.
        double whole = kilowatts < 0 ? Math.ceil(kilowatts - 1e-6) : Math.floor(kilowatts + 1e-6);
        return whole / 1000 + 0.0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
