package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemberRegistersTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SignalName POWER = new SignalName("power");
    private static final SourceId SOURCE = new SourceId("s");

    @Test
    void shouldMergeToTheSameWhateverTheOrderTheGroupingAndTheRepeats() {
        for (long seed = 1; seed <= 2_000; seed++) {
            // given
            Random random = new Random(seed);
            List<MemberRegisters> said = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                said.add(any(random));
            }
            MemberRegisters expected = said.stream().reduce(MemberRegisters.NONE, MemberRegisters::merge);

            // when
            List<MemberRegisters> heard = new ArrayList<>(said);
            for (int i = random.nextInt(6); i > 0; i--) {
                heard.add(said.get(random.nextInt(said.size())));
            }
            Collections.shuffle(heard, random);
            MemberRegisters merged = mergeInAnyGrouping(heard, random);

            // then
            assertThat(merged).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldOrderValuesByMeasuredAtThenSequenceThenSource() {
        SignalValue value = value(NOON, 5, "b", NOON);

        assertThat(value(NOON.plusMillis(1), 1, "a", NOON)).isGreaterThan(value);
        assertThat(value(NOON, 6, "a", NOON)).isGreaterThan(value);
        assertThat(value(NOON, 5, "c", NOON)).isGreaterThan(value);
        assertThat(value(NOON, 5, "a", NOON)).isLessThan(value);
    }

    @Test
    void shouldNotMakeAValueFreshAgainWhenItIsSentAgain() {
        SignalValue first = value(NOON, 5, "s", NOON.plusSeconds(1));
        SignalValue again = value(NOON, 5, "s", NOON.plusSeconds(90));

        assertThat(SignalValue.later(first, again)).isSameAs(first);
        assertThat(SignalValue.later(again, first)).isSameAs(first);
    }

    @Test
    void shouldOrderStatusByJournalSequenceWhateverItsTime() {
        StatusRegister online = new StatusRegister(Connectivity.ONLINE, NOON.plusSeconds(10), 7);
        StatusRegister offline = new StatusRegister(Connectivity.OFFLINE, NOON, 8);

        assertThat(StatusRegister.later(online, offline)).isEqualTo(offline);
        assertThat(StatusRegister.later(offline, online)).isEqualTo(offline);
    }

    @Test
    void shouldKeepSignalsThatAnUpdateDoesNotHold() {
        MemberRegisters power = new MemberRegisters(Map.of(POWER, value(NOON, 1, SOURCE.value(), NOON)), null);
        MemberRegisters status = new MemberRegisters(Map.of(), new StatusRegister(Connectivity.ONLINE, NOON, 1));

        assertThat(power.merge(status)).isEqualTo(new MemberRegisters(power.values(), status.status()));
    }

    private static MemberRegisters mergeInAnyGrouping(List<MemberRegisters> heard, Random random) {
        List<MemberRegisters> rest = new ArrayList<>(heard);
        while (rest.size() > 1) {
            MemberRegisters one = rest.remove(random.nextInt(rest.size()));
            MemberRegisters other = rest.remove(random.nextInt(rest.size()));
            rest.add(one.merge(other));
        }
        return rest.get(0);
    }

    /** From few instants, sequences and sources, so that ties of every kind come up. */
    private static MemberRegisters any(Random random) {
        Map<SignalName, SignalValue> values = new HashMap<>();
        for (SignalName signal : List.of(POWER, new SignalName("energy"))) {
            if (random.nextBoolean()) {
                Quality quality = any(random, Quality.values());
                values.put(
                        signal,
                        new SignalValue(
                                random.nextInt(2),
                                quality,
                                NOON.plusSeconds(random.nextInt(2)),
                                random.nextInt(2),
                                new SourceId("s" + random.nextInt(2)),
                                NOON.plusSeconds(random.nextInt(2))));
            }
        }
        StatusRegister status = random.nextBoolean()
                ? null
                : new StatusRegister(
                        any(random, Connectivity.values()), NOON.plusSeconds(random.nextInt(2)), random.nextInt(2));
        return new MemberRegisters(values, status);
    }

    private static <T> T any(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static SignalValue value(Instant measuredAt, long sequence, String source, Instant receivedAt) {
        return new SignalValue(1, Quality.GOOD, measuredAt, sequence, new SourceId(source), receivedAt);
    }
}
