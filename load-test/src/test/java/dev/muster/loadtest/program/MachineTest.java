package dev.muster.loadtest.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void shouldFindVersionsAndMemory() {
        assertThat(Machine.version("/m/kafka_2.13/4.1.1/kafka_2.13-4.1.1.jar:/m/kafka-clients-4.1.0.jar", "kafka_2.13"))
                .isEqualTo("4.1.1");
        assertThat(Machine.version("", "kafka_2.13")).isEqualTo("unknown");
        assertThat(Machine.memory("MemTotal:       24689764 kB\nMemFree: 1 kB\n"))
                .isEqualTo("24 GiB");
        assertThat(Machine.memory("")).isEqualTo("memory unknown");
    }
}
