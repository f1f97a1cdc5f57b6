package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.service.ServiceFailure;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void shouldReadMemoryOfAProcess() {
        assertThat(Meter.resident("Name:\tjava\nVmHWM:\t  900000 kB\nVmRSS:\t  512000 kB\nRssAnon:\t 1 kB\n"))
                .isEqualTo(512_000L * 1_024);
        assertThatThrownBy(() -> Meter.resident("Name:\tjava\n")).isInstanceOf(ServiceFailure.class);
    }

    @Test
    void shouldReadHeapOfANode() {
        assertThat(Meter.live("muster_heap_max_bytes 1.073741824E9\nmuster_heap_used_bytes 1.2345678E7\n"))
                .isEqualTo(12_345_678);
        assertThatThrownBy(() -> Meter.live("muster_ready 1.0\n")).isInstanceOf(ServiceFailure.class);
    }
}
