package dev.muster.loadtest.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<Fault> ALL = List.of(Fault.values());

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(steps(new Schedule(3, ALL, 5), 40)).isEqualTo(steps(new Schedule(3, ALL, 5), 40));
        assertThat(steps(new Schedule(3, ALL, 5), 40)).isNotEqualTo(steps(new Schedule(4, ALL, 5), 40));
    }

    @Test
    void shouldBringEachKindOnceBeforeAnyComesAgain() {
        List<Schedule.Step> steps = steps(new Schedule(3, ALL, 5), 2 * ALL.size());

        for (List<Schedule.Step> round :
                List.of(steps.subList(0, ALL.size()), steps.subList(ALL.size(), 2 * ALL.size()))) {
            assertThat(round).extracting(Schedule.Step::fault).containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    void shouldLeaveOutWhatSoFewNodesCannotTake() {
        assertThat(steps(new Schedule(3, ALL, 4), 40))
                .extracting(Schedule.Step::fault)
                .doesNotContain(Fault.KILL_TWO)
                .contains(Fault.SCALE, Fault.CUT);
        assertThatThrownBy(() -> new Schedule(3, List.of(Fault.KILL_TWO), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 nodes");
    }

    private static List<Schedule.Step> steps(Schedule schedule, int count) {
        return Stream.generate(schedule::next).limit(count).toList();
    }
}
