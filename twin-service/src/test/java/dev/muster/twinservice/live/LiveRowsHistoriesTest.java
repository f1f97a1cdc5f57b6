package dev.muster.twinservice.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories with readers of every pace against what a naive one, who remembers everything, would tell them. */
class LiveRowsHistoriesTest {
    private static final int HISTORIES = 200;
    private static final int STEPS = 150;
    private static final int KEYS = 12;
    private static final int GONE_MAX = 4;
    /** All keys, there or gone, in parts of three. */
    private static final int PARTS_MAX = 10;

    /** By poll: when each key changed last, and when the newest gone key was dropped. */
    private static final class Oracle {
        private final Map<String, LiveRow> now = new LinkedHashMap<>();
        private final Map<String, Integer> changedAt = new TreeMap<>();
        private final List<String> gone = new ArrayList<>();
        private int poll;
        private int droppedAt;

        void replaceAll(Map<String, LiveRow> rows) {
            poll++;
            Set<String> keys = new HashSet<>(now.keySet());
            keys.addAll(rows.keySet());
            for (String key : keys) {
                LiveRow row = rows.get(key);
                if (row == null ? now.containsKey(key) : !row.equals(now.get(key))) {
                    changedAt.put(key, poll);
                    gone.remove(key);
                    if (row == null) {
                        gone.add(key);
                    }
                }
            }
            now.clear();
            now.putAll(rows);
            while (gone.size() > GONE_MAX) {
                droppedAt = Math.max(droppedAt, changedAt.get(gone.remove(0)));
            }
        }

        Set<String> changedSince(int seen, boolean there) {
            Set<String> keys = new HashSet<>();
            changedAt.forEach((key, at) -> {
                if (at > seen && now.containsKey(key) == there) {
                    keys.add(key);
                }
            });
            return keys;
        }
    }

    /** Takes what it gets. */
    private static final class Reader {
        private final Map<String, LiveRow> known = new TreeMap<>();
        private @Nullable LivePosition position;
        /** The poll that it has seen all of; -1: never, or it is in the middle of one. */
        private int seen = -1;

        private void read(LiveRows rows, int max, Oracle oracle) {
            LiveAnswer.Rows answer = rows.after(position, max);
            assertThat(answer.rows().size() + answer.gone().size()).isLessThanOrEqualTo(max);
            if (seen >= 0) {
                assertThat(answer.reset()).isEqualTo(seen < oracle.droppedAt);
            }
            if (seen >= 0 && !answer.reset() && !answer.more()) {
                assertThat(answer.rows())
                        .extracting(LiveRow::key)
                        .containsExactlyInAnyOrderElementsOf(oracle.changedSince(seen, true));
                assertThat(answer.gone()).containsExactlyInAnyOrderElementsOf(oracle.changedSince(seen, false));
            }
            if (answer.reset()) {
                known.clear();
            }
            answer.rows().forEach(row -> known.put(row.key(), row));
            known.keySet().removeAll(answer.gone());
            position = LivePosition.parse(answer.next().text()).orElseThrow();
            seen = answer.more() ? -1 : oracle.poll;
            if (!answer.more()) {
                assertThat(known).isEqualTo(oracle.now);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTellEveryReaderTheNewestStateAndNothingTwice(long seed) {
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            LiveRows rows = new LiveRows(random.nextLong(), GONE_MAX);
            Oracle oracle = new Oracle();
            List<Reader> readers = List.of(new Reader(), new Reader(), new Reader(), new Reader());
            for (int step = 0; step < STEPS; step++) {
                if (step == 0 || random.nextInt(3) == 0) {
                    Map<String, LiveRow> snapshot = snapshot(random, oracle.now);
                    rows.replaceAll(ManualClock.START, List.copyOf(snapshot.values()));
                    oracle.replaceAll(snapshot);
                } else {
                    readers.get(random.nextInt(readers.size())).read(rows, 1 + random.nextInt(8), oracle);
                }
            }
            readers.forEach(reader -> {
                for (int part = 0; part == 0 || reader.seen < 0; part++) {
                    assertThat(part)
                            .as("Expected an end but there is always more")
                            .isLessThan(PARTS_MAX);
                    reader.read(rows, 3, oracle);
                }
            });
        }
    }

    /** Most rows stay, as they do. */
    private static Map<String, LiveRow> snapshot(Random random, Map<String, LiveRow> before) {
        Map<String, LiveRow> rows = new LinkedHashMap<>();
        for (int key = 0; key < KEYS; key++) {
            String name = "key-" + key;
            LiveRow row = before.get(name);
            if (random.nextInt(4) == 0) {
                row = random.nextBoolean() ? null : ScriptedSource.row(name, random.nextInt(3));
            }
            if (row != null) {
                rows.put(name, row);
            }
        }
        return rows;
    }
}
