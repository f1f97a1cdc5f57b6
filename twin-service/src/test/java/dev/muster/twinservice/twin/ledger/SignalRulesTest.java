package dev.muster.twinservice.twin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.ingest.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each limit just inside and just outside. */
class SignalRulesTest {
    private static final Instant RECEIVED = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration AHEAD_MAX = Duration.ofMinutes(10);
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName ENERGY = new SignalName("energy");
    private static final AssetType TYPE = new AssetType(
            new TypeId("wind-turbine"),
            "",
            Duration.ofSeconds(30),
            List.of(signal(POWER, "MW", new Range(-1, 10)), signal(ENERGY, "MW.h", null)));

    @Test
    void shouldRefuseUnknownSignal() {
        assertRefused(RefusalReason.UNKNOWN_SIGNAL, reading("powr", Reading.good(1)), "powr");
    }

    @Test
    void shouldRefuseOtherUnitThanTheTypes() {
        assertPlausible(reading("power", new Reading(1, Quality.GOOD, "MW")));
        assertRefused(RefusalReason.WRONG_UNIT, reading("power", new Reading(1, Quality.GOOD, "kW")), "kW");
    }

    @Test
    void shouldRefuseBeyondRange() {
        assertPlausible(reading("power", Reading.good(-1)));
        assertPlausible(reading("power", Reading.good(10)));
        assertRefused(RefusalReason.OUT_OF_RANGE, reading("power", Reading.good(Math.nextUp(10.0))), "power");
        assertRefused(RefusalReason.OUT_OF_RANGE, reading("power", Reading.good(Math.nextDown(-1.0))), "power");
    }

    @Test
    void shouldRefuseWhatHasNoMicros() {
        assertPlausible(reading("energy", Reading.good(SignalRules.QUANTITY_MAX)));
        assertPlausible(reading("energy", Reading.good(-SignalRules.QUANTITY_MAX)));
        assertThat(FixedPoint.toMicros(SignalRules.QUANTITY_MAX)).isPositive();
        assertThat(FixedPoint.toMicros(-SignalRules.QUANTITY_MAX)).isNegative();
        assertRefused(
                RefusalReason.OUT_OF_RANGE,
                reading("energy", Reading.good(Math.nextUp(SignalRules.QUANTITY_MAX))),
                "energy");
        assertRefused(RefusalReason.OUT_OF_RANGE, reading("energy", Reading.good(-Double.MAX_VALUE)), "energy");
    }

    @Test
    void shouldRefuseClockTooFarAheadOnly() {
        assertPlausible(measuredAt(RECEIVED.plus(AHEAD_MAX)));
        assertPlausible(measuredAt(RECEIVED.minus(Duration.ofDays(365))));
        assertRefused(
                RefusalReason.CLOCK_AHEAD, measuredAt(RECEIVED.plus(AHEAD_MAX).plusMillis(1)), "ahead");
        assertRefused(RefusalReason.CLOCK_AHEAD, measuredAt(Instant.MAX), "ahead");
    }

    @Test
    void shouldRefuseTimesThatHistoryCannotHold() {
        assertPlausible(measuredAt(Instant.EPOCH));
        assertRefused(RefusalReason.OUT_OF_RANGE, measuredAt(Instant.EPOCH.minusMillis(1)), "measuredAt");
        assertRefused(RefusalReason.OUT_OF_RANGE, measuredAt(Instant.MIN), "measuredAt");
    }

    @Test
    void shouldRefuseWholeSampleForOneReading() {
        Sample sample = new Sample(
                new SourceId("WT-07"), 1, RECEIVED, Map.of(POWER, Reading.good(99), ENERGY, Reading.good(1)));

        assertRefused(RefusalReason.OUT_OF_RANGE, sample, "power");
    }

    private static void assertPlausible(Sample sample) {
        assertThat(broken(sample)).isNull();
    }

    private static void assertRefused(RefusalReason reason, Sample sample, String named) {
        Refused refused = Objects.requireNonNull(broken(sample), "Expected a refusal but got none");
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.detail())
                .startsWith("Expected ")
                .contains(" but got ")
                .contains(named);
    }

    private static @Nullable Refused broken(Sample sample) {
        return SignalRules.broken(sample, RECEIVED, TYPE, AHEAD_MAX);
    }

    private static Sample reading(String signal, Reading reading) {
        return new Sample(new SourceId("WT-07"), 1, RECEIVED, Map.of(new SignalName(signal), reading));
    }

    private static Sample measuredAt(Instant measuredAt) {
        return new Sample(new SourceId("WT-07"), 1, measuredAt, Map.of(POWER, Reading.good(1)));
    }

    private static Signal signal(SignalName name, String unit, @Nullable Range range) {
        return Signal.atIntervals(
                name,
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                range,
                true);
    }
}
