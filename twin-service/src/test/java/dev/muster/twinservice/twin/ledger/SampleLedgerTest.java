package dev.muster.twinservice.twin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.twin.ledger.SampleLedger.Novelty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleLedgerTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final SourceId SOURCE = new SourceId("WT-07");
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName WIND = new SignalName("wind_speed");
    private static final AssetType TYPE = new AssetType(
            new TypeId("wind-turbine"), "", Duration.ofSeconds(30), List.of(signal(POWER, true), signal(WIND, false)));

    private final SampleLedger ledger = new SampleLedger(4);

    @Test
    void shouldLetLateSampleBeNewestOfAnotherSignal() {
        // given
        Sample newer = new Sample(SOURCE, 2, START.plusSeconds(2), Map.of(POWER, Reading.good(2)));
        Sample late =
                new Sample(SOURCE, 1, START.plusSeconds(1), Map.of(POWER, Reading.good(1), WIND, Reading.good(9)));

        // when
        assertThat(take(newer)).isEqualTo(Novelty.NEWEST);
        assertThat(take(late)).isEqualTo(Novelty.UNDECIDED);

        // then
        assertThat(micros(POWER)).isEqualTo(2_000_000);
        assertThat(micros(WIND)).isEqualTo(9_000_000);
    }

    @Test
    void shouldOrderSamplesOfOneInstantBySequenceThenSource() {
        // given
        SourceId other = new SourceId("WT-08");

        // then
        assertThat(take(new Sample(SOURCE, 5, START, Map.of(POWER, Reading.good(1)))))
                .isEqualTo(Novelty.NEWEST);
        assertThat(take(new Sample(other, 5, START, Map.of(POWER, Reading.good(2)))))
                .isEqualTo(Novelty.NEWEST);
        assertThat(take(new Sample(SOURCE, 6, START, Map.of(POWER, Reading.good(3)))))
                .isEqualTo(Novelty.NEWEST);
        assertThat(take(new Sample(other, 4, START, Map.of(POWER, Reading.good(4)))))
                .isEqualTo(Novelty.UNDECIDED);
        assertThat(micros(POWER)).isEqualTo(3_000_000);
    }

    @Test
    void shouldSayOnlyOfSummedSignalsThatTheyAdvanced() {
        Sample wind = new Sample(SOURCE, 1, START, Map.of(WIND, Reading.good(9)));
        Sample power = new Sample(SOURCE, 2, START, Map.of(POWER, Reading.good(1)));

        assertThat(ledger.advance(wind, START, TYPE)).isFalse();
        assertThat(ledger.advance(power, START, TYPE)).isTrue();
        assertThat(ledger.advance(power, START.plusSeconds(9), TYPE)).isFalse();
    }

    @Test
    void shouldAskAgainAboutForgottenSample() {
        // given
        take(sample(9));
        Sample undecided = sample(1);
        assertThat(take(undecided)).isEqualTo(Novelty.UNDECIDED);
        assertThat(take(undecided)).isEqualTo(Novelty.REPEATED);

        // when
        ledger.forget(undecided);

        // then
        assertThat(take(undecided)).isEqualTo(Novelty.UNDECIDED);
    }

    @Test
    void shouldKeepGreatestReceivedAt() {
        ledger.see(START.plusSeconds(2));
        ledger.see(START.plusSeconds(1));

        assertThat(ledger.lastSeen()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void shouldKnowLoadedSamples() {
        // given
        SampleLedger before = new SampleLedger(4);
        before.take(sample(3));
        before.advance(sample(3), START.plusSeconds(4), TYPE);

        // when
        ledger.load(before.registers());

        // then
        assertThat(take(sample(2))).isEqualTo(Novelty.UNDECIDED);
        assertThat(take(sample(3))).isEqualTo(Novelty.UNDECIDED);
        assertThat(take(sample(4))).isEqualTo(Novelty.NEWEST);
        assertThat(ledger.lastSeen()).isEqualTo(START.plusSeconds(4));
    }

    @Test
    void shouldMeasureSkewOfWildClocks() {
        ledger.measureSkew(Instant.MIN, Instant.MAX);
        ledger.measureSkew(START.plusSeconds(8), START);

        assertThat(ledger.skew()).extracting(ClockSkew.Skew::last).isEqualTo(Duration.ofSeconds(-8));
    }

    /** Batches of several sizes, any order, every sample up to three times; history gets its rows after each batch. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldGiveSameRegistersAndOneFirstVerdictInAnyOrder(long seed) {
        // given
        Random random = new Random(seed);
        List<Sample> sent = new ArrayList<>();
        Set<Sample> distinct = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Sample sample = randomSample(random);
            if (distinct.add(sample)) {
                sent.addAll(Collections.nCopies(1 + random.nextInt(3), sample));
            }
        }
        SortedMap<SignalName, SignalValue> greatest = greatestOf(distinct);
        Collections.shuffle(sent, random);

        // when
        Map<Sample, Integer> firsts = new HashMap<>();
        Set<Sample> history = new HashSet<>();
        for (int from = 0; from < sent.size(); ) {
            List<Sample> batch = sent.subList(from, Math.min(sent.size(), from + 1 + random.nextInt(40)));
            from += batch.size();
            ledger.beginBatch(batch.size());
            for (Sample sample : batch) {
                Novelty novelty = take(sample);
                boolean first =
                        novelty == Novelty.NEWEST || (novelty == Novelty.UNDECIDED && !history.contains(sample));
                firsts.merge(sample, first ? 1 : 0, Integer::sum);
            }
            history.addAll(batch);
        }

        // then
        assertThat(firsts).hasSameSizeAs(distinct).allSatisfy((sample, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(ledger.registers()).isEqualTo(greatest);
    }

    private static SortedMap<SignalName, SignalValue> greatestOf(Set<Sample> samples) {
        SortedMap<SignalName, SignalValue> greatest = new TreeMap<>();
        for (Sample sample : samples) {
            SampleLedger alone = new SampleLedger(1);
            alone.advance(sample, sample.measuredAt(), TYPE);
            alone.registers().forEach((name, value) -> greatest.merge(name, value, SignalValue::later));
        }
        return greatest;
    }

    private static Sample randomSample(Random random) {
        SourceId source = random.nextInt(5) == 0 ? new SourceId("WT-07-new") : SOURCE;
        long sequence = random.nextInt(500);
        // One key, one content: what a key names is decided by the key alone.
        Random content = new Random(31 * sequence + source.hashCode());
        SignalName signal = content.nextBoolean() ? POWER : WIND;
        Instant measuredAt = START.plusMillis(content.nextInt(200));
        return new Sample(source, sequence, measuredAt, Map.of(signal, Reading.good(content.nextInt(9))));
    }

    private Novelty take(Sample sample) {
        Novelty novelty = ledger.take(sample);
        ledger.advance(sample, sample.measuredAt(), TYPE);
        return novelty;
    }

    private long micros(SignalName signal) {
        return Objects.requireNonNull(ledger.registers().get(signal)).micros();
    }

    private static Sample sample(int second) {
        return new Sample(SOURCE, second, START.plusSeconds(second), Map.of(POWER, Reading.good(second)));
    }

    private static Signal signal(SignalName name, boolean summed) {
        return Signal.atIntervals(
                name,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                summed);
    }
}
