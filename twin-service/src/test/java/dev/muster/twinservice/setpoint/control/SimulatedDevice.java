package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.twinservice.setpoint.control.Seen.Terms;
import dev.muster.twinservice.setpoint.control.Seen.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A device in simulated time: keeps to its ramp, hears late, reports now and then, and ends the control when it hears
 * nothing.
 */
final class SimulatedDevice {
    static final Duration FAIL_SAFE = Duration.ofSeconds(60);
    static final Duration STALE = Duration.ofSeconds(7);

    private static final int REPORT_SECONDS = 2;

    final AssetId asset;
    final long upper;
    final List<Instant> told = new ArrayList<>();

    private final long lower;
    private final double ramp;
    private final double minimumShare;
    private final Random random;
    private final Deque<Heard> underway = new ArrayDeque<>();

    /** Of what it could give: the wind. */
    double wind = 0.8;
    /** Of what it is told: what it makes of it. */
    double curve = 1;

    boolean lies;
    boolean uncontrolled;
    boolean dead;
    Connectivity connectivity = Connectivity.ONLINE;

    private long power;
    private long available;
    private @Nullable Long wanted;
    private Instant heardAt = Instant.MIN;
    private @Nullable Seen seen;

    private record Heard(Instant at, @Nullable Long micros) {}

    SimulatedDevice(String id, long lower, long upper, double ramp, double minimumShare, long seed) {
        this.asset = new AssetId(id);
        this.lower = lower;
        this.upper = upper;
        this.ramp = ramp;
        this.minimumShare = minimumShare;
        this.random = new Random(seed);
    }

    void hear(Order order, Instant now) {
        told.add(now);
        underway.add(new Heard(now.plusMillis(300 + random.nextInt(900)), order.micros()));
    }

    /** Lets a step of time pass. */
    void step(Instant now, Duration step) {
        if (dead) {
            power = 0;
            return;
        }
        while (!underway.isEmpty() && !underway.peek().at().isAfter(now)) {
            Heard heard = underway.remove();
            wanted = heard.micros();
            heardAt = now;
        }
        if (wanted != null && heardAt.plus(FAIL_SAFE).isBefore(now)) {
            wanted = null;
        }
        double gust = 1 + 0.03 * random.nextGaussian();
        available = Math.round(Math.min(1, Math.max(0, wind * gust)) * upper);
        long aim = wanted == null || lies ? (lower < 0 ? 0 : available) : Math.round(curve * wanted);
        long reach = Math.round(ramp * upper * step.toMillis() / 1000.0);
        power += Math.max(-reach, Math.min(reach, Math.min(available, aim) - power));
        power = Math.min(power, available);
    }

    /** What is known of it. */
    Seen seen(Instant now) {
        Seen last = seen;
        if (last == null || !dead && Math.floorMod(now.getEpochSecond() + asset.hashCode(), REPORT_SECONDS) == 0) {
            last = report(now);
        }
        seen = new Seen(
                asset,
                last.terms(),
                LeftOut.NOT_CONTROLLED,
                connectivity,
                null,
                last.present(),
                last.available(),
                last.takes(),
                null);
        return seen;
    }

    private Seen report(Instant now) {
        return new Seen(
                asset,
                uncontrolled ? null : new Terms(control(), "megawatts", lower, upper),
                LeftOut.NOT_CONTROLLED,
                connectivity,
                null,
                new Told(power, now, STALE),
                new Told(available, now, STALE),
                lower < 0 ? new Told(-lower, now, STALE) : null,
                null);
    }

    long power() {
        return power;
    }

    void startAt(long micros) {
        power = micros;
    }

    private SetPointControl control() {
        return new SetPointControl(
                new SignalName("power"),
                new CommandName("setPower"),
                new CommandName("release"),
                new SignalName("available"),
                lower < 0 ? new SignalName("takes") : null,
                minimumShare,
                ramp,
                null,
                FAIL_SAFE);
    }
}
