package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.STALE_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maintenance that ends by itself: no message comes when it does. */
class WorkEndsTest {
    private static final Instant UNTIL = NOON.plusSeconds(4);
    private static final Instant BEFORE = NOON.minusSeconds(40);

    private final RootUnderTest root = new RootUnderTest();
    private final AssetId turbine = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));

    @BeforeEach
    void report() {
        root.expectFleet(NOON);
        root.readNothing(NOON);
        root.update(turbine, 5, NOON);
    }

    @Test
    void shouldCountAMemberAgainFromTheEndOfItsWorkOn() {
        work(UNTIL, Connectivity.ONLINE, 1);

        root.rollup.advance(UNTIL.minusMillis(1));
        assertMissing(MissingReason.MAINTENANCE, NOON);
        root.rollup.advance(UNTIL);
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
        root.rollup.advance(NOON.plus(STALE_AFTER));
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
    }

    @Test
    void shouldReportTheEndOfWorkToTheParentAtOnce() {
        work(UNTIL, Connectivity.ONLINE, 1);
        Partial atWork = root.rollup.report(NOON).orElseThrow();

        root.rollup.advance(UNTIL);
        Partial after = root.rollup.report(UNTIL).orElseThrow();

        assertThat(after.version()).isEqualTo(atWork.version() + 1);
        assertThat(after.signals().get(POWER)).extracting(SignalPartial::micros).isEqualTo(5L);
    }

    @Test
    void shouldCallAMemberOfflineAfterTheWorkSinceItWasSoBefore() {
        work(UNTIL, Connectivity.OFFLINE, 1);

        root.rollup.advance(UNTIL);
        assertMissing(MissingReason.OFFLINE, BEFORE);
    }

    @Test
    void shouldCallAValueStaleAfterTheWorkThatWentStaleMeanwhile() {
        Instant until = NOON.plus(STALE_AFTER).plusSeconds(60);
        work(until, Connectivity.ONLINE, 1);

        root.rollup.advance(until.minusMillis(1));
        assertMissing(MissingReason.MAINTENANCE, NOON);
        root.rollup.advance(until);
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
    }

    @Test
    void shouldLeaveAMemberInMaintenanceWithoutAnEnd() {
        root.rollup.update(
                List.of(new MemberUpdate(
                        turbine, new MemberRegisters(Map.of(), new StatusRegister(Connectivity.MAINTENANCE, NOON, 1)))),
                NOON);

        root.rollup.advance(NOON.plusSeconds(1_000_000));
        assertMissing(MissingReason.MAINTENANCE, NOON);
    }

    @Test
    void shouldFollowAnEndThatComesEarlierOrLater() {
        work(UNTIL, Connectivity.ONLINE, 1);
        work(UNTIL.plusSeconds(1), Connectivity.ONLINE, 2);
        root.rollup.advance(UNTIL);
        assertMissing(MissingReason.MAINTENANCE, NOON);

        work(UNTIL.plusMillis(100), Connectivity.ONLINE, 3);
        root.rollup.advance(UNTIL.plusMillis(100));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
    }

    @Test
    void shouldEndWorkThatEndsBetweenTwoMillisecondsAndNeverOneBeyondAllClocks() {
        work(UNTIL.plusNanos(1), Connectivity.ONLINE, 1);
        root.rollup.advance(UNTIL);
        assertMissing(MissingReason.MAINTENANCE, NOON);
        root.rollup.advance(UNTIL.plusMillis(1));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);

        work(Instant.MAX, Connectivity.ONLINE, 2);
        root.rollup.advance(UNTIL.plusSeconds(60));
        assertMissing(MissingReason.MAINTENANCE, NOON);
    }

    private void work(Instant until, Connectivity then, long journalSequence) {
        StatusRegister status = new StatusRegister(
                Connectivity.MAINTENANCE, NOON, journalSequence, new StatusRegister.Work(until, then, BEFORE));
        root.rollup.update(List.of(new MemberUpdate(turbine, new MemberRegisters(Map.of(), status))), NOON);
    }

    private void assertMissing(MissingReason reason, Instant since) {
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(reason, 1));
        assertThat(root.rollup.missing(POWER, null, 10)).containsExactly(new Absentee(turbine, reason, since));
    }
}
