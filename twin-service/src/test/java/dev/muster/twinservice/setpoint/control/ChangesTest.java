package dev.muster.twinservice.setpoint.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes(100);

    @Test
    void shouldTellWhoMustKnowAndWhoseChangeIsLarge() {
        changes.must(0);
        changes.may(1, 51, 50);
        changes.may(2, -50, 50);
        changes.may(3, 0, 50);

        assertThat(changes.toTell()).containsExactly(0, 1);
    }

    @Test
    void shouldHoldSmallChangesUpToToleranceTogether() {
        changes.may(0, 40, 50);
        changes.may(1, 45, 50);
        changes.may(2, 15, 50);

        assertThat(changes.toTell()).isEmpty();
    }

    @Test
    void shouldTellLargestOfManySmallChangesUntilTheRestIsWithinTolerance() {
        changes.may(0, 40, 50);
        changes.may(1, 45, 50);
        changes.may(2, 16, 50);
        changes.may(3, 42, 50);
        changes.may(4, -1, 50);

        assertThat(changes.toTell()).containsExactly(1);
    }

    @Test
    void shouldTellThoseOnlyThatLeadTheSameWay() {
        changes.may(0, -40, 50);
        changes.may(1, -45, 50);
        changes.may(2, 30, 50);
        changes.may(3, -46, 50);

        assertThat(changes.toTell()).containsExactly(3);
    }
}
