package dev.muster.loadtest.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheLastAnswerOfACommandAsItWas() {
        Memory memory = new Memory(directory.resolve("file"));
        memory.keep(ack("a", Answer.ACKNOWLEDGED));
        memory.keep(ack("b", Answer.REFUSED));
        memory.keep(ack("a", Answer.SUCCEEDED));

        assertThat(new Memory(directory.resolve("file")).answers())
                .containsExactly(ack("a", Answer.SUCCEEDED), ack("b", Answer.REFUSED));
    }

    @Test
    void shouldForgetOnlyTheOldestAndStaySmall() throws IOException {
        Path file = directory.resolve("file");
        Memory memory = new Memory(file, 10);
        for (int i = 0; i <= 20; i++) {
            memory.keep(ack("c" + i, Answer.SUCCEEDED));
            assertThat(memory.answer(new CommandId("c" + Math.max(0, i - 9)))).isNotNull();
        }
        assertThat(memory.answers()).hasSize(10);
        assertThat(Files.readAllLines(file)).hasSize(10);

        memory.keep(ack("d", Answer.SUCCEEDED));
        Memory again = new Memory(file, 10);
        assertThat(again.answers()).hasSize(10);
        assertThat(again.answer(new CommandId("c11"))).isNull();
        assertThat(again.answer(new CommandId("c12"))).isEqualTo(ack("c12", Answer.SUCCEEDED));
    }

    @Test
    void shouldSayWhichFileItCannotUse() {
        assertThatThrownBy(() -> new Memory(directory.resolve("none").resolve("file")))
                .hasMessageContaining("none");
    }

    private static DeviceAck ack(String id, Answer answer) {
        return new DeviceAck(
                new CommandId(id),
                new AssetId("asset"),
                new SourceId("source"),
                1,
                answer,
                "ü \n \"",
                Instant.parse("2030-03-01T12:00:00Z"));
    }
}
