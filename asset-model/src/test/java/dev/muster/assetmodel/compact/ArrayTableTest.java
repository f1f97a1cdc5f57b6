package dev.muster.assetmodel.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArrayTableTest {
    private static final int KEYS = 12;

    @Test
    void shouldHoldWhatATreeWould() {
        Random random = new Random(13);
        for (int round = 0; round < 2_000; round++) {
            TreeMap<String, Integer> tree = new TreeMap<>();
            ArrayTable<String, Integer> table = new ArrayTable<>();
            for (int put = random.nextInt(2 * KEYS); put > 0; put--) {
                String key = key(random);
                int value = random.nextInt();
                tree.put(key, value);
                table.put(key, value);
                String asked = key(random);
                assertThat(table.get(asked)).isEqualTo(tree.get(asked));
            }
            assertThat(table.copy().entrySet()).containsExactlyElementsOf(tree.entrySet());
        }
    }

    @Test
    void shouldNotMoveWithTheTableOnceCopied() {
        // given
        ArrayTable<String, Integer> table = new ArrayTable<>();
        table.put("a", 1);
        ArrayMap<String, Integer> copy = table.copy();

        // when
        table.put("a", 2);
        table.put("b", 3);

        // then
        assertThat(copy).isEqualTo(Map.of("a", 1));
        assertThat(table.copy()).isEqualTo(Map.of("a", 2, "b", 3));
    }

    @Test
    void shouldKeepTheLastOfEqualKeys() {
        ArrayTable<String, Integer> table = new ArrayTable<>();
        String last = new String("key".toCharArray());

        table.put("key", 1);
        table.put(last, 2);

        assertThat(table.copy().firstKey()).isSameAs(last);
    }

    private static String key(Random random) {
        return "key " + (char) ('a' + random.nextInt(KEYS));
    }
}
