package dev.muster.loadtest.replay.eia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.type.Signal;
import dev.muster.loadtest.device.RecordingUplink;
import dev.muster.loadtest.device.SteppedClock;
import dev.muster.loadtest.ledger.AbsenceReason;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.replay.EiaWeek;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EiaReplayTest {
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2030-01-01T01:00:00Z");
    private static final Duration STALE_AFTER = Duration.ofSeconds(2);

    private final EiaWeek week;
    private final ModelPlan plan;
    private final SteppedClock clock = new SteppedClock(Instant.parse("2031-06-01T12:00:00Z"));
    private final RecordingUplink uplink = new RecordingUplink(clock);
    private final EiaReplay replay;

    EiaReplayTest(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("hierarchy.json"), """
            {"LEFT": {"UP": ["HILL"], "DOWN": ["LAKE-1"]}}
            """);
        Files.writeString(directory.resolve("week_leaf.csv"), """
            date_time,interconnect,region,asset,raw_mw
            2030-01-01 00:00:00,LEFT,UP,HILL,100
            2030-01-01 00:00:00,LEFT,DOWN,LAKE-1,MISSING
            2030-01-01 01:00:00,LEFT,UP,HILL,EMPTY
            2030-01-01 01:00:00,LEFT,DOWN,LAKE-1,-0.000001
            """);
        Files.writeString(directory.resolve("week_totals_published.csv"), """
            date_time,level,group,raw_mw
            2030-01-01 00:00:00,region,UP,100
            2030-01-01 00:00:00,region,DOWN,0
            2030-01-01 00:00:00,interconnect,LEFT,100
            2030-01-01 00:00:00,total,ALL,100
            2030-01-01 01:00:00,region,UP,0
            2030-01-01 01:00:00,region,DOWN,-0.000001
            2030-01-01 01:00:00,interconnect,LEFT,-0.000001
            2030-01-01 01:00:00,total,ALL,-0.000001
            """);
        this.week = EiaWeek.read(directory);
        this.plan = EiaModel.plan(week.tree(), Duration.ofSeconds(1), STALE_AFTER);
        this.replay = new EiaReplay(week, uplink);
    }

    @Test
    void shouldSendOneSampleOfEachAreaThatHasReadingAndNothingElse() {
        SentHour sent = replay.sendHour(FIRST);

        assertThat(uplink.sent()).singleElement().isInstanceOfSatisfying(Sample.class, sample -> {
            assertThat(sample.source()).isEqualTo(new SourceId("HILL"));
            assertThat(sample.measuredAt()).isEqualTo(FIRST);
            assertThat(sample.readings().get(EiaModel.DEMAND).value()).isEqualTo(100);
        });
        assertThat(sent).isEqualTo(new SentHour(FIRST, new TreeMap<>(Map.of(new AssetId("HILL"), clock.instant()))));
    }

    @Test
    void shouldSendSameSamplesWhenItStartsAgainAndHigherSequencesLater() {
        replay.sendHour(FIRST);
        new EiaReplay(week, uplink).sendHour(FIRST);
        replay.sendHour(SECOND);

        assertThat(uplink.sent()).hasSize(3);
        assertThat(uplink.sent().get(1)).isEqualTo(uplink.sent().get(0));
        assertThat(((Sample) uplink.sent().get(2)).sequence())
                .isGreaterThan(((Sample) uplink.sent().get(1)).sequence());
    }

    @Test
    void shouldPlanTreeInWhichPublishedTotalsComeBackNegated() {
        Ledger ledger = new Ledger(plan, clock, false);
        for (Instant hour : week.hours()) {
            clock.advance(STALE_AFTER);
            replay.sendHour(hour);
            uplink.drain().forEach(sample -> ledger.acknowledged(sample, clock.instant()));
            for (GroupId group : week.tree().groups()) {
                assertThat(ledger.total(EiaModel.key(group), EiaModel.DEMAND).micros())
                        .as("%s at %s", group, hour)
                        .isEqualTo(-week.published(hour).get(group));
            }
        }

        LedgerTotal root = ledger.total(GroupKey.root(EiaModel.INTERCONNECTION), EiaModel.DEMAND);
        assertThat(root.expected()).isEqualTo(2);
        assertThat(root.missing()).isEqualTo(Map.of(new AssetId("HILL"), AbsenceReason.STALE_SIGNAL));
    }

    @Test
    void shouldPlanDemandWithoutRangeSoThatNothingPublishedIsRefused() {
        Signal demand = plan.types().get(0).signal(EiaModel.DEMAND).orElseThrow();

        assertThat(demand.range()).isNull();
        assertThat(demand.summed()).isTrue();
        assertThat(demand.staleAfter()).isEqualTo(STALE_AFTER);
        assertThat(plan.assets()).allSatisfy(asset -> assertThat(asset.limits()).isEmpty());
    }

    @Test
    void shouldKnowFirstAndLastArrival() {
        Instant later = FIRST.plusMillis(7);
        SentHour sent = new SentHour(FIRST, new TreeMap<>(Map.of(new AssetId("B"), FIRST, new AssetId("A"), later)));

        assertThat(sent.firstReceived()).isEqualTo(FIRST);
        assertThat(sent.lastReceived()).isEqualTo(later);
        assertThatThrownBy(() -> new SentHour(FIRST, new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected at least one reading");
    }
}
