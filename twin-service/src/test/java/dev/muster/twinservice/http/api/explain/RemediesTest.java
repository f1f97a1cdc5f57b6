package dev.muster.twinservice.http.api.explain;

import static dev.muster.twinservice.http.api.explain.Scene.CHARGE;
import static dev.muster.twinservice.http.api.explain.Scene.POWER;
import static dev.muster.twinservice.http.api.explain.Scene.ago;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.http.api.explain.Remedies.Remedy;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What would have to happen, word by word: it is read at three in the morning. */
class RemediesTest {
    private final Scene scene = new Scene();

    @Test
    void shouldAskForNothingWhenAllIsWell() {
        assertThat(scene.remedies()).isEmpty();
    }

    @Test
    void shouldAskForNothingOfWhatIsReportedAlthoughPartitionIsBehind() {
        scene.partition = behind();

        assertThat(scene.remedies()).isEmpty();
    }

    @Test
    void shouldWaitForRecordOfWhoIsOffline() {
        scene.connectivity = Connectivity.OFFLINE;
        scene.lastSeen = ago(3 * 3_600);
        scene.reading(POWER, 3 * 3_600, Quality.GOOD).reading(CHARGE, 3 * 3_600, Quality.GOOD);

        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "record",
                        "A record from source WT-07 must arrive in topic partition 3;"
                                + " the last one came at 2030-01-02T07:42:10Z, 3 h ago"));
    }

    @Test
    void shouldWaitForFirstRecordOfWhoNeverReported() {
        scene.connectivity = Connectivity.EXPECTED;
        scene.lastSeen = null;
        scene.readings.clear();

        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "record",
                        "A first record from source WT-07 must arrive in topic partition 3; none was ever received"));
    }

    @Test
    void shouldTellBothWhoWorksOnItAndThatItIsDead() {
        scene.connectivity = Connectivity.MAINTENANCE;
        scene.maintenance = new MaintenanceWindow(new Principal("ada"), ago(3_600), ago(-5_400));
        scene.lastSeen = ago(600);
        scene.reading(POWER, 600, Quality.GOOD).reading(CHARGE, 600, Quality.GOOD);

        assertThat(scene.remedies())
                .containsExactly(
                        new Remedy(
                                "maintenance",
                                "Somebody must end the maintenance that ada began at 2030-01-02T09:42:10Z,"
                                        + " or it ends by itself at 2030-01-02T12:12:10Z, in 1 h 30 min"),
                        new Remedy(
                                "record",
                                "A record from source WT-07 must arrive in topic partition 3;"
                                        + " the last one came at 2030-01-02T10:32:10Z, 10 min ago"));
    }

    @Test
    void shouldTellOnlyWhoWorksOnWhatReportsAllTheSame() {
        scene.connectivity = Connectivity.MAINTENANCE;
        scene.maintenance = new MaintenanceWindow(new Principal("ada"), ago(3_600), ago(-60));

        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("maintenance");
    }

    @Test
    void shouldNameTheSignalThatIsNotSent() {
        scene.reading(POWER, 40, Quality.GOOD);

        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "staleSignal",
                        "The signal power must be sent: the source is heard, last at 2030-01-02T10:42:09Z, 1 s ago,"
                                + " but this signal was last received at 2030-01-02T10:41:30Z, 40 s ago,"
                                + " and counts for 7 s only"));
        scene.readings.remove(POWER.name());
        assertThat(scene.remedies().get(0).text()).endsWith("but this signal was never received");
    }

    @Test
    void shouldWaitForRecordOfSourceThatIsNotHeardAtAll() {
        scene.lastSeen = ago(20);
        scene.reading(POWER, 20, Quality.GOOD).reading(CHARGE, 20, Quality.GOOD);

        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("record");

        // Heard again, 8 s ago: too long for power to call that heard.
        scene.lastSeen = ago(8);
        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("record");
    }

    @Test
    void shouldTellThatMusterMustCatchUpAndNotBlameTheDevice() {
        scene.reading(POWER, 60, Quality.GOOD);
        scene.partition = behind();

        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "ingestBehind",
                        "Muster must catch up: partition 3 is 12,000 records behind,"
                                + " read up to 2030-01-02T10:41:10Z, 1 min ago"));
        scene.partition = new PartitionReport(3, null, 0, -1, ago(3));
        assertThat(scene.remedies().get(0).text())
                .isEqualTo("Muster must catch up: how far partition 3 is read is not known yet");
        scene.partition = new PartitionReport(3, ago(60), 100, 100, ago(60));
        assertThat(scene.remedies().get(0).text())
                .isEqualTo("Kafka must tell what there is: partition 3 is read up to 2030-01-02T10:41:10Z, 1 min ago,"
                        + " and it has not said since that this is all");
    }

    @Test
    void shouldTellWhatDeviceMustFix() {
        scene.connectivity = Connectivity.OFFLINE;
        scene.lastSeen = ago(2);
        scene.skew = new ClockSkew.Skew(Duration.ofMinutes(-31), Duration.ofMinutes(-30));
        scene.reading(POWER, 3_600, Quality.GOOD).reading(CHARGE, 3_600, Quality.GOOD);
        scene.refused(RefusalReason.CLOCK_AHEAD, 2).refused(RefusalReason.OUT_OF_RANGE, 3);

        assertThat(scene.remedies())
                .contains(new Remedy(
                        "clockAhead",
                        "The device must fix its clock: its samples are refused as clockAhead by 31 min,"
                                + " last at 2030-01-02T10:42:08Z, 2 s ago"));
        scene.refusals.remove(0);
        assertThat(scene.remedies())
                .contains(new Remedy(
                        "refused",
                        "Its records must stop being refused, last at offset 99, 2030-01-02T10:42:07Z, 3 s ago:"
                                + " Expected a but got b"));
    }

    @Test
    void shouldNotAskForSignalThatIsSentAndRefused() {
        scene.reading(POWER, 3_600, Quality.GOOD).reading(CHARGE, 3_600, Quality.GOOD);
        scene.refused(RefusalReason.CLOCK_AHEAD, 1);

        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("clockAhead");
        assertThat(scene.remedies().get(0).text()).contains("refused as clockAhead, last at");
    }

    @Test
    void shouldForgetRefusalsBeforeTheLastGoodSample() {
        scene.reading(POWER, 20, Quality.GOOD).refused(RefusalReason.CLOCK_AHEAD, 21);

        assertThat(scene.remedies()).extracting(Remedy::code).doesNotContain("clockAhead");
    }

    @Test
    void shouldTellWhichValueIsBad() {
        scene.reading(POWER, 1, Quality.BAD);

        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "badQuality",
                        "The device must stop calling its value of signal power bad,"
                                + " as it did at 2030-01-02T10:42:09Z, 1 s ago"));
    }

    @Test
    void shouldTellWhenItIsExpectedAgain() {
        scene.expected = new Expected(false, ago(3_600), ago(-7_200), "daylight");
        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "notExpected",
                        "Its schedule (daylight) must expect it again, which it does not before"
                                + " 2030-01-02T12:42:10Z: until then it is not missing"));
        scene.expected = new Expected(false, null, null, null);
        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("notExpected");

        scene.retiredFrom = ago(86_400);
        scene.expected = new Expected(false, ago(86_400), null, "always");
        assertThat(scene.remedies())
                .containsExactly(new Remedy(
                        "retired",
                        "Somebody must take it back into service in the model (retiredFrom): it is retired since"
                                + " 2030-01-01T10:42:10Z, 1 day ago"));
    }

    @Test
    void shouldTellThatTwinIsRetiredThoughModelExpectsIt() {
        scene.connectivity = Connectivity.RETIRED;

        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("reinstated");
    }

    @Test
    void shouldTellWhoDidNotAnswer() {
        scene.connectivity = Connectivity.OFFLINE;
        scene.readerKnown = false;
        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("record", "ingestUnknown");
        assertThat(scene.remedies().get(0).text()).startsWith("A record from source WT-07 must arrive;");
        assertThat(scene.remedies().get(1).text())
                .contains("the node that reads its partition is not known, or did not answer");

        scene.ingestAnswers = false;
        assertThat(scene.remedies().get(1).text()).contains("ingest did not answer");

        scene.twinAnswers = false;
        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("twinNotAnswering", "ingestUnknown");

        scene.ingestAnswers = true;
        scene.readerKnown = true;
        scene.partition = behind();
        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("twinNotAnswering", "ingestBehind");
    }

    @Test
    void shouldTellThatNothingOfItIsSummed() {
        AssetType type = Objects.requireNonNull(scene.type);
        scene.type = new AssetType(type.id(), type.name(), type.offlineAfter(), List.of(Scene.WIND));
        assertThat(scene.remedies()).extracting(Remedy::code).containsExactly("noSummedSignal");

        scene.type = null;
        assertThat(scene.remedies().get(0).text()).contains("must define the type wind-turbine");
    }

    private static PartitionReport behind() {
        return new PartitionReport(3, ago(60), 100, 12_100, ago(60));
    }
}
