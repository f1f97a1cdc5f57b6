package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.connectivity.Connectivity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusRegisterTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final StatusRegister.Work WORK =
            new StatusRegister.Work(NOON.plusSeconds(60), Connectivity.OFFLINE, NOON.minusSeconds(5));

    @Test
    void shouldBeInForceUntilTheWorkEndsAndThenWhatComesAfterIt() {
        StatusRegister atWork = new StatusRegister(Connectivity.MAINTENANCE, NOON, 7, WORK);

        assertThat(atWork.at(NOON.plusSeconds(60).minusNanos(1))).isEqualTo(atWork);
        assertThat(atWork.at(NOON.plusSeconds(60)))
                .isEqualTo(new StatusRegister(Connectivity.OFFLINE, NOON.minusSeconds(5), 7));
    }

    @Test
    void shouldBeInForceForGoodWithoutWork() {
        StatusRegister open = new StatusRegister(Connectivity.MAINTENANCE, NOON, 7);

        assertThat(open.at(Instant.MAX)).isEqualTo(open);
    }

    @ParameterizedTest
    @EnumSource(value = Connectivity.class, names = "MAINTENANCE", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseWorkOutsideOfMaintenance(Connectivity connectivity) {
        assertThatThrownBy(() -> new StatusRegister(connectivity, NOON, 7, WORK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected work under maintenance only but got it under");
    }

    @Test
    void shouldRefuseMaintenanceAfterMaintenance() {
        assertThatThrownBy(() -> new StatusRegister.Work(NOON, Connectivity.MAINTENANCE, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected the work to end but got maintenance after it");
    }

    /** Registers that differ are never equal in the order: otherwise what counts would depend on what came first. */
    @Test
    void shouldBeTotallyOrderedByJournalSequenceFirst() {
        List<StatusRegister> all = new ArrayList<>();
        for (long sequence = 1; sequence <= 2; sequence++) {
            for (Instant since : List.of(NOON, NOON.plusSeconds(1))) {
                all.add(new StatusRegister(Connectivity.ONLINE, since, sequence));
                all.add(new StatusRegister(Connectivity.MAINTENANCE, since, sequence));
                for (StatusRegister.Work work : works()) {
                    all.add(new StatusRegister(Connectivity.MAINTENANCE, since, sequence, work));
                }
            }
        }

        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        for (StatusRegister one : all) {
            for (StatusRegister other : all) {
                assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
                assertThat(one.compareTo(other)).isEqualTo(-other.compareTo(one));
                assertThat(StatusRegister.later(one, other)).isEqualTo(StatusRegister.later(other, one));
                if (one.journalSequence() > other.journalSequence()) {
                    assertThat(one).isGreaterThan(other);
                }
            }
        }
    }

    private static List<StatusRegister.Work> works() {
        List<StatusRegister.Work> works = new ArrayList<>();
        for (Instant until : List.of(NOON, NOON.plusSeconds(1))) {
            for (Connectivity then : List.of(Connectivity.ONLINE, Connectivity.OFFLINE)) {
                for (Instant thenSince : List.of(NOON, NOON.plusSeconds(1))) {
                    works.add(new StatusRegister.Work(until, then, thenSince));
                }
            }
        }
        return works;
    }
}
