package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.AbsenceReason;
import dev.muster.loadtest.ledger.LedgerTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PacedFleetTest {
    @Test
    void shouldGiveEverybodyOneTurnAndEachTurnAsMany() {
        List<FleetUnit> units = SimulatedFleet.create(1, 207).units();

        List<List<FleetUnit>> turns = PacedFleet.turns(units);

        assertThat(turns).hasSize(20).allSatisfy(turn -> assertThat(turn).hasSizeBetween(10, 11));
        assertThat(turns.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(units);
    }

    @Test
    void shouldTakeOnlyATotalOfEverybodyForEqual() {
        LedgerTotal whole = new LedgerTotal(Instant.EPOCH, 57, 20, new TreeMap<>());
        LedgerTotal lacking = new LedgerTotal(
                Instant.EPOCH,
                57,
                20,
                new TreeMap<>(Map.of(SimulatedFleet.create(1, 20).units().get(0).id(), AbsenceReason.STALE_SIGNAL)));

        assertThat(Totals.isEqual(whole, 57, 20, 20)).isTrue();
        assertThat(Totals.isEqual(whole, 56, 20, 20)).isFalse();
        assertThat(Totals.isEqual(whole, 57, 21, 20)).isFalse();
        assertThat(Totals.isEqual(whole, 57, 20, 19)).isFalse();
        assertThat(Totals.isEqual(lacking, 57, 20, 20)).isFalse();
    }
}
