package dev.muster.loadtest.fault.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.fault.check.Breach.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");
    private static final Sample FIRST = sample(1, 10);
    private static final Sample SECOND = sample(2, 20);
    private static final Sample DOUBTFUL = sample(3, 30);

    @Test
    void shouldPassWhatWasAcknowledgedWithAndWithoutWhatIsUncertain() {
        assertThat(breaches(FIRST, SECOND)).isEmpty();
        assertThat(breaches(SECOND, DOUBTFUL, FIRST)).isEmpty();
    }

    @Test
    void shouldNameLostSample() {
        assertThat(breaches(SECOND)).singleElement().satisfies(breach -> {
            assertThat(breach.kind()).isEqualTo(Kind.SAMPLE_LOST);
            assertThat(breach.what())
                    .contains("WT-1", "1 samples are not in history", "2 that Kafka", "05.001Z WT-1 1");
        });
    }

    @Test
    void shouldNameSampleThatStandsTwice() {
        assertThat(breaches(FIRST, SECOND, FIRST)).singleElement().satisfies(breach -> {
            assertThat(breach.kind()).isEqualTo(Kind.SAMPLE_DOUBLE);
            assertThat(breach.what()).contains("twice", "05.001Z WT-1 1");
        });
    }

    @Test
    void shouldNameSampleThatNobodySent() {
        assertThat(breaches(FIRST, SECOND, sample(9, 1))).singleElement().satisfies(breach -> {
            assertThat(breach.kind()).isEqualTo(Kind.SAMPLE_DOUBLE);
            assertThat(breach.what()).contains("never sent", "05.009Z WT-1 9");
        });
    }

    @Test
    void shouldNameSampleWithOtherValues() {
        assertThat(breaches(FIRST, sample(2, 21))).singleElement().satisfies(breach -> {
            assertThat(breach.kind()).isEqualTo(Kind.SAMPLE_ALTERED);
            assertThat(breach.what()).contains("05.002Z WT-1 2", "20.0", "21.0");
        });
    }

    @Test
    void shouldTakeAnotherSequenceForAnotherSample() {
        Sample other = new Sample(FIRST.source(), 7, FIRST.measuredAt(), FIRST.readings());

        assertThat(breaches(other, SECOND))
                .extracting(Breach::kind)
                .containsExactly(Kind.SAMPLE_LOST, Kind.SAMPLE_DOUBLE);
    }

    private static List<Breach> breaches(Sample... stored) {
        SentBy sent = new SentBy(new AssetId("WT-1"), List.of(FIRST, SECOND), List.of(DOUBTFUL), List.of());
        return HistoryCheck.breaches(sent, List.of(stored));
    }

    private static Sample sample(long sequence, double megawatts) {
        return new Sample(
                new SourceId("WT-1"),
                sequence,
                START.plusMillis(sequence),
                Map.of(new SignalName("power"), Reading.good(megawatts)));
    }
}
