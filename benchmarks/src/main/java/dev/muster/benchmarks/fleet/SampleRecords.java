package dev.muster.benchmarks.fleet;

import dev.muster.assetmodel.identity.AssetId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Samples of a fleet as Kafka would deliver them, asset by asset, batch after batch, each with a higher sequence, a later time and
 * other values than the one before. The records and their bytes are there from the beginning, and only the digits in them are
 * written anew: so what a benchmark allocates is all the reader's. A batch is good until as many others were taken as there are
 * assets.
 */
public final class SampleRecords {
    public static final TopicPartition PARTITION = new TopicPartition("telemetry", 0);

    /** By the broker's clock, all of them: behind all times of measurement. */
    public static final Instant RECEIVED_AT = Instant.parse("2030-01-10T23:00:00Z");

    /** Of the first one; each is measured a millisecond after the one before. */
    public static final Instant MEASURED_FROM = Instant.parse("2030-01-10T00:00:00Z");

    private static final long SAMPLES_MAX = RECEIVED_AT.toEpochMilli() - MEASURED_FROM.toEpochMilli();
    private static final int THOUSAND = 1_000;

    /** A prime, so that no asset of a fleet of any usual size says the same twice, which would be no news to its groups. */
    private static final int VALUES = 997;

    private static final String HEAD = "{\"v\":1,\"kind\":\"sample\",\"source\":\"%s\",\"seq\":1000000000"
            + ",\"at\":\"2030-01-10T00:00:00.000Z\",\"values\":{";
    private static final String VALUE = "\"%s\":%s";
    private static final int CHANGING_DIGITS = 3;
    /** Of the signals by their number, others are {@link #USUAL}; all end with the digits that change, but temperature stays. */
    private static final Map<Integer, String> VALUES_AT_FIRST = Map.of(0, "1.000", 1, "41.5", 2, "9.000");

    private static final int STAYS = 1;
    private static final String USUAL = "7.000";
    private static final int SEQUENCE_DIGITS = 9;

    private final List<List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> batches = new ArrayList<>();
    private final int sequenceEnd;
    private final int clock;
    /** Where the values end that change, that of power first. */
    private final List<Integer> valueEnds = new ArrayList<>();

    private long written;
    private int next;

    /** Of three signals. */
    public SampleRecords(int assets, int batch) {
        this(assets, FleetModel.SIGNALS, batch);
    }

    /** @param batch records in each batch */
    public SampleRecords(int assets, int signals, int batch) {
        StringBuilder template = new StringBuilder(HEAD);
        int longer = FleetModel.asset(0).value().length() - "%s".length();
        for (int i = 0; i < signals; i++) {
            template.append(i == 0 ? "" : ",")
                    .append(VALUE.formatted(Signals.ALL.get(i).name().value(), VALUES_AT_FIRST.getOrDefault(i, USUAL)));
            if (i != STAYS) {
                valueEnds.add(template.length() + longer);
            }
        }
        String text = template.append("}}").toString();
        String any = text.formatted(FleetModel.asset(0));
        sequenceEnd = any.indexOf(",\"at\"");
        clock = any.indexOf("T00:00") + 1;
        // So many batches that each record belongs to one asset for good.
        int records = assets;
        while (records % batch != 0) {
            records += assets;
        }
        for (int first = 0; first < records; first += batch) {
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> some = new ArrayList<>(batch);
            for (int i = first; i < first + batch; i++) {
                AssetId asset = FleetModel.asset(i % assets);
                some.add(record(asset, text.formatted(asset), i));
            }
            batches.add(some);
        }
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(AssetId asset, String json, int offset) {
        ConsumerRecord<byte @Nullable [], byte @Nullable []> received = new ConsumerRecord<>(
                PARTITION.topic(), PARTITION.partition(), offset, bytes(asset.value()), bytes(json));
        return new ConsumerRecord<>(
                received.topic(),
                received.partition(),
                received.offset(),
                RECEIVED_AT.toEpochMilli(),
                received.timestampType(),
                received.serializedKeySize(),
                received.serializedValueSize(),
                received.key(),
                received.value(),
                received.headers(),
                received.leaderEpoch());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The next batch. */
    public List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> next() {
        List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> batch = batches.get(next);
        next = (next + 1) % batches.size();
        for (int i = 0; i < batch.size(); i++) {
            byte[] value = batch.get(i).value();
            if (value != null) {
                write(value);
            }
        }
        return batch;
    }

    /** The power in the sample of this number, counted from 0, in micros. */
    public static long powerMicros(long number) {
        return (THOUSAND + number % VALUES) * THOUSAND;
    }

    private void write(byte[] json) {
        if (written >= SAMPLES_MAX) {
            throw new IllegalStateException("Expected at most %d samples but another was taken".formatted(SAMPLES_MAX));
        }
        long number = written++;
        digits(json, sequenceEnd, number, SEQUENCE_DIGITS);
        long seconds = number / THOUSAND;
        digits(json, clock + 12, number % THOUSAND, 3);
        digits(json, clock + 8, seconds % 60, 2);
        digits(json, clock + 5, seconds / 60 % 60, 2);
        digits(json, clock + 2, seconds / 3_600, 2);
        for (int i = 0; i < valueEnds.size(); i++) {
            digits(json, valueEnds.get(i), (i == 0 ? number : number * 7) % VALUES, CHANGING_DIGITS);
        }
    }

    /** The last digits of {@code number}, before {@code end}. */
    private static void digits(byte[] json, int end, long number, int count) {
        long rest = number;
        for (int i = 1; i <= count; i++) {
            json[end - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
