package dev.muster.twinservice.http.api.explain;

import static dev.muster.twinservice.http.api.explain.Scene.CHARGE;
import static dev.muster.twinservice.http.api.explain.Scene.POWER;
import static dev.muster.twinservice.http.api.explain.Scene.ago;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who counts, and the first reason of those who do not. */
class StandingTest {
    private final Scene scene = new Scene();

    @Test
    void shouldCountWhoIsFresh() {
        assertThat(scene.standing(POWER)).isEqualTo(new Standing(POWER, true, null, ago(1)));
        scene.reading(POWER, 1, Quality.UNCERTAIN);
        assertThat(scene.standing(POWER).counts()).isTrue();
    }

    @Test
    void shouldCountUpToStaleAfterAndNoLonger() {
        assertThat(scene.reading(POWER, 6, Quality.GOOD).standing(POWER).counts())
                .isTrue();
        assertMissing(scene.reading(POWER, 7, Quality.GOOD), MissingReason.STALE_SIGNAL, ago(7));
    }

    @Test
    void shouldLetValueSentByExceptionHoldUntilItsHeartbeatIsMissed() {
        scene.reading(CHARGE, 299, Quality.GOOD);
        assertThat(scene.standing(CHARGE).counts()).isTrue();
        scene.reading(CHARGE, 300, Quality.GOOD);
        assertThat(scene.standing(CHARGE).reason()).isEqualTo(MissingReason.STALE_SIGNAL);
    }

    @Test
    void shouldNameReasonsInTheOrderOfTheTotals() {
        scene.reading(POWER, 1, Quality.BAD);
        assertMissing(scene, MissingReason.BAD_QUALITY, ago(1));

        scene.reading(POWER, 20, Quality.BAD);
        assertMissing(scene, MissingReason.STALE_SIGNAL, ago(20));

        scene.partition = new PartitionReport(3, ago(15), 100, 900, null);
        assertMissing(scene, MissingReason.INGEST_BEHIND, ago(15));

        scene.connectivity = Connectivity.OFFLINE;
        assertMissing(scene, MissingReason.OFFLINE, ago(3_600));

        scene.connectivity = Connectivity.RETIRED;
        assertMissing(scene, MissingReason.OFFLINE, ago(3_600));

        scene.connectivity = Connectivity.EXPECTED;
        scene.readings.clear();
        assertMissing(scene, MissingReason.NEVER_REPORTED, ago(86_400));

        scene.connectivity = Connectivity.MAINTENANCE;
        scene.maintenance = new MaintenanceWindow(new Principal("ada"), ago(3_600), ago(-60));
        assertMissing(scene, MissingReason.MAINTENANCE, ago(3_600));
    }

    @Test
    void shouldBlameMusterOnlyWhileValueMayBeWaiting() {
        scene.reading(POWER, 20, Quality.GOOD);
        // Stale since 13 s ago: what had come in time would have been read.
        scene.partition = new PartitionReport(3, ago(12), 100, 900, null);
        assertMissing(scene, MissingReason.STALE_SIGNAL, ago(20));

        // Behind by no more than is usual.
        scene.reading(POWER, 8, Quality.GOOD);
        scene.partition = new PartitionReport(3, ago(5), 100, 900, null);
        assertMissing(scene, MissingReason.STALE_SIGNAL, ago(8));

        scene.reading(POWER, 12, Quality.GOOD);
        scene.partition = new PartitionReport(3, ago(6), 100, 900, null);
        assertMissing(scene, MissingReason.INGEST_BEHIND, ago(6));

        scene.partition = new PartitionReport(3, null, 100, -1, ago(30));
        assertMissing(scene, MissingReason.INGEST_BEHIND, ago(30));

        scene.readings.clear();
        scene.partition = new PartitionReport(3, ago(6), 100, 900, null);
        assertMissing(scene, MissingReason.INGEST_BEHIND, ago(6));
    }

    @Test
    void shouldNotBlameSilenceOnMusterWhenItsReaderIsUnknown() {
        scene.readerKnown = false;

        assertMissing(scene.reading(POWER, 20, Quality.GOOD), MissingReason.STALE_SIGNAL, ago(20));
    }

    @Test
    void shouldTellSinceConnectedOfSignalThatNeverCame() {
        scene.readings.remove(POWER.name());

        assertMissing(scene, MissingReason.STALE_SIGNAL, ago(3_600));
    }

    @Test
    void shouldMissNobodyWhoIsNotExpected() {
        scene.expected = new Expected(false, ago(50), null, "daylight");

        assertThat(scene.reading(POWER, 20, Quality.GOOD).standing(POWER))
                .isEqualTo(new Standing(POWER, false, null, ago(50)));
    }

    @Test
    void shouldNotGuessWhatOnlyTwinKnows() {
        scene.twinAnswers = false;

        assertThat(scene.standing(POWER)).isEqualTo(new Standing(POWER, null, null, null));
    }

    private static void assertMissing(Scene scene, MissingReason reason, @Nullable Instant since) {
        assertThat(scene.standing(POWER)).isEqualTo(new Standing(POWER, false, reason, since));
    }
}
