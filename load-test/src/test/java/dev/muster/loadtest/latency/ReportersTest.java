package dev.muster.loadtest.latency;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.latency.figure.Kept;
import dev.muster.loadtest.latency.sight.RootEvent;
import dev.muster.loadtest.latency.sight.Steps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReportersTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final int PARTITIONS = 12;
    private static final long FIRST = 1_000;

    @Test
    void shouldBeDueEvenlyFromTheStartAndWithoutDrift() {
        Pace pace = new Pace(50, 3);

        assertThat(pace.due(49)).isZero();
        assertThat(pace.due(50)).isEqualTo(1);
        assertThat(pace.due(50 + 333_333_333)).isEqualTo(1);
        assertThat(pace.due(50 + 333_333_334)).isEqualTo(2);
        assertThat(pace.at(0)).isEqualTo(50);
        assertThat(pace.at(1)).isEqualTo(50 + 333_333_333);
        assertThat(pace.at(3_000_000)).isEqualTo(50 + 1_000_000_000_000_000L);
        assertThat(pace.due(pace.at(3_000_000))).isEqualTo(3_000_001);
    }

    @Test
    void shouldExpectTheSumOfWhatEachSaidLast() {
        Fleet fleet = new Fleet(2_000, PARTITIONS, FIRST);
        Map<String, Sample> last = new HashMap<>();
        for (int i = 0; i < fleet.others(); i++) {
            Sample sample = fleet.next(NOW);
            last.put(sample.source().value(), sample);
        }
        for (int probe = 0; probe < fleet.probes().size(); probe++) {
            Sample sample = fleet.standing(probe, NOW);
            last.put(sample.source().value(), sample);
        }
        long before = fleet.total().micros();
        assertThat(fleet.total()).isEqualTo(total(last.values()));
        assertThat(last).hasSize(2_000);

        // The others again, which move nothing, and three steps, which do.
        for (int i = 0; i < fleet.others(); i++) {
            Sample sample = fleet.next(NOW);
            Sample earlier = requireNonNull(last.put(sample.source().value(), sample));
            assertThat(sample.sequence()).isGreaterThan(earlier.sequence());
            assertThat(power(sample)).isEqualTo(power(earlier));
        }
        assertThat(fleet.total().micros()).isEqualTo(before);
        for (int probe : List.of(0, 9, 9)) {
            Sample sample = fleet.step(probe, NOW);
            Sample earlier = requireNonNull(last.put(sample.source().value(), sample));
            assertThat(sample.sequence()).isGreaterThan(earlier.sequence());
        }
        assertThat(fleet.total()).isEqualTo(total(last.values()));
        assertThat(fleet.total().micros()).isEqualTo(before + 3 * Steps.MICROS);
    }

    @Test
    void shouldHaveProbesInPartitionsAndGroupsOfTheirOwn() {
        List<Integer> probes = new Fleet(2_000, PARTITIONS, FIRST).probes();

        assertThat(probes).hasSize(10);
        assertThat(probes.stream().map(probe -> Fleet.partition(probe, PARTITIONS)))
                .doesNotHaveDuplicates();
        assertThat(probes.stream().map(probe -> probe / 100)).doesNotHaveDuplicates();
        assertThat(new Fleet(100, 2, FIRST).probes()).hasSize(2).doesNotHaveDuplicates();
        assertThat(new Fleet(100, PARTITIONS, FIRST).probes()).hasSize(10).doesNotHaveDuplicates();
    }

    /** Each look at the time finds it 1 ms later, so that a slow machine changes nothing. */
    @Test
    void shouldKeepARateAndSayHow() {
        Fleet fleet = new Fleet(100, 2, FIRST);
        Sent sent = new Sent();
        AtomicLong time = new AtomicLong();
        Background background = background(fleet, sent, time);

        assertThat(background.reportAll()).isEqualTo(100);
        assertThat(total(sent.samples())).isEqualTo(fleet.total());
        background.start(500);
        Poll.untilTrue(Duration.ofSeconds(10), () -> background.sent() >= 10);
        Kept kept = background.stop();

        assertThat(kept.wanted()).isEqualTo(500);
        // What is due between the last look and the end may be missing.
        assertThat(kept.kept() * time.get() / 1e9).isCloseTo(500 * time.get() / 1e9, within(3.0));
        assertThat(kept.behind()).isLessThan(Duration.ofMillis(10));
        assertThat(sent.history()).hasSize(100 + (int) background.sent());
    }

    @Test
    void shouldSayHowLateItWasWhenKafkaTookNothingForAWhile() {
        AtomicLong time = new AtomicLong();
        AtomicInteger taken = new AtomicInteger();
        Sent stuck = new Sent() {
            @Override
            void sending() {
                if (taken.incrementAndGet() == 5) {
                    time.addAndGet(Duration.ofMillis(1_500).toNanos());
                }
            }
        };
        Background background = background(new Fleet(100, 2, FIRST), stuck, time);

        background.start(500);
        // The burst that makes up for it, and more.
        Poll.untilTrue(Duration.ofSeconds(10), () -> background.sent() > 5 + 750);
        Kept kept = background.stop();

        assertThat(kept.behind()).isBetween(Duration.ofMillis(1_490), Duration.ofMillis(1_510));
        assertThat(kept.objection()).isPresent();
    }

    private static Background background(Fleet fleet, Sent sent, AtomicLong time) {
        return new Background(fleet, new Sender(sent, "telemetry"), Clock.systemUTC(), () -> time.addAndGet(1_000_000));
    }

    @Test
    void shouldStepOneProbeAfterTheOtherUntilAllIsSeen() {
        Fleet fleet = new Fleet(100, 2, FIRST);
        Steps steps = new Steps(fleet.total());
        Sent sent = new Sent() {
            @Override
            void sending() {
                RootTotal total = fleet.total();
                steps.shown(new RootEvent(
                        System.nanoTime(), true, new RootEvent.Shown(total.micros(), total.count(), total.count())));
            }
        };

        List<long[]> latencies = probes(fleet, sent).run(steps, Duration.ofMillis(200));

        assertThat(steps.wrong()).isEmpty();
        assertThat(latencies).hasSize(2).allSatisfy(some -> assertThat(some).hasSize(2));
        assertThat(sent.samples().map(sample -> sample.source().value()).toList())
                .isEqualTo(IntStream.of(0, 0, 1, 1)
                        .mapToObj(probe -> "unit-" + fleet.probes().get(probe))
                        .toList());
        assertThat(sent.samples().map(ReportersTest::power)).containsExactly(1.0, 2.0, 1.0, 2.0);
    }

    @Test
    void shouldStopWhenATotalIsWrong() {
        Fleet fleet = new Fleet(100, 2, FIRST);
        Steps steps = new Steps(fleet.total());
        Sent sent = new Sent() {
            @Override
            void sending() {
                steps.shown(new RootEvent(System.nanoTime(), true, new RootEvent.Shown(1, 100, 100)));
            }
        };

        assertThat(probes(fleet, sent).run(steps, Duration.ofMillis(200))).isEmpty();
        assertThat(steps.wrong()).isPresent();
        assertThat(sent.history()).hasSize(2);
    }

    private static Probes probes(Fleet fleet, Sent sent) {
        return new Probes(fleet, new Sender(sent, "telemetry"), Clock.systemUTC(), new Random(1));
    }

    /** What Kafka would have. */
    private static class Sent extends MockProducer<byte[], byte[]> {
        Sent() {
            super(true, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
            sending();
            return super.send(message, callback);
        }

        void sending() {}

        Stream<Sample> samples() {
            return history().stream().map(Sent::sample);
        }

        private static Sample sample(ProducerRecord<byte[], byte[]> message) {
            return (Sample) ((DecodeResult.Decoded) TelemetryCodec.decode(message.value())).telemetry();
        }
    }

    private static RootTotal total(Stream<Sample> samples) {
        return total(
                samples.collect(Collectors.toMap(sample -> sample.source(), sample -> sample, (one, later) -> later))
                        .values());
    }

    private static RootTotal total(Iterable<Sample> latest) {
        long micros = 0;
        int count = 0;
        for (Sample sample : latest) {
            micros += FixedPoint.toMicros(power(sample));
            count++;
        }
        return new RootTotal(micros, count);
    }

    private static double power(Sample sample) {
        return requireNonNull(sample.readings().get(BenchModel.POWER)).value();
    }
}
