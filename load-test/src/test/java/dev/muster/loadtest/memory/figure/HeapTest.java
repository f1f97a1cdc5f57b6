package dev.muster.loadtest.memory.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.memory.figure.Histogram.Count;
import dev.muster.loadtest.memory.figure.Histogram.Share;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapTest {
    private static final String CLASSES = """
            1234:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         20000         640000  [B (java.base@17.0.15)
               2:          1000          24000  dev.muster.Twin
               3:            10            160  dev.muster.Loaded
               4:             5             80  dev.muster.Loaded
            Total         21015         664240
            """;

    @Test
    void shouldReadWhatTheJvmCounted() {
        assertThat(Histogram.parse(CLASSES))
                .isEqualTo(new Histogram(Map.of(
                        "[B", new Count(20_000, 640_000),
                        "dev.muster.Twin", new Count(1_000, 24_000),
                        "dev.muster.Loaded", new Count(15, 240))));
        assertThat(Histogram.parse(CLASSES).of("absent")).isEqualTo(new Count(0, 0));
        assertThatThrownBy(() -> Histogram.parse("1234:\nException")).hasMessageContaining("Expected a histogram");
    }

    @Test
    void shouldShareWhatGrewMostFirst() {
        Histogram before =
                new Histogram(Map.of("[B", new Count(19_500, 630_000), "dev.muster.Gone", new Count(9, 900)));

        assertThat(Histogram.parse(CLASSES).growth(before, 1_000, 2))
                .containsExactly(new Share("dev.muster.Twin", 1, 24), new Share("[B", 0.5, 10));
    }

    @Test
    void shouldTakeTheHeapOfAnyCollectorWithoutMetaspace() {
        assertThat(Heap.used("""
                        1234:
                         garbage-first heap   total 262144K, used 22345K [0x00000000c0000000, 0x0000000100000000)
                          region size 1024K, 2 young (2048K), 1 survivors (1024K)
                         Metaspace       used 30000K, committed 30272K, reserved 1114112K
                          class space    used 3000K, committed 3200K, reserved 1048576K
                        """)).isEqualTo(22_345 * 1_024L);
        assertThat(Heap.used("""
                         def new generation   total 9792K, used 1000K [0x1, 0x2, 0x3)
                          eden space 8704K,  40% used [0x1, 0x2, 0x3)
                         tenured generation   total 21888K, used 7K [0x1, 0x2, 0x3)
                        """)).isEqualTo(1_007 * 1_024L);
        assertThat(Heap.used(" garbage-first heap   total reserved 2097152K, committed 262144K, used 5K [0x1)"))
                .isEqualTo(5 * 1_024L);
        assertThatThrownBy(() -> Heap.used(" Metaspace used 30000K")).hasMessageContaining("Expected how much");
    }
}
