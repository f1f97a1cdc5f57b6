package dev.muster.twinservice.alarm;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which of the {@value #COUNT} shards an alarm is in; each is swept by itself, somewhere in the cluster. Hash and count
 * are part of every key written: neither ever changes for a keyspace that holds data.
 */
public final class AlarmShard {
    public static final int COUNT = 8;

    private AlarmShard() {}

    static int of(Alarm alarm) {
        CRC32 crc = new CRC32();
        crc.update((alarm.kind() + "|" + alarm.id()).getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % COUNT);
    }
}
