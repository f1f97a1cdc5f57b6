package dev.muster.loadtest.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.memory.figure.Histogram;
import dev.muster.loadtest.memory.figure.Histogram.Count;
import dev.muster.loadtest.service.ServiceFailure;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTrialTest {
    private static final String TWIN = "dev.muster.twinservice.twin.AssetTwin";
    private static final String ENTITY = "dev.muster.benchmarks.entity.EmptyEntity";

    @Test
    void shouldTakeNoFigureOfTwinsThatAreNotThere() {
        assertThatCode(() -> MusterTrial.requireAwake(counted(TWIN, 7), 7)).doesNotThrowAnyException();
        assertThatCode(() -> MusterTrial.requireAwake(counted(ENTITY, 7), 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> MusterTrial.requireAwake(counted(TWIN, 6), 7))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("Expected 7 twins to be awake but found 6");
        assertThatThrownBy(() -> MusterTrial.requireAwake(counted(TWIN, 1), 0)).hasMessageContaining("found 1");
    }

    @ParameterizedTest
    @CsvSource({"7, 7, 0, true", "6, 7, 0, false", "7, 6, 0, false", "7, 7, 1, false"})
    void shouldTakeNoFigureOfEntitiesThatAreNotThereOrWereNotRecovered(
            int woken, int awake, int persisted, boolean taken) {
        Matcher line = EntityTrial.WOKEN.matcher(
                "INFO x\nentities: %d woken in 2500 ms, %d of them new\n".formatted(woken, persisted));
        assertThat(line.find()).isTrue();
        EntityTrial.Woken found = EntityTrial.woken(line);

        assertThat(found.seconds()).isEqualTo(2.5);
        if (taken) {
            assertThatCode(() -> EntityTrial.requireAll(found, counted(ENTITY, awake), 7, 0))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> EntityTrial.requireAll(found, counted(ENTITY, awake), 7, 0))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining(
                            "Expected 7 empty entities, 0 of them new, but found %d awake".formatted(awake));
        }
    }

    private static Histogram counted(String name, int instances) {
        return new Histogram(Map.of(name, new Count(instances, instances * 16L)));
    }
}
