package dev.muster.twinservice.twin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentKeysTest {
    private static final SourceId SOURCE = new SourceId("s");

    private record Key(long atMillis, long sequence, SourceId source) {}

    /** What must be known is kept here in full: the last ones, and those of two batches. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void shouldKnowTheLastKeysAndThoseOfTwoBatchesWhateverComes(int window) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RecentKeys recent = new RecentKeys(window);
            List<Key> added = new ArrayList<>();
            List<Key> removed = new ArrayList<>();
            int beforeBoth = 0;
            for (int batch = 0; batch < 20; batch++) {
                int beforeThis = added.size();
                int samples = random.nextInt(4) == 0 ? random.nextInt(40) : 1;
                recent.beginBatch(samples);
                for (int i = 0; i < samples; i++) {
                    Key key = key(random, added.size());
                    recent.add(key.atMillis, key.sequence, key.source);
                    added.add(key);
                    if (random.nextInt(20) == 0) {
                        recent.remove(key.atMillis, key.sequence, key.source);
                        removed.add(key);
                    }
                }
                int knownFrom = Math.min(beforeBoth, Math.max(0, added.size() - window));
                List<Key> known = new ArrayList<>(added.subList(knownFrom, added.size()));
                known.removeAll(removed);
                assertThat(known)
                        .as("seed %d, batch %d", seed, batch)
                        .allMatch(key -> recent.contains(key.atMillis, key.sequence, key.source));
                assertThat(removed)
                        .as("seed %d, batch %d", seed, batch)
                        .noneMatch(key -> recent.contains(key.atMillis, key.sequence, key.source));
                beforeBoth = beforeThis;
            }
        }
    }

    /** Mostly one source, as fleets have it; now and then another, and keys that differ in one part only. */
    private static Key key(Random random, int number) {
        SourceId source = random.nextInt(30) == 0 ? new SourceId("t" + random.nextInt(2)) : SOURCE;
        return random.nextBoolean() ? new Key(number, 0, source) : new Key(0, number, source);
    }

    @Test
    void shouldTellKeysApartByEachPart() {
        RecentKeys recent = new RecentKeys(4);
        recent.beginBatch(1);
        recent.add(1, 2, SOURCE);

        assertThat(recent.contains(1, 2, new SourceId("s"))).isTrue();
        assertThat(recent.contains(2, 2, SOURCE)).isFalse();
        assertThat(recent.contains(1, 1, SOURCE)).isFalse();
        assertThat(recent.contains(1, 2, new SourceId("t"))).isFalse();
        assertThat(recent.contains(0, 0, SOURCE)).isFalse();
    }

    @Test
    void shouldForgetWhatIsBeyondItsWindowAndTwoBatches() {
        RecentKeys recent = new RecentKeys(4);
        for (int i = 0; i < 100; i++) {
            recent.beginBatch(1);
            recent.add(i, 0, SOURCE);
        }

        assertThat(recent.contains(95, 0, SOURCE)).isFalse();
        assertThat(recent.contains(96, 0, SOURCE)).isTrue();
    }
}
