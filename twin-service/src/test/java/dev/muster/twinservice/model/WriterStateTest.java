package dev.muster.twinservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.HierarchyId;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterStateTest {
    private static final int EVERY = 100;
    private static final int PERIODS = 3;

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 100", "199, 100", "200, 200", "399, 200", "400, 400", "1600, 1600"})
    void shouldStoreASnapshotAboutAsSeldomAsItHasDocuments(int documents, int eventsBetween) {
        WriterState state = WriterState.empty();
        for (int i = 0; i < documents; i++) {
            state.with(new WriterEvent.Changed(new ModelEvent.HierarchyNamed(
                    new HierarchyId("hierarchy-" + i),
                    "any",
                    Validity.from(ModelFixtures.START),
                    new Recorded(ModelFixtures.START, ModelFixtures.TESTER.principal()))));
        }

        assertThat(LongStream.rangeClosed(1, (long) PERIODS * eventsBetween)
                        .filter(sequenceNumber -> state.isSnapshotDue(sequenceNumber, EVERY)))
                .hasSize(PERIODS)
                .allMatch(sequenceNumber -> sequenceNumber % eventsBetween == 0);
    }
}
