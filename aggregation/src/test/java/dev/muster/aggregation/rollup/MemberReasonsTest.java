package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.ENERGY;
import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.REREAD_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.STALE_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static dev.muster.aggregation.rollup.RootUnderTest.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why one member counts or not. */
class MemberReasonsTest {
    private final RootUnderTest root = new RootUnderTest();
    private final AssetId turbine = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE, ENERGY, TURBINE));

    @Test
    void shouldCountARecoveringMemberUntilItIsReadOrReports() {
        root.expectFleet(NOON);

        assertMissing(MissingReason.RECOVERING, NOON);
        say(values(POWER, 5, Quality.GOOD, NOON), null, NOON);
        assertReporting(5, 0);
    }

    @Test
    void shouldCallAMemberNeverReportedOnceNothingIsStoredOfIt() {
        root.expectFleet(NOON);
        root.readNothing(NOON);

        assertMissing(MissingReason.NEVER_REPORTED, Fleet.EXPECTED_SINCE);
    }

    @Test
    void shouldCountWhatIsStored() {
        root.expectFleet(NOON);
        root.rollup.readDone(
                root.rollup.takeUnread(10, NOON),
                Map.of(turbine, new MemberRegisters(values(POWER, 5, Quality.GOOD, NOON), null)),
                NOON);

        assertReporting(5, 0);
    }

    @Test
    void shouldCallAValueStaleFromItsDeadlineOn() {
        root.expectFleet(NOON);
        say(values(POWER, 5, Quality.GOOD, NOON), null, NOON);

        root.rollup.advance(NOON.plus(STALE_AFTER).minusMillis(1));
        assertReporting(5, 0);
        root.rollup.advance(NOON.plus(STALE_AFTER));
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
    }

    @Test
    void shouldCallASignalStaleThatWasNeverAmongWhatAMemberReported() {
        root.expectFleet(NOON);
        root.readNothing(NOON);
        say(values(ENERGY, 5, Quality.GOOD, NOON), status(Connectivity.ONLINE, NOON.minusSeconds(9)), NOON);

        assertMissing(MissingReason.STALE_SIGNAL, NOON.minusSeconds(9));
    }

    @Test
    void shouldCountUncertainAndLeaveOutBad() {
        root.expectFleet(NOON);

        say(values(POWER, 5, Quality.UNCERTAIN, NOON), null, NOON);
        assertReporting(5, 1);
        say(values(POWER, 6, Quality.BAD, NOON.plusSeconds(1)), null, NOON.plusSeconds(1));
        assertMissing(MissingReason.BAD_QUALITY, NOON.plusSeconds(1));
    }

    @Test
    void shouldCallAMemberBadSinceTheFirstOfItsBadValuesWithoutABreak() {
        root.expectFleet(NOON);
        say(values(POWER, 5, Quality.BAD, NOON), null, NOON);
        say(values(POWER, 6, Quality.BAD, NOON.plusSeconds(2)), null, NOON.plusSeconds(2));
        assertMissing(MissingReason.BAD_QUALITY, NOON);

        say(values(POWER, 7, Quality.UNCERTAIN, NOON.plusSeconds(3)), null, NOON.plusSeconds(3));
        say(values(POWER, 8, Quality.BAD, NOON.plusSeconds(4)), null, NOON.plusSeconds(4));
        assertMissing(MissingReason.BAD_QUALITY, NOON.plusSeconds(4));
    }

    @Test
    void shouldNotBreakARunOfBadValuesForAGoodOneThatCameTooLate() {
        root.expectFleet(NOON);
        say(values(POWER, 5, Quality.BAD, NOON.plusSeconds(1)), null, NOON.plusSeconds(1));
        say(values(POWER, 6, Quality.GOOD, NOON), null, NOON.plusSeconds(1));
        say(values(POWER, 7, Quality.BAD, NOON.plusSeconds(2)), null, NOON.plusSeconds(2));

        assertMissing(MissingReason.BAD_QUALITY, NOON.plusSeconds(1));
    }

    @Test
    void shouldCallASignalRecoveringSinceTheModelAddedIt() {
        root.fleet.place("t1", root.fleet.root(), Map.of(ENERGY, TURBINE));
        root.expectFleet(NOON);
        root.readNothing(NOON);
        say(values(ENERGY, 5, Quality.GOOD, NOON), null, NOON);

        Instant added = NOON.plusSeconds(3);
        root.fleet.place("t1", root.fleet.root(), Map.of(ENERGY, TURBINE, POWER, TURBINE));
        root.expectFleet(added);

        assertMissing(MissingReason.RECOVERING, added);
        assertThat(root.rollup.whole(ENERGY).micros()).isEqualTo(5);
    }

    @Test
    void shouldCallASignalRecoveringSinceTheModelAddedItToAMemberThatWasNotReadYet() {
        root.fleet.place("t1", root.fleet.root(), Map.of(ENERGY, TURBINE));
        root.expectFleet(NOON);
        Instant added = NOON.plusSeconds(3);
        root.fleet.place("t1", root.fleet.root(), Map.of(ENERGY, TURBINE, POWER, TURBINE));
        root.expectFleet(added);

        assertMissing(MissingReason.RECOVERING, added);
        assertThat(root.rollup.missing(ENERGY, null, 10))
                .containsExactly(new Absentee(turbine, MissingReason.RECOVERING, NOON));
    }

    @Test
    void shouldCallAMemberRecoveringAgainThatNeverReportedWhenASignalIsAdded() {
        root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));
        root.expectFleet(NOON);
        root.readNothing(NOON);
        assertMissing(MissingReason.NEVER_REPORTED, Fleet.EXPECTED_SINCE);

        Instant added = NOON.plusSeconds(3);
        root.fleet.place("t1", root.fleet.root(), Map.of(ENERGY, TURBINE, POWER, TURBINE));
        root.expectFleet(added);

        assertMissing(MissingReason.RECOVERING, added);
        root.readNothing(added);
        assertMissing(MissingReason.NEVER_REPORTED, Fleet.EXPECTED_SINCE);
    }

    @Test
    void shouldPutTheTwinsStatusBeforeItsValues() {
        root.expectFleet(NOON);
        root.readNothing(NOON);
        say(values(POWER, 5, Quality.GOOD, NOON), status(Connectivity.OFFLINE, NOON.minusSeconds(1)), NOON);
        assertMissing(MissingReason.OFFLINE, NOON.minusSeconds(1));

        say(Map.of(), new StatusRegister(Connectivity.MAINTENANCE, NOON, 2), NOON);
        assertMissing(MissingReason.MAINTENANCE, NOON);

        say(Map.of(), new StatusRegister(Connectivity.ONLINE, NOON, 3), NOON);
        assertReporting(5, 0);
    }

    @Test
    void shouldCallAMemberOfflineThatItsTwinCallsRetired() {
        root.expectFleet(NOON);
        say(values(POWER, 5, Quality.GOOD, NOON), status(Connectivity.RETIRED, NOON), NOON);

        assertMissing(MissingReason.OFFLINE, NOON);
    }

    @Test
    void shouldReadAgainAfterAFailureAndOnceMoreLater() {
        root.expectFleet(NOON);
        List<AssetId> asked = root.rollup.takeUnread(10, NOON);
        assertThat(root.rollup.takeUnread(10, NOON)).isEmpty();

        root.rollup.readFailed(asked);
        assertThat(root.rollup.takeUnread(10, NOON)).isEqualTo(asked);
        root.rollup.readDone(asked, Map.of(), NOON);

        assertThat(root.rollup.takeUnread(10, NOON.plus(REREAD_AFTER).minusMillis(1)))
                .isEmpty();
        assertThat(root.rollup.takeUnread(10, NOON.plus(REREAD_AFTER))).isEqualTo(asked);
    }

    private void assertMissing(MissingReason reason, Instant since) {
        SignalPartial whole = root.rollup.whole(POWER);
        assertThat(whole.missing()).isEqualTo(Map.of(reason, 1));
        assertThat(whole.missingMinMicros()).isEqualTo(-1);
        assertThat(whole.missingMaxMicros()).isEqualTo(10);
        assertThat(root.rollup.missing(POWER, null, 10)).containsExactly(new Absentee(turbine, reason, since));
    }

    private void assertReporting(long micros, int uncertain) {
        assertThat(root.rollup.whole(POWER))
                .isEqualTo(new SignalPartial(micros, 1, uncertain, Map.of(), 0, 0, 0, false));
    }

    private void say(Map<SignalName, SignalValue> values, @Nullable StatusRegister status, Instant now) {
        root.rollup.update(List.of(new MemberUpdate(turbine, new MemberRegisters(values, status))), now);
    }

    private StatusRegister status(Connectivity connectivity, Instant since) {
        return new StatusRegister(connectivity, since, 1);
    }
}
