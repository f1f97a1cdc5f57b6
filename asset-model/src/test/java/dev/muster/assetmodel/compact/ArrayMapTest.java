package dev.muster.assetmodel.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrayMapTest {
    private static final int KEYS = 12;

    @Test
    void shouldBeWhatTreeIs() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            TreeMap<String, Integer> tree = new TreeMap<>();
            ArrayMap<String, Integer> array = ArrayMap.empty();
            for (int batch = 0; batch < 4; batch++) {
                TreeMap<String, @Nullable Integer> changes = new TreeMap<>();
                for (int change = random.nextInt(KEYS); change > 0; change--) {
                    changes.put(key(random), random.nextInt(3) == 0 ? null : random.nextInt());
                }
                changes.forEach((key, value) -> {
                    if (value == null) {
                        tree.remove(key);
                    } else {
                        tree.put(key, value);
                    }
                });
                array = array.with(changes);
                compare(array, tree, key(random), key(random));
                compare(ArrayMap.copyOf(tree), tree, key(random), key(random));
            }
        }
    }

    @Test
    void shouldSortWhatIsNot() {
        assertThat(List.copyOf(ArrayMap.copyOf(Map.of("c", 3, "a", 1, "b", 2)).entrySet()))
                .containsExactly(Map.entry("a", 1), Map.entry("b", 2), Map.entry("c", 3));
    }

    @Test
    void shouldBuildWhatATreeWouldInWhateverOrder() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            TreeMap<String, Integer> tree = new TreeMap<>();
            ArrayMapBuilder<String, Integer> builder = new ArrayMapBuilder<>();
            int entries = random.nextInt(KEYS);
            for (int i = 0; i < entries; i++) {
                // Half of the rounds in order, as they are expected.
                String key = round % 2 == 0 ? "key %02d".formatted(i) : key(random);
                int value = random.nextInt();
                tree.put(key, value);
                builder.add(key, value);
            }
            assertThat(List.copyOf(builder.build().entrySet())).isEqualTo(List.copyOf(tree.entrySet()));
            assertThat(builder.added()).isEqualTo(entries);
        }
    }

    @Test
    void shouldTellThatNobodyIsFirst() {
        assertThatThrownBy(() -> ArrayMap.<String, Integer>empty().firstKey())
                .isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> ArrayMap.<String, Integer>empty().lastKey())
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void shouldNotBeChanged() {
        ArrayMap<String, Integer> array = ArrayMap.copyOf(Map.of("a", 1));

        assertThatThrownBy(() -> array.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> array.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> array.entrySet().iterator().next().setValue(2))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldGiveEqualValuesOneInstance() {
        Sharing sharing = new Sharing(8);
        String first = new String("a".toCharArray());

        assertThat(sharing.of(first)).isSameAs(first);
        assertThat(sharing.of(new String("a".toCharArray()))).isSameAs(first);
        for (int i = 0; i < 1_000; i++) {
            assertThat(sharing.of("other " + i)).isEqualTo("other " + i);
        }
        assertThat(sharing.of(new String("a".toCharArray()))).isEqualTo(first);
    }

    private static void compare(
            ArrayMap<String, Integer> array, SortedMap<String, Integer> tree, String one, String other) {
        String from = one.compareTo(other) < 0 ? one : other;
        String to = one.compareTo(other) < 0 ? other : one;
        assertThat(List.copyOf(array.entrySet())).isEqualTo(List.copyOf(tree.entrySet()));
        assertThat(List.copyOf(array.keySet())).isEqualTo(List.copyOf(tree.keySet()));
        assertThat(List.copyOf(array.values())).isEqualTo(List.copyOf(tree.values()));
        assertThat(array).isEqualTo(tree).hasSameHashCodeAs(tree).hasSize(tree.size());
        assertThat(array.get(one)).isEqualTo(tree.get(one));
        assertThat(array.containsKey(one)).isEqualTo(tree.containsKey(one));
        assertThat(array.keySet().contains(one)).isEqualTo(tree.containsKey(one));
        assertThat(array.headMap(one)).isEqualTo(tree.headMap(one));
        assertThat(array.tailMap(one)).isEqualTo(tree.tailMap(one));
        assertThat(array.subMap(from, to)).isEqualTo(tree.subMap(from, to));
        assertThat(array.replaceEach(key -> key, value -> value)).isEqualTo(tree);
        Map<String, Integer> seen = new LinkedHashMap<>();
        array.forEach(seen::put);
        assertThat(List.copyOf(seen.entrySet())).isEqualTo(List.copyOf(tree.entrySet()));
        if (!tree.isEmpty()) {
            assertThat(array.firstKey()).isEqualTo(tree.firstKey());
            assertThat(array.lastKey()).isEqualTo(tree.lastKey());
        }
    }

    private static String key(Random random) {
        return "k" + random.nextInt(KEYS);
    }
}
