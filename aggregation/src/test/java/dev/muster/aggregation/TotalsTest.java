package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest {
    @Test
    void shouldRefuseFiguresThatDoNotAccountForEveryExpectedMember() {
        assertThatThrownBy(() -> new Totals(57, 20, 19, 0, Map.of(), 57, 57, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected reporting + missing = 20 but got 19 reporting, missing {}");
    }

    @Test
    void shouldGiveReasonsInTheirOrder() {
        Totals totals = new Totals(
                57,
                22,
                19,
                0,
                Map.of(MissingReason.UNREACHABLE, 1, MissingReason.MAINTENANCE, 1, MissingReason.OFFLINE, 1),
                57,
                60,
                0);

        assertThat(totals.missing().keySet())
                .containsExactly(MissingReason.MAINTENANCE, MissingReason.OFFLINE, MissingReason.UNREACHABLE);
        assertThat(totals.missingCount()).isEqualTo(3);
    }
}
