package dev.muster.loadtest.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The records of one topic in a file: each with its partition, time, key, value and headers, in the order of its partition. */
final class RecordFile {
    private static final int NONE = -1;

    private RecordFile() {}

    /** Writes a file, record by record. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))));
        }

        void write(ConsumerRecord<byte[], byte[]> record) throws IOException {
            out.writeInt(record.partition());
            out.writeLong(record.timestamp());
            bytes(record.key());
            bytes(record.value());
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                out.writeUTF(header.key());
                bytes(header.value());
            }
        }

        private void bytes(byte @Nullable [] bytes) throws IOException {
            if (bytes == null) {
                out.writeInt(NONE);
            } else {
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Takes each record of a file. */
    interface Taker {
        void take(ProducerRecord<byte[], byte[]> record);
    }

    /** Returns how many there were: a file that was cut off may seem to end. */
    static long read(Path file, String topic, Taker taker) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
            for (long count = 0; ; count++) {
                int partition;
                try {
                    partition = in.readInt();
                } catch (EOFException end) {
                    return count;
                }
                long timestamp = in.readLong();
                byte[] key = bytes(in);
                byte[] value = bytes(in);
                RecordHeaders headers = new RecordHeaders();
                int headerCount = in.readInt();
                for (int i = 0; i < headerCount; i++) {
                    headers.add(in.readUTF(), bytes(in));
                }
                taker.take(new ProducerRecord<>(topic, partition, timestamp, key, value, headers));
            }
        }
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("Expected %d bytes but the file ends after %d".formatted(length, bytes.length));
        }
        return bytes;
    }
}
