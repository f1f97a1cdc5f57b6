package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.ENERGY;
import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.ROLL_UP;
import static dev.muster.aggregation.rollup.RootUnderTest.STALE_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static dev.muster.aggregation.rollup.RootUnderTest.powerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever holds of a member at once, it is missing for one reason: the first in the order of those that hold. */
class ReasonOrderTest {
    private static final Instant NOW = NOON.plusSeconds(60);
    private static final Instant STARTED_LONG_AGO = NOON;
    private static final Instant STARTED_JUST_NOW = NOW.minusSeconds(5);

    /**
     * All that a reason can depend on.
     *
     * @param power arrival of its value; {@code null}: none
     * @param watermark {@code null}: not known
     */
    private record Conditions(
            @Nullable Connectivity connectivity,
            boolean otherSignal,
            @Nullable Instant power,
            Quality quality,
            boolean storedRead,
            @Nullable Instant watermark,
            Instant startedAt) {
        /** Each reason by a definition of its own, that knows nothing of the others. */
        Set<MissingReason> reasons() {
            Set<MissingReason> holding = EnumSet.noneOf(MissingReason.class);
            boolean reported = power != null || otherSignal;
            boolean stale = power == null || !NOW.isBefore(staleAt());
            boolean readBeyond = power != null && watermark != null && !watermark.isBefore(staleAt());
            boolean behind = watermark == null || watermark.isBefore(NOW.minus(ROLL_UP.ingestBehindAfter()));
            add(holding, MissingReason.MAINTENANCE, connectivity == Connectivity.MAINTENANCE);
            add(
                    holding,
                    MissingReason.NEVER_REPORTED,
                    storedRead && !reported && (connectivity == null || connectivity == Connectivity.EXPECTED));
            add(
                    holding,
                    MissingReason.OFFLINE,
                    connectivity == Connectivity.OFFLINE || connectivity == Connectivity.RETIRED);
            add(holding, MissingReason.INGEST_BEHIND, stale && !readBeyond && behind);
            add(holding, MissingReason.RECOVERING, power == null && !storedRead);
            add(holding, MissingReason.STALE_SIGNAL, stale);
            add(holding, MissingReason.BAD_QUALITY, power != null && quality == Quality.BAD);
            return holding;
        }

        private Instant staleAt() {
            return power == null ? Instant.MIN : power.plus(STALE_AFTER);
        }

        private static void add(Set<MissingReason> holding, MissingReason reason, boolean holds) {
            if (holds) {
                holding.add(reason);
            }
        }
    }

    @Test
    void shouldBeMissingForTheFirstOfAllReasonsThatHold() {
        Set<Set<MissingReason>> seen = new HashSet<>();
        for (Conditions conditions : all()) {
            Set<MissingReason> holding = conditions.reasons();
            MissingReason first = holding.stream().findFirst().orElse(null);
            SignalPartial counted = counted(conditions);

            assertThat(counted.missing())
                    .as("%s, of which hold %s", conditions, holding)
                    .isEqualTo(first == null ? Map.of() : Map.of(first, 1));
            assertThat(counted.reporting()).as("%s", conditions).isEqualTo(first == null ? 1 : 0);
            seen.add(holding);
        }

        assertThat(seen)
                .as("combinations of reasons that this test has tried")
                .contains(
                        EnumSet.noneOf(MissingReason.class),
                        EnumSet.range(MissingReason.INGEST_BEHIND, MissingReason.STALE_SIGNAL),
                        EnumSet.of(MissingReason.INGEST_BEHIND, MissingReason.STALE_SIGNAL, MissingReason.BAD_QUALITY),
                        EnumSet.of(
                                MissingReason.MAINTENANCE,
                                MissingReason.INGEST_BEHIND,
                                MissingReason.RECOVERING,
                                MissingReason.STALE_SIGNAL),
                        EnumSet.of(
                                MissingReason.OFFLINE,
                                MissingReason.INGEST_BEHIND,
                                MissingReason.STALE_SIGNAL,
                                MissingReason.BAD_QUALITY),
                        EnumSet.of(
                                MissingReason.NEVER_REPORTED, MissingReason.INGEST_BEHIND, MissingReason.STALE_SIGNAL));
    }

    /** A child that speaks for itself is believed; else all under it are missing for one reason, whatever theirs were. */
    @Test
    void shouldBeMissingForOneReasonWhereAChildDoesNotSpeakForItself() {
        for (boolean sameMembers : new boolean[] {true, false}) {
            for (boolean heardLately : new boolean[] {true, false}) {
                RootUnderTest root = new RootUnderTest();
                GroupKey north = root.fleet.put("north", root.fleet.root());
                AssetId good = root.fleet.place("t1", north, Map.of(POWER, TURBINE));
                root.fleet.place("t2", north, Map.of(POWER, TURBINE));
                GroupRollup child = root.child(north, NOON);
                child.expect(root.rosterOf(north), NOON);
                child.readDone(child.takeUnread(9, NOON), Map.of(), NOON);
                child.update(List.of(powerOf(good, 5, NOON)), NOON);
                if (!sameMembers) {
                    root.fleet.place("t3", north, Map.of(POWER, TURBINE));
                }
                root.expectFleet(NOON);
                root.rollup.take(child.report(NOON).orElseThrow(), NOON);
                root.rollup.advance(heardLately ? NOON.plusSeconds(30) : NOON.plusSeconds(31));

                Map<MissingReason, Integer> missing = root.rollup.whole(POWER).missing();
                if (!heardLately) {
                    assertThat(missing).isEqualTo(Map.of(MissingReason.UNREACHABLE, sameMembers ? 2 : 3));
                } else if (!sameMembers) {
                    assertThat(missing).isEqualTo(Map.of(MissingReason.RECOVERING, 3));
                } else {
                    assertThat(missing).isEqualTo(Map.of(MissingReason.NEVER_REPORTED, 1));
                }
            }
        }
    }

    private static List<Conditions> all() {
        List<@Nullable Connectivity> connectivities = new ArrayList<>(List.of(Connectivity.values()));
        connectivities.add(null);
        List<@Nullable Instant> arrivals = new ArrayList<>(
                List.of(NOW.minus(STALE_AFTER).plusMillis(1), NOW.minus(STALE_AFTER), NOW.minusSeconds(10), NOON));
        arrivals.add(null);
        List<@Nullable Instant> watermarks = new ArrayList<>(
                List.of(NOW, NOW.minusSeconds(5), NOW.minusSeconds(5).minusMillis(1), NOON));
        watermarks.add(null);
        List<Conditions> all = new ArrayList<>();
        for (Connectivity connectivity : connectivities) {
            for (Instant arrival : arrivals) {
                for (Quality quality : Quality.values()) {
                    for (Instant watermark : watermarks) {
                        for (int bits = 0; bits < 8; bits++) {
                            all.add(new Conditions(
                                    connectivity,
                                    (bits & 1) > 0,
                                    arrival,
                                    quality,
                                    (bits & 2) > 0,
                                    watermark,
                                    (bits & 4) > 0 ? STARTED_LONG_AGO : STARTED_JUST_NOW));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static SignalPartial counted(Conditions conditions) {
        RootUnderTest root = new RootUnderTest(conditions.startedAt);
        AssetId asset = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));
        root.watermarks.set(asset, conditions.watermark);
        root.expectFleet(NOW);
        if (conditions.storedRead) {
            root.readNothing(NOW);
        }
        Map<SignalName, SignalValue> values = new HashMap<>();
        if (conditions.otherSignal) {
            values.put(ENERGY, value(NOON, Quality.GOOD));
        }
        if (conditions.power != null) {
            values.put(POWER, value(conditions.power, conditions.quality));
        }
        StatusRegister status =
                conditions.connectivity == null ? null : new StatusRegister(conditions.connectivity, NOON, 1);
        root.rollup.update(List.of(new MemberUpdate(asset, new MemberRegisters(values, status))), NOW);
        root.rollup.advance(NOW);
        return root.rollup.whole(POWER);
    }

    private static SignalValue value(Instant at, Quality quality) {
        return new SignalValue(5, quality, at, 1, new SourceId("s"), at);
    }
}
