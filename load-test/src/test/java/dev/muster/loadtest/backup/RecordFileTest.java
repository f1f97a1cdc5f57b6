package dev.muster.loadtest.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    @TempDir
    private Path directory;

    @Test
    void shouldReadBackWhatWasWritten() throws IOException {
        Path file = write();

        List<ProducerRecord<byte[], byte[]>> read = read(file);

        assertThat(read).hasSize(2);
        assertThat(read.get(0).topic()).isEqualTo("t");
        assertThat(read.get(0).partition()).isEqualTo(3);
        assertThat(read.get(0).timestamp()).isEqualTo(42);
        assertThat(read.get(0).key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(read.get(0).value()).isEqualTo(VALUE);
        assertThat(read.get(0).headers().lastHeader("h").value()).isEqualTo("x".getBytes(UTF_8));
        assertThat(read.get(1).key()).isNull();
        assertThat(read.get(1).value()).isNull();
    }

    /** A copy that broke off must not pass for a whole one. */
    @Test
    void shouldRefuseAFileThatEndsWithinARecord() throws IOException {
        Path file = write();
        byte[] whole;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            whole = in.readAllBytes();
        }
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(part)) {
            out.write(Arrays.copyOf(whole, whole.length - 1));
        }
        Files.write(file, part.toByteArray());

        assertThatThrownBy(() -> read(file)).isInstanceOf(EOFException.class);
    }

    private Path write() throws IOException {
        Path file = directory.resolve("t");
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", "x".getBytes(UTF_8));
        try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
            writer.write(new ConsumerRecord<>(
                    "t",
                    3,
                    7,
                    42,
                    TimestampType.CREATE_TIME,
                    3,
                    5,
                    "key".getBytes(UTF_8),
                    VALUE,
                    headers,
                    Optional.empty()));
            writer.write(new ConsumerRecord<byte[], byte[]>(
                    "t",
                    0,
                    8,
                    43,
                    TimestampType.CREATE_TIME,
                    -1,
                    -1,
                    null,
                    null,
                    new RecordHeaders(),
                    Optional.empty()));
        }
        return file;
    }

    private static List<ProducerRecord<byte[], byte[]>> read(Path file) throws IOException {
        List<ProducerRecord<byte[], byte[]>> read = new ArrayList<>();
        assertThat(RecordFile.read(file, "t", read::add)).isEqualTo(read.size());
        return read;
    }
}
