package dev.muster.twinservice.twin;

import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.Observation;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.pace.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** What the tests of the twin share: configuration, settings, observations. */
final class TwinFixtures {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final SourceId SOURCE = new SourceId("WT-07");

    private TwinFixtures() {}

    /** The shipped defaults, and the bindings of the two markers as the service has them. */
    static Config config() {
        return ConfigFactory.parseString("""
            akka.actor.serialization-bindings {
              "dev.muster.twinservice.serialization.JournalEvent" = jackson-json
              "dev.muster.twinservice.serialization.NodeMessage" = jackson-cbor
            }
            akka.loglevel = WARNING
            """)
                .withFallback(EventSourcedBehaviorTestKit.config())
                .withFallback(ConfigFactory.defaultReference())
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    static TwinSettings settings() {
        TwinSettings shipped = TwinSettings.from(config());
        return new TwinSettings(
                shipped.shards(),
                shipped.placement(),
                shipped.passivateAfter(),
                shipped.observing(),
                shipped.judging(),
                new TwinSettings.Snapshots(5, 2),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));
    }

    static CommandSettings commands() {
        return CommandSettings.from(config());
    }

    /** Tests share a journal: no two use one asset. */
    static AssetId freshAsset() {
        return new AssetId("WT-" + UUID.randomUUID());
    }

    static Observation sample(int second, SignalName signal, double value) {
        return received(
                second, new Sample(SOURCE, second, START.plusSeconds(second), Map.of(signal, Reading.good(value))));
    }

    static Observation power(int second) {
        return sample(second, OneAssetModel.POWER, second % 10);
    }

    static Observation received(int second, Sample sample) {
        return new Observation(sample, START.plusSeconds(second));
    }

    static Observation connected(long epoch, int second) {
        return notice(Notice.Kind.CONNECTED, epoch, second);
    }

    static Observation disconnected(long epoch, int second) {
        return notice(Notice.Kind.DISCONNECTED, epoch, second);
    }

    private static Observation notice(Notice.Kind kind, long epoch, int second) {
        Instant at = START.plusSeconds(second);
        return new Observation(new Notice(SOURCE, kind, epoch, at), at);
    }

    /** Stands still until a test moves it. */
    static final class SteppedClock extends Clock {
        private volatile Instant now = START;

        void set(Instant instant) {
            now = instant;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Expected UTC but got " + zone);
        }
    }
}
