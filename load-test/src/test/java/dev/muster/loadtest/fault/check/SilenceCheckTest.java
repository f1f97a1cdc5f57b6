package dev.muster.loadtest.fault.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.loadtest.fault.check.Breach.Kind;
import dev.muster.loadtest.fault.check.SilenceCheck.Offline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceCheckTest {
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");
    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(8);

    @Test
    void shouldNameOfflineOfWhoNeverFellSilent() {
        Offline said = new Offline(at(20), at(28));

        assertThat(SilenceCheck.breaches(reportedAt(0, 60), List.of(said), OFFLINE_AFTER))
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.kind()).isEqualTo(Kind.FALSE_OFFLINE);
                    assertThat(breach.what()).contains("WT-1", at(28).toString(), at(20).toString(), "at most 1000 ms");
                });
    }

    @Test
    void shouldPassOfflineOfWhoDid() {
        SentBy silent = new SentBy(new AssetId("WT-1"), List.of(), List.of(), List.of(at(0), at(20), at(40), at(41)));

        assertThat(SilenceCheck.breaches(silent, List.of(new Offline(at(20), at(29))), OFFLINE_AFTER))
                .isEmpty();
    }

    @Test
    void shouldPassOfflineOfWhoStopped() {
        assertThat(SilenceCheck.breaches(reportedAt(0, 20), List.of(new Offline(at(20), at(28))), OFFLINE_AFTER))
                .isEmpty();
    }

    @Test
    void shouldNotExcuseOfflineBySilenceThatWasOverBefore() {
        SentBy silentOnce = new SentBy(
                new AssetId("WT-1"),
                List.of(),
                List.of(),
                IntStream.of(0, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33)
                        .mapToObj(SilenceCheckTest::at)
                        .toList());

        assertThat(SilenceCheck.breaches(silentOnce, List.of(new Offline(at(24), at(32))), OFFLINE_AFTER))
                .hasSize(1);
    }

    @Test
    void shouldDrawTheLineAtHalfOfWhatIsAllowed() {
        SentBy justBelow =
                new SentBy(new AssetId("WT-1"), List.of(), List.of(), List.of(at(0), at(20), at(24).minusMillis(1)));
        SentBy justAt = new SentBy(new AssetId("WT-1"), List.of(), List.of(), List.of(at(0), at(20), at(24)));
        Offline said = new Offline(at(20), at(24));

        assertThat(SilenceCheck.breaches(justBelow, List.of(said), OFFLINE_AFTER))
                .hasSize(1);
        assertThat(SilenceCheck.breaches(justAt, List.of(said), OFFLINE_AFTER)).isEmpty();
    }

    @Test
    void shouldKnowTheLongestSilence() {
        SentBy sent = new SentBy(new AssetId("WT-1"), List.of(), List.of(), List.of(at(0), at(50), at(51), at(54)));

        assertThat(SilenceCheck.longest(sent, at(50))).isEqualTo(Duration.ofSeconds(3));
        assertThat(SilenceCheck.longest(sent, at(0))).isEqualTo(Duration.ofSeconds(50));
    }

    private static SentBy reportedAt(int from, int to) {
        return new SentBy(
                new AssetId("WT-1"),
                List.of(),
                List.of(),
                IntStream.rangeClosed(from, to).mapToObj(SilenceCheckTest::at).toList());
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
