package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.ENERGY;
import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.STALE_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static dev.muster.aggregation.rollup.RootUnderTest.powerOf;
import static dev.muster.aggregation.rollup.RootUnderTest.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Silence of a member told from silence of Muster's own. */
class IngestBehindTest {
    private static final Instant STALE_AT = NOON.plus(STALE_AFTER);

    private final RootUnderTest root = new RootUnderTest();
    private final AssetId turbine = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));

    @Test
    void shouldCallSilenceItsOwnWhileItHasNotReadSoFar() {
        readUpTo(NOON.plusSeconds(1));
        report(NOON);

        root.rollup.advance(STALE_AT.minusMillis(1));
        assertThat(root.rollup.whole(POWER).reporting()).isOne();
        root.rollup.advance(STALE_AT);
        assertMissing(MissingReason.INGEST_BEHIND, NOON.plusSeconds(1));
    }

    @Test
    void shouldNotCallSilenceItsOwnOnceItHasReadBeyondTheDeadlineHoweverItLagsThen() {
        readUpTo(STALE_AT);
        report(NOON);

        root.rollup.advance(STALE_AT.plusSeconds(3_600));
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
    }

    @Test
    void shouldStillCallSilenceItsOwnWhenItHasReadUpToJustBeforeTheDeadline() {
        readUpTo(STALE_AT.minusMillis(1));
        report(NOON);

        root.rollup.advance(STALE_AT.plusSeconds(3_600));
        assertMissing(MissingReason.INGEST_BEHIND, STALE_AT.minusMillis(1));
    }

    @Test
    void shouldCallAValueStaleAtOnceWhileIngestIsNearAndItsOwnSilenceWhenIngestStopsJustThen() {
        Instant stopped = STALE_AT.minusSeconds(2);
        readUpTo(stopped);
        report(NOON);

        root.rollup.advance(STALE_AT);
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
        root.rollup.advance(stopped.plusSeconds(5));
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
        root.rollup.advance(stopped.plusSeconds(5).plusMillis(1));
        assertMissing(MissingReason.INGEST_BEHIND, stopped);
    }

    @Test
    void shouldFollowWithinASecondWhenItReadsOn() {
        readUpTo(NOON);
        report(NOON);
        root.rollup.advance(NOON.plusSeconds(60));
        assertMissing(MissingReason.INGEST_BEHIND, NOON);

        readUpTo(NOON.plusSeconds(3));
        root.rollup.advance(NOON.plusSeconds(61));
        assertMissing(MissingReason.INGEST_BEHIND, NOON.plusSeconds(3));

        readUpTo(STALE_AT);
        root.rollup.advance(NOON.plusSeconds(62));
        assertMissing(MissingReason.STALE_SIGNAL, NOON);
    }

    @Test
    void shouldCallSilenceItsOwnSinceTheStartWhenItDoesNotKnowHowFarItHasRead() {
        readUpTo(null);
        report(NOON);

        root.rollup.advance(STALE_AT);
        assertMissing(MissingReason.INGEST_BEHIND, NOON);
    }

    @Test
    void shouldBlameItselfAfterAStartUntilItIsKnownHowFarItHasRead() {
        RootUnderTest young = new RootUnderTest(STALE_AT.minusSeconds(5));
        AssetId asset = young.fleet.place("t1", young.fleet.root(), Map.of(POWER, TURBINE));
        young.watermarks.set(asset, null);
        young.expectFleet(NOON);
        young.update(asset, 5, NOON);

        young.rollup.advance(STALE_AT);
        assertThat(young.rollup.missing(POWER, null, 1))
                .containsExactly(new Absentee(asset, MissingReason.INGEST_BEHIND, STALE_AT.minusSeconds(5)));
        young.watermarks.set(asset, STALE_AT);
        young.rollup.advance(STALE_AT.plusSeconds(1));
        assertThat(young.rollup.missing(POWER, null, 1))
                .containsExactly(new Absentee(asset, MissingReason.STALE_SIGNAL, NOON));
    }

    @Test
    void shouldNotUnlearnHowFarItHadRead() {
        readUpTo(NOON.plusSeconds(1));
        report(NOON);
        root.rollup.advance(STALE_AT);

        readUpTo(null);
        root.rollup.advance(STALE_AT.plusSeconds(1));
        assertMissing(MissingReason.INGEST_BEHIND, NOON.plusSeconds(1));
    }

    @Test
    void shouldCallSilenceItsOwnOfAConnectedMemberWithoutAnyReading() {
        readUpTo(NOON);
        root.expectFleet(NOON);
        root.readNothing(NOON);
        StatusRegister online = new StatusRegister(Connectivity.ONLINE, NOON.minusSeconds(9), 1);
        root.rollup.update(
                List.of(new MemberUpdate(turbine, new MemberRegisters(values(ENERGY, 5, Quality.GOOD, NOON), online))),
                NOON);
        assertMissing(MissingReason.STALE_SIGNAL, NOON.minusSeconds(9));

        root.rollup.advance(NOON.plusSeconds(5).plusMillis(1));
        assertMissing(MissingReason.INGEST_BEHIND, NOON);

        readUpTo(NOON.plusSeconds(6));
        root.rollup.advance(NOON.plusSeconds(7));
        assertMissing(MissingReason.STALE_SIGNAL, NOON.minusSeconds(9));
    }

    @Test
    void shouldCallSilenceItsOwnOfAMemberThatIsNotReadYet() {
        readUpTo(NOON.minusSeconds(5));
        root.expectFleet(NOON);
        assertMissing(MissingReason.RECOVERING, NOON);

        root.rollup.advance(NOON.plusSeconds(1));
        assertMissing(MissingReason.INGEST_BEHIND, NOON.minusSeconds(5));

        readUpTo(NOON.plusSeconds(1));
        root.rollup.advance(NOON.plusSeconds(2));
        assertMissing(MissingReason.RECOVERING, NOON);
    }

    @Test
    void shouldLookAtEachOfAHundredThousandMembersOnceASecondWhileItIsBehind() {
        // given
        List<MemberUpdate> updates = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            AssetId asset = root.fleet.place("m%06d".formatted(i), root.fleet.root(), Map.of(POWER, TURBINE));
            root.watermarks.set(asset, NOON);
            updates.add(powerOf(asset, 1, NOON));
        }
        root.watermarks.set(turbine, NOON);
        updates.add(powerOf(turbine, 1, NOON));
        root.expectFleet(NOON);
        root.rollup.update(updates, NOON);
        root.watermarks.takeAsked();

        // when
        root.rollup.advance(STALE_AT);
        assertThat(root.watermarks.takeAsked()).isEqualTo(100_001);
        long startedNanos = System.nanoTime();
        Instant end = STALE_AT.plusSeconds(20);
        for (Instant now = STALE_AT; now.isBefore(end); now = now.plusMillis(250)) {
            root.rollup.advance(now.plusMillis(250));
        }
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);

        // then a sum of tens of milliseconds for each second, with a wide margin for a busy machine
        assertThat(root.watermarks.takeAsked()).isEqualTo(20 * 100_001);
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.INGEST_BEHIND, 100_001));
        assertThat(Duration.ofMillis(tookMillis)).isLessThan(Duration.ofSeconds(10));
    }

    private void report(Instant now) {
        root.expectFleet(now);
        root.update(turbine, 5, now);
    }

    private void readUpTo(@Nullable Instant watermark) {
        root.watermarks.set(turbine, watermark);
    }

    private void assertMissing(MissingReason reason, Instant since) {
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(reason, 1));
        assertThat(root.rollup.missing(POWER, null, 10)).containsExactly(new Absentee(turbine, reason, since));
    }
}
